package io.github.dl4jimagegen;

import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.report.FlowReport;
import java.nio.file.Path;

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
     *
     * @return a value to keep, as JSON or with {@link Checkpoint}
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
     * Saves the network that is trained on this flow again and again, with the flow's state, as {@link Checkpoint#save}
     * does. It is done when the network asks for its next batch, since only then, between two iterations, it is in a
     * state to be saved: a listener's {@code iterationDone} is called before the iteration is counted and before
     * constraints are applied, and training that goes on from there is not the same.
     *
     * <p>A save that fails is logged as a warning, and the file of the one before stays. What was trained after the last
     * save of a {@code fit} is not in the file: save once more when it returns.
     *
     * @param batches after how many batches, at least 1
     * @param file the file, in a folder that exists; replaced each time
     * @param network writes the network: {@code network::save}
     * @throws IllegalArgumentException if batches is less than 1 or the folder does not exist
     */
    void checkpointEvery(int batches, Path file, Checkpoint.ModelWriter network);

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
