/**
 * What augmentation does, to be looked at: contact sheets and a page, made by
 * {@link io.github.dl4jimagegen.preview.Preview}.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.preview;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
