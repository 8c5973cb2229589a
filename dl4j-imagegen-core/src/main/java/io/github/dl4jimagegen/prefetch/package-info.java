/**
 * Internal: ordered, bounded parallelism. Knows nothing of images. No API; may change at any time.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.prefetch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
