package io.github.dl4jimagegen.prefetch;

import org.jspecify.annotations.Nullable;

/**
 * The jobs of one pass, in order. Asked by one thread at a time, which need not always be the same one.
 *
 * @param <T> the result of a job
 * @param <W> what a worker holds
 */
public interface Jobs<T, W> extends AutoCloseable {

    /**
     * Returns the next job. This may wait for a user's code; it holds up nothing but this pass.
     *
     * @return the job, or null after the last one
     * @throws Exception if there is none to be had; the pass ends with this failure, in its place
     */
    @Nullable
    Job<T, W> next() throws Exception;

    @Override
    default void close() {}
}
