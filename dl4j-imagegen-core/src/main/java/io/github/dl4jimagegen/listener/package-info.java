/**
 * Listeners for Deeplearning4j's networks; the only package of this module that knows them. It needs deeplearning4j-nn on
 * the class path, which whoever trains a network has.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.listener;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
