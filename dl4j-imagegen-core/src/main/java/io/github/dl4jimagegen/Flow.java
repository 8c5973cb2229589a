package io.github.dl4jimagegen;

import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.report.FlowReport;

/**
 * What every iterator of this library can do beside what Deeplearning4j asks of it: say where it stands, go on from
 * there another day, and tell where the time goes.
 */
public interface Flow extends AutoCloseable {

    /**
     * Returns the number of the current epoch.
     *
     * @return from 0; {@code reset()} goes on to the next
     */
    long epoch();

    /**
     * Returns where this flow stands: after the last example that was delivered, whatever has been prepared ahead.
     * May be called between two batches, for instance by a listener of the network.
     *
     * @return a value to keep, as JSON or with {@link io.github.dl4jimagegen.checkpoint.Checkpoint}
     */
    PipelineState state();

    /**
     * Goes to where another flow over the same data and recipe stood: what follows is exactly the rest of its epoch. At
     * the end of an epoch that is the start of the next one. A {@code reset()} before the next batch does nothing.
     *
     * <p>A generator that is not random-access is replayed: its examples up to there are made once more, and dropped.
     *
     * @param state what {@link #state} returned
     * @throws io.github.dl4jimagegen.checkpoint.StateMismatchException if data or recipe are others; the flow is then
     *     as it was
     */
    void restore(PipelineState state);

    /**
     * Returns where the time of the current epoch went so far.
     *
     * @return a snapshot
     */
    FlowReport report();

    /** Ends the threads and frees the native memory. Batches that were handed out stay valid. Idempotent. */
    @Override
    void close();
}
