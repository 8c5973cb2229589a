package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ConsumerDevice;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.FlowReport;
import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.report.StageTimes;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an iterator stands: its epoch, its position, the pass that makes its batches. What all iterators have in common.
 *
 * <p>One thread at a time iterates; {@link #close} may come from any thread.
 */
final class EpochFlow implements AutoCloseable {

    /** What an iterator is over. An implementation must not refer to the iterator, which may be abandoned. */
    interface Content {

        /** Starts an epoch anywhere. */
        OrderedResults<Batch> open(Place place, BatchBuffers buffers, StageTimes times);

        /** Returns what the data are. */
        SourceFingerprint source();

        /** Returns what is done with them. */
        Map<String, String> recipe();

        /** Returns where the memory of batches comes from. */
        BatchMemory memory();

        /** Returns how many threads may prepare images. */
        int workers();

        /** Returns whether each epoch's report is logged. */
        boolean logsReports();

        /** Returns the images that were passed over. */
        default List<SkippedImages.SkippedImage> skipped() {
            return List.of();
        }
    }

    /** A number of examples into an epoch. */
    record Place(long epoch, long position) implements Serializable {
        static final Place START = new Place(0, 0);
    }

    private static final Logger log = LoggerFactory.getLogger(EpochFlow.class);

    private final Content content;
    private final EpochClock clock = new EpochClock();
    private long epoch;
    private long position;
    private @Nullable Batch rest;
    private boolean touched;
    private boolean ended;
    private @Nullable SourceFingerprint source;
    private @Nullable Checkpoints checkpoints;
    private @Nullable OrderedResults<Batch> stopped;
    private final Running running = new Running();

    /** What has to be closed, apart from the rest, so that whoever closes an abandoned flow need not hold it. */
    private static final class Running implements AutoCloseable {
        private volatile @Nullable OrderedResults<Batch> results;
        private volatile @Nullable BatchBuffers buffers;
        private volatile boolean closed;

        void refuseIfClosed() {
            if (closed) {
                throw new IllegalStateException("the iterator is closed");
            }
        }

        /** Not synchronized: it has to wake a thread that waits inside {@link #next}. */
        @Override
        public void close() {
            closed = true;
            OrderedResults<Batch> current = results;
            if (current != null) {
                current.close();
            }
            BatchBuffers memory = buffers;
            if (memory != null) {
                memory.close();
            }
        }
    }

    EpochFlow(Content content, Place place) {
        this.content = content;
        this.epoch = place.epoch;
        this.position = place.position;
    }

    private OrderedResults<Batch> results() {
        running.refuseIfClosed();
        OrderedResults<Batch> current = running.results;
        if (current == null) {
            refuseIfStillStopping();
            BatchBuffers buffers = running.buffers;
            if (buffers == null) {
                buffers = new BatchBuffers(content.memory(), ConsumerDevice.ofCurrentThread());
                running.buffers = buffers;
            }
            current = content.open(place(), buffers, clock.start());
            running.results = current;
            if (running.closed) { // close() came meanwhile and may have seen neither
                running.close();
                running.refuseIfClosed();
            }
        }
        return current;
    }

    /** A user's code that has not come back must not be called by a second thread. */
    private void refuseIfStillStopping() {
        if (stopped != null && stopped.isWorking()) {
            throw new IllegalStateException("a generator or image of the epoch before is still being read, so that no"
                    + " new epoch can begin: see why it does not come back");
        }
        stopped = null;
    }

    synchronized boolean hasNext() {
        boolean more = rest != null || advance();
        if (more && checkpoints != null) {
            checkpoints.saveIfDue(this::state);
        }
        return more;
    }

    /** Waits until it is known whether there is a further batch. */
    private boolean advance() {
        boolean more = clock.waiting(results());
        if (!more && !touched && position > 0) { // it was restored to the end of an epoch
            goTo(new Place(epoch + 1, 0));
            more = clock.waiting(results());
        }
        if (!more && !ended) {
            ended = true;
            clock.stop();
            if (content.logsReports()) {
                log.info("{}", report());
            }
        }
        return more;
    }

    synchronized Batch next() {
        boolean unused = hasNext();
        return deliver(take());
    }

    /** Gathers n examples; what is left of the last batch is the next one. */
    synchronized Batch next(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("the number of examples must be positive but was " + n);
        }
        boolean unused = hasNext();
        List<Batch> parts = new ArrayList<>();
        int missing = n;
        while (missing > 0 && (parts.isEmpty() || nextIsThere())) {
            Batch batch = take();
            if (batch.rows() > missing) {
                rest = batch.rows(missing, batch.rows());
                Batch first = batch.rows(0, missing);
                batch.release();
                batch = first;
            }
            parts.add(batch);
            missing -= batch.rows();
        }
        return deliver(parts.size() == 1 ? parts.get(0) : merge(parts));
    }

    private static Batch merge(List<Batch> parts) {
        Batch merged = Batch.concat(parts);
        parts.forEach(Batch::release);
        return merged;
    }

    /** A failure after the first of several batches waits for the next call: what was gathered is delivered. */
    private boolean nextIsThere() {
        try {
            return rest != null || advance();
        } catch (RuntimeException | Error e) {
            if (running.closed) {
                throw e;
            }
            return false;
        }
    }

    private Batch take() {
        Batch batch = rest;
        rest = null;
        if (batch != null) {
            return batch;
        }
        if (!advance()) {
            throw new NoSuchElementException("epoch " + epoch + " has no further batch: call reset() for the next one");
        }
        return results().next();
    }

    private Batch deliver(Batch batch) {
        BatchBuffers buffers = running.buffers;
        if (buffers != null) {
            buffers.handOut(batch);
        }
        touched = true;
        position += batch.positions();
        clock.delivered(batch.rows());
        if (checkpoints != null) {
            checkpoints.delivered();
        }
        return batch;
    }

    /** Goes on to the next epoch, unless nothing of this one has been taken. */
    synchronized void reset() {
        boolean untouched = !touched && !ended;
        if (untouched && !failed()) {
            return;
        }
        if (untouched) {
            goTo(place());
        } else {
            goTo(new Place(epoch + 1, 0));
        }
    }

    private boolean failed() {
        OrderedResults<Batch> current = running.results;
        return current != null && current.hasFailed();
    }

    private void goTo(Place place) {
        epoch = place.epoch;
        position = place.position;
        rest = null;
        touched = false;
        ended = false;
        OrderedResults<Batch> current = running.results;
        running.results = null;
        if (current != null) {
            current.close();
            stopped = current;
        }
    }

    synchronized Place place() {
        return new Place(epoch, position);
    }

    synchronized PipelineState state() {
        SourceFingerprint fingerprint = source;
        if (fingerprint == null) {
            fingerprint = content.source();
            source = fingerprint;
        }
        return PipelineState.of(epoch, position, fingerprint, content.recipe());
    }

    synchronized void restore(PipelineState state) {
        running.refuseIfClosed();
        state.checkSuits(state());
        goTo(new Place(state.epoch(), state.position()));
        if (position > 0) {
            boolean unused = advance();
        }
    }

    synchronized void checkpointEvery(int batches, Path file, Checkpoint.ModelWriter network) {
        checkpoints = new Checkpoints(batches, file, network);
    }

    synchronized FlowReport report() {
        return clock.report(epoch, content.workers());
    }

    List<SkippedImages.SkippedImage> skipped() {
        return content.skipped();
    }

    /** Returns what {@link #close} closes. It refers to nothing of the user's but the pass that is under way. */
    AutoCloseable running() {
        return running;
    }

    @Override
    public void close() {
        running.close();
    }
}
