/**
 * The front door: {@link io.github.dl4jimagegen.ImagePipeline} turns a folder or a generator of images into a DataSetIterator.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
