package io.github.dl4jimagegen.prefetch;

import java.util.NoSuchElementException;

/**
 * The results of jobs, one after the other in the order of the jobs.
 *
 * <p>A failure, of whatever kind, is an item in its place: the results before it are delivered, then {@link #hasNext}
 * and {@link #next} throw it, and go on throwing it. If several parts of a job fail, the part with the smallest number
 * is the one reported, whatever the order in which they ran.
 *
 * <p>One consumer thread at a time; {@link #close} may be called by any thread.
 *
 * @param <T> the results
 */
public interface OrderedResults<T> extends AutoCloseable {

    /**
     * Returns whether there is a further result, waiting until it is known.
     *
     * @return true if {@link #next} will return a result at once
     * @throws IllegalStateException if closed
     */
    boolean hasNext();

    /**
     * Returns the next result, waiting until it is there.
     *
     * @return the result of the next job
     * @throws NoSuchElementException after the last one
     * @throws IllegalStateException if closed
     */
    T next();

    /**
     * Returns how many results are ready, so that {@link #next} would not have to wait for them.
     *
     * @return at least 0; 0 where results are made on demand
     */
    int ready();

    /**
     * Returns whether the pass has ended with a failure that the consumer has met.
     *
     * @return true once {@link #hasNext} or {@link #next} has thrown it
     */
    boolean hasFailed();

    /**
     * Returns whether some thread is still at work, which after {@link #close} means that it did not react.
     *
     * @return true while a job is being made
     */
    boolean isWorking();

    /** Stops the work, waits for it to end for five seconds at most, and frees what it holds. Idempotent. */
    @Override
    void close();
}
