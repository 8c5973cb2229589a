/**
 * Statistics of images, found in one pass over any number of them, and what is made of them: the normalisation that is
 * the last step before values go into a batch.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.statistics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
