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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an iterator stands: its epoch, its position, the pass that makes its batches. What all iterators have in common.
 *
 * <p>One thread at a time iterates; {@link #close} may come from any thread at any time, and so may questions. A reset by
 * another thread waits for the batch that the first one waits for.
 */
final class EpochFlow implements AutoCloseable {

    /** What an iterator is over. An implementation must not refer to the iterator, which may be abandoned. */
    interface Content extends AutoCloseable {

        /** Starts an epoch anywhere. */
        OrderedResults<Batch> open(Place place, BatchBuffers buffers, StageTimes times);

        /** Frees what outlives epochs; called once all work has ended, from any thread, also of an abandoned iterator. */
        @Override
        default void close() {}

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

        Place nextEpoch() {
            return new Place(epoch + 1, 0);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(EpochFlow.class);

    private final Content content;
    private final EpochClock clock = new EpochClock();
    private final Once<SourceFingerprint> source;
    /** What was taken from the results and not handed out yet. */
    private final Deque<Batch> taken = new ArrayDeque<>();

    private volatile Place place;
    private boolean touched;
    private boolean ended;
    private @Nullable Checkpoints checkpoints;
    private @Nullable OrderedResults<Batch> stopped;
    private final Running running;

    /** Something that is expensive to make. */
    private static final class Once<T> {
        private final Supplier<T> maker;
        private @Nullable T made;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T value = made;
            if (value == null) {
                value = maker.get();
                made = value;
            }
            return value;
        }
    }

    /** What has to be closed, apart from the rest, so that whoever closes an abandoned flow need not hold it. */
    private static final class Running implements AutoCloseable {
        private final Content content;
        private volatile @Nullable OrderedResults<Batch> results;
        private volatile @Nullable BatchBuffers buffers;
        private volatile boolean closed;

        Running(Content content) {
            this.content = content;
        }

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
            content.close();
        }
    }

    EpochFlow(Content content, Place place) {
        this.content = content;
        this.source = new Once<>(content::source);
        this.running = new Running(content);
        this.place = place;
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
            current = content.open(place, buffers, clock.start());
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
        boolean more = !taken.isEmpty() || advance();
        if (more && checkpoints != null) {
            checkpoints.saveIfDue(this::state);
        }
        return more;
    }

    /** Waits until it is known whether there is a further batch. */
    private boolean advance() {
        boolean more = clock.waiting(results());
        if (!more && !touched && place.position > 0) { // it was restored to the end of an epoch
            goTo(place.nextEpoch());
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
        if (taken.isEmpty()) {
            take();
        }
        Batch batch = taken.element();
        deliver(batch);
        taken.remove();
        return batch;
    }

    /** Gathers n examples; what is left of the last batch is the next one. Nothing is lost if memory runs out. */
    synchronized Batch next(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("the number of examples must be positive but was " + n);
        }
        boolean unused = hasNext();
        int rows = taken.stream().mapToInt(Batch::rows).sum();
        while (rows < n && (taken.isEmpty() || nextIsThere())) {
            take();
            rows += taken.getLast().rows();
        }
        List<Batch> used = List.copyOf(taken);
        List<Batch> parts = new ArrayList<>(used);
        Batch last = taken.getLast();
        int kept = last.rows() - Math.max(0, rows - n);
        Batch rest = kept == last.rows() ? null : last.rows(kept, last.rows());
        if (rest != null) {
            parts.set(parts.size() - 1, last.rows(0, kept));
        }
        Batch gathered = parts.size() == 1 ? parts.get(0) : Batch.concat(parts);
        deliver(gathered);
        taken.clear();
        if (rest != null) {
            taken.add(rest);
        }
        used.stream().filter(batch -> batch != gathered).forEach(Batch::release);
        return gathered;
    }

    /** A failure after the first of several batches waits for the next call: what was gathered is delivered. */
    private boolean nextIsThere() {
        try {
            return advance();
        } catch (RuntimeException | Error e) {
            if (running.closed) {
                throw e;
            }
            return false;
        }
    }

    private void take() {
        if (!advance()) {
            throw new NoSuchElementException(
                    "epoch " + place.epoch + " has no further batch: call reset() for the next one");
        }
        taken.add(results().next());
    }

    private void deliver(Batch batch) {
        BatchBuffers buffers = running.buffers;
        if (buffers != null) {
            buffers.handOut(batch);
        }
        touched = true;
        place = new Place(place.epoch, place.position + batch.positions());
        clock.delivered(batch.rows());
        if (checkpoints != null) {
            checkpoints.delivered();
        }
    }

    /** Goes on to the next epoch, unless nothing of this one has been taken. */
    synchronized void reset() {
        boolean untouched = !touched && !ended;
        if (untouched && !failed()) {
            return;
        }
        goTo(untouched ? place : place.nextEpoch());
    }

    private boolean failed() {
        OrderedResults<Batch> current = running.results;
        return current != null && current.hasFailed();
    }

    private void goTo(Place next) {
        place = next;
        taken.forEach(Batch::release);
        taken.clear();
        touched = false;
        ended = false;
        OrderedResults<Batch> current = running.results;
        running.results = null;
        if (current != null) {
            current.close();
            stopped = current;
        }
    }

    /** Returns where the flow stands, also while another thread waits for a batch. */
    Place place() {
        return place;
    }

    /** Returns where the flow stands and over what, also while another thread waits for a batch. */
    PipelineState state() {
        Place now = place;
        return PipelineState.of(now.epoch, now.position, source.get(), content.recipe());
    }

    synchronized void restore(PipelineState state) {
        running.refuseIfClosed();
        state.checkSuits(state());
        goTo(new Place(state.epoch(), state.position()));
        if (place.position > 0) {
            boolean unused = advance();
        }
    }

    synchronized void checkpointEvery(int batches, Path file, Checkpoint.ModelWriter network) {
        checkpoints = new Checkpoints(batches, file, network);
    }

    /** Returns the times so far, also while another thread waits for a batch. */
    FlowReport report() {
        return clock.report(place.epoch, content.workers());
    }

    List<SkippedImages.SkippedImage> skipped() {
        return content.skipped();
    }

    /** Returns what {@link #close} closes. It refers to the content, but not to the iterator. */
    AutoCloseable running() {
        return running;
    }

    @Override
    public void close() {
        running.close();
    }
}
