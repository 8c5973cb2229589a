package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.report.FlowReport;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Batches of several inputs and outputs out of a generator, for a {@code ComputationGraph}.
 *
 * <pre>{@code
 * OutputSignature signature = OutputSignature.builder()
 *         .input("image", TensorSpec.image(32, 32, 3))
 *         .input("size", TensorSpec.of(DataType.FLOAT, 2))
 *         .output("class", TensorSpec.scalar(DataType.INT32).oneHot(10))
 *         .build();
 * graph.fit(GeneratorDataSetIterator.builder(generator, signature).buildMulti(), 5);
 * }</pre>
 *
 * <p>The arrays stand in the order of the signature, which must be that of the network's inputs and outputs; the names
 * are only those of the examples. In all else this is {@link GeneratorDataSetIterator}.
 *
 * <p>For one thread at a time; {@link #close} and {@link #reset} may come from another. Not serialisable.
 */
public final class GeneratorMultiDataSetIterator implements MultiDataSetIterator, Flow {

    private static final long serialVersionUID = 1L;

    private final transient EpochFlow flow;
    private transient volatile @Nullable MultiDataSetPreProcessor preProcessor;

    GeneratorMultiDataSetIterator(GeneratorContent content) {
        this.flow = new EpochFlow(content, EpochFlow.Place.START);
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

    private Object writeReplace() throws ObjectStreamException {
        throw FlowIterator.notSerializable();
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("not serialisable");
    }

    @Override
    public void close() {
        flow.close();
    }
}
