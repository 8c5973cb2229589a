package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import java.io.NotSerializableException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The part of Deeplearning4j's contract that both iterators fulfil in the same way. */
abstract sealed class FlowIterator extends BatchFlow implements DataSetIterator
        permits ImageDataSetIterator, GeneratorDataSetIterator {

    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable DataSetPreProcessor preProcessor;

    FlowIterator(EpochFlow.Content content, EpochFlow.Place place) {
        super(content, place);
    }

    /**
     * Returns the next batch.
     *
     * @return detached C-ordered arrays that are the caller's to keep, unless memory is recycled
     * @throws java.util.NoSuchElementException after the last batch of the epoch
     */
    @Override
    public DataSet next() {
        return deliver(flow::next, this::made);
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
        return deliver(() -> flow.next(examples), this::made);
    }

    private DataSet made(Batch batch) {
        DataSet made = batch.toDataSet();
        DataSetPreProcessor current = preProcessor;
        if (current != null) {
            current.preProcess(made);
        }
        return made;
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
}
