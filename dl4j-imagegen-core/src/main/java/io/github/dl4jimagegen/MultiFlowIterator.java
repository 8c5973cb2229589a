package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** The part of Deeplearning4j's contract for several inputs and outputs that both iterators fulfil in the same way. */
abstract sealed class MultiFlowIterator extends BatchFlow implements MultiDataSetIterator
        permits ImageMultiDataSetIterator, GeneratorMultiDataSetIterator {

    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable MultiDataSetPreProcessor preProcessor;

    MultiFlowIterator(EpochFlow.Content content, EpochFlow.Place place) {
        super(content, place);
    }

    /**
     * Returns the next batch.
     *
     * @throws java.util.NoSuchElementException after the last batch of the epoch
     */
    @Override
    public MultiDataSet next() {
        return deliver(flow::next, this::made);
    }

    /**
     * Returns the next examples, however many batches they come from; fewer at the end of the epoch.
     *
     * @param examples at least 1
     */
    @Override
    public MultiDataSet next(int examples) {
        return deliver(() -> flow.next(examples), this::made);
    }

    private MultiDataSet made(Batch batch) {
        MultiDataSet made = batch.toMultiDataSet();
        MultiDataSetPreProcessor current = preProcessor;
        if (current != null) {
            current.preProcess(made);
        }
        return made;
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
}
