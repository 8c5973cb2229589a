/**
 * The edge to code of JavaCV and OpenCV: a Mat as an image.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.opencv;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
