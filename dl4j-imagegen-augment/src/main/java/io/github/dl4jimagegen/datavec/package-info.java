/**
 * The edge to DataVec: its image transforms as augmentations, its label generators as labels. It needs DataVec, which
 * this library does not bring along: add {@code org.datavec:datavec-data-image}. Nothing outside of this package does.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.datavec;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
