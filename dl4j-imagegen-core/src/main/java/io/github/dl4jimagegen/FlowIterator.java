package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.report.FlowReport;
import java.io.NotSerializableException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The part of Deeplearning4j's contract that both iterators fulfil in the same way. */
abstract sealed class FlowIterator implements DataSetIterator, Flow
        permits ImageDataSetIterator, GeneratorDataSetIterator {

    private static final long serialVersionUID = 1L;

    /** Transient: what is serialised is a proxy, see the subclasses. */
    final transient EpochFlow flow;

    private transient volatile @Nullable DataSetPreProcessor preProcessor;

    FlowIterator(EpochFlow.Content content, EpochFlow.Place place) {
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
     * @return detached C-ordered arrays that are the caller's to keep, unless memory is recycled
     * @throws java.util.NoSuchElementException after the last batch of the epoch
     */
    @Override
    public DataSet next() {
        return deliver(flow::next);
    }

    /**
     * Returns the next examples, however many batches they come from; fewer at the end of the epoch. What is left of a
     * batch is the next {@link #next()}.
     *
     * @param examples at least 1; of a flow with weights at least 2, since Deeplearning4j fails on one row with a mask
     * @return that many examples, or those that are left
     */
    @Override
    public DataSet next(int examples) {
        return deliver(() -> flow.next(examples));
    }

    private DataSet deliver(Supplier<Batch> next) {
        try {
            DataSet batch = next.get().toDataSet();
            DataSetPreProcessor current = preProcessor;
            if (current != null) {
                current.preProcess(batch);
            }
            return batch;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Goes on to the next epoch, with a new order and new augmentation. Does nothing as long as no batch of this epoch
     * has been taken, so that a trainer that resets first does not lose epoch 0, nor the rest of an epoch that was
     * restored. After a failure it clears the failure.
     */
    @Override
    public void reset() {
        flow.reset();
    }

    /** Returns true. */
    @Override
    public boolean resetSupported() {
        return true;
    }

    /**
     * Returns false: this iterator prefetches by itself, and Deeplearning4j's prefetcher hangs for ever on an iterator
     * that fails.
     */
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
    public void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    /** Returns what is called with every batch before it is delivered, or null. */
    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    /** Returns the class names in the order of the outputs, or null if there are none. */
    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated
    public List<String> getLabels() {
        return labels();
    }

    abstract @Nullable List<String> labels();

    static NotSerializableException notSerializable() {
        return new NotSerializableException(
                "an iterator over a generator: make a new one from the generator where it is needed");
    }

    @Override
    public void close() {
        flow.close();
    }
}
