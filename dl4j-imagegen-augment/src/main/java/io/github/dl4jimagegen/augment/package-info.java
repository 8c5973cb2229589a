/**
 * The catalogue of augmentations: {@link io.github.dl4jimagegen.augment.Augmentations}.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.augment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
