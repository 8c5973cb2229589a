/**
 * What a batch looks like, and the only place that allocates arrays.
 *
 * <p>For users: {@link ClassMode}, {@link DataFormat}, {@link BatchMemory}, {@link Example}, {@link OutputSignature},
 * {@link TensorSpec}. The others are public because the engine beside this package fills batches through them; they are no
 * API, and may change at any time.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
