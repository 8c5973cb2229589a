/**
 * Images and what may be done to them, as values: shapes, warps, pixel operations, augmentations. Depends on the JDK only.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.image;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
