package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.report.FlowReport;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** The part of Deeplearning4j's contract for several inputs and outputs that both iterators fulfil in the same way. */
abstract sealed class MultiFlowIterator implements MultiDataSetIterator, Flow
        permits ImageMultiDataSetIterator, GeneratorMultiDataSetIterator {

    private static final long serialVersionUID = 1L;

    /** Transient: what is serialised is a proxy, see the subclasses. */
    final transient EpochFlow flow;

    private transient volatile @Nullable MultiDataSetPreProcessor preProcessor;

    MultiFlowIterator(EpochFlow.Content content, EpochFlow.Place place) {
        this.flow = new EpochFlow(content, place);
        Abandonment.closeWhenUnreachable(this, flow.running());
    }

    /**
     * Returns whether the epoch has a further batch, waiting until it is known. A failure is thrown here, after the
     * batches before it have been delivered.
     */
    @Override
    public boolean hasNext() {
        try {
            return flow.hasNext();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the next batch.
     *
     * @throws java.util.NoSuchElementException after the last batch of the epoch
     */
    @Override
    public MultiDataSet next() {
        return deliver(flow::next);
    }

    /**
     * Returns the next examples, however many batches they come from; fewer at the end of the epoch.
     *
     * @param examples at least 1
     */
    @Override
    public MultiDataSet next(int examples) {
        return deliver(() -> flow.next(examples));
    }

    private MultiDataSet deliver(Supplier<Batch> next) {
        try {
            MultiDataSet batch = next.get().toMultiDataSet();
            MultiDataSetPreProcessor current = preProcessor;
            if (current != null) {
                current.preProcess(batch);
            }
            return batch;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Goes on to the next epoch. Does nothing as long as no batch of this epoch has been taken. */
    @Override
    public void reset() {
        flow.reset();
    }

    /** Returns true. */
    @Override
    public boolean resetSupported() {
        return true;
    }

    /** Returns false: this iterator prefetches by itself. */
    @Override
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

    /** Sets what is called with every batch before it is delivered; null for nothing. */
    @Override
    public void setPreProcessor(@Nullable MultiDataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    /** Returns what is called with every batch before it is delivered, or null. */
    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated
    public MultiDataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public void close() {
        flow.close();
    }
}
