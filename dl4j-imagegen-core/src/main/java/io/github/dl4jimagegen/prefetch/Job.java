package io.github.dl4jimagegen.prefetch;

import org.jspecify.annotations.Nullable;

/**
 * The making of one result out of parts that any worker may do in any order.
 *
 * @param <T> the result
 * @param <W> what a worker holds: its scratch memory
 */
public interface Job<T, W> {

    /**
     * Returns the number of parts.
     *
     * @return at least 0; constant
     */
    int parts();

    /**
     * Does one part. Called once for each part, by several threads at the same time for different parts.
     *
     * @param part from 0 to parts() - 1
     * @param worker what the calling worker holds, used by no other thread meanwhile
     * @throws Exception if the part fails; the job's result is then this failure
     */
    void run(int part, W worker) throws Exception;

    /**
     * Returns the result. Called once, after every part has succeeded, and for one job of a pass at a time, in order.
     *
     * @return the result, or null if nothing came of it: the consumer then gets that of the next job
     * @throws Exception if it cannot be made; that is then the job's failure
     */
    @Nullable
    T finish() throws Exception;

    /** Gives up the job, of which no part is running: neither its parts nor {@link #finish} are called after this. */
    default void discard() {}
}
