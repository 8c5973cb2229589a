/**
 * Changes of values: brightness, colours, blur, noise, erasing. What they do to a value is stated in
 * {@link io.github.dl4jimagegen.image.PixelOp}.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.augment.photometric;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
