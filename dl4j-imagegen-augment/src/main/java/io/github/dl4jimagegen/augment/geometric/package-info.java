/**
 * Changes of place: flips, turns, crops, resizings, affine maps, perspectives, bendings.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.augment.geometric;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
