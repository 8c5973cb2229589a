package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.report.FlowReport;
import java.io.Serializable;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/** The part of Deeplearning4j's contract that iterators of one or of several outputs fulfil in the same way. */
abstract sealed class BatchFlow implements Flow, Serializable permits FlowIterator, MultiFlowIterator {

    private static final long serialVersionUID = 1L;

    /** Transient: what is serialised is a proxy, see the iterators. */
    final transient EpochFlow flow;

    BatchFlow(EpochFlow.Content content, EpochFlow.Place place) {
        this.flow = new EpochFlow(content, place);
        Abandonment.closeWhenUnreachable(this, flow.running());
    }

    /**
     * Returns whether the epoch has a further batch, waiting until it is known. A failure is thrown here, after the
     * batches before it have been delivered.
     *
     * @return false at the end of the epoch
     */
    public boolean hasNext() {
        try {
            return flow.hasNext();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Returns what is made of the next batch; only then may this be closed for being unreachable. */
    <T> T deliver(Supplier<Batch> next, Function<Batch, T> made) {
        try {
            return made.apply(next.get());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Goes on to the next epoch, with a new order and new augmentation. Does nothing as long as no batch of this epoch
     * has been taken, so that a trainer that resets first does not lose epoch 0, nor the rest of an epoch that was
     * restored. After a failure it clears the failure.
     */
    public void reset() {
        flow.reset();
    }

    /**
     * Returns true.
     *
     * @return true
     */
    public boolean resetSupported() {
        return true;
    }

    /**
     * Returns false: this iterator prefetches by itself, and Deeplearning4j's prefetcher hangs for ever on an iterator
     * that fails.
     *
     * @return false
     */
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public long epoch() {
        return flow.place().epoch();
    }

    @Override
    public PipelineState state() {
        return flow.state();
    }

    @Override
    public void restore(PipelineState state) {
        try {
            flow.restore(state);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void checkpointEvery(int batches, Path file, Checkpoint.ModelWriter network) {
        flow.checkpointEvery(batches, file, network);
    }

    @Override
    public FlowReport report() {
        return flow.report();
    }

    @Override
    public void close() {
        flow.close();
    }
}
