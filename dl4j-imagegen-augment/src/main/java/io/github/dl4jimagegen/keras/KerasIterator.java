package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.report.FlowReport;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What the flows of an {@link ImageDataGenerator} deliver: batches of images for Deeplearning4j, and what Keras's
 * iterators know about them. Otherwise an {@link ImageDataSetIterator}, which see.
 *
 * <p>For one thread at a time; {@link #close} and {@link #reset} may come from another. Serialisable: the copy goes on at
 * the next example.
 */
public final class KerasIterator implements DataSetIterator, Flow {

    private static final long serialVersionUID = 1L;

    private final ImageDataSetIterator batches;
    private final ImagePipeline pipeline;
    private final ImageSource source;
    private final @Nullable SavedPictures pictures;

    KerasIterator(
            ImageDataSetIterator batches,
            ImagePipeline pipeline,
            ImageSource source,
            @Nullable SavedPictures pictures) {
        this.batches = batches;
        this.pipeline = pipeline;
        this.source = source;
        this.pictures = pictures;
    }

    /**
     * Returns the index of each class by its name: Keras's {@code class_indices}.
     *
     * @return an unmodifiable map, in the order of the network's outputs; empty if there are no classes
     */
    public Map<String, Integer> classIndices() {
        return source.classes().indices();
    }

    /**
     * Returns the classes in the order of the network's outputs, for another flow's {@code classes(...)} or to be saved
     * with the model.
     *
     * @return the index that all flows of one source share; empty if it has no classes
     */
    public ClassIndex classIndex() {
        return source.classes();
    }

    /**
     * Returns the class of each image, in the order of {@link #fileNames}, which is not the order of shuffled batches:
     * Keras's {@code classes}.
     *
     * @return one an image, -1 if it does not have exactly one
     */
    public int[] classes() {
        return IntStream.range(0, source.size()).map(source::label).toArray();
    }

    /**
     * Returns the names of the images in the order of the source: Keras's {@code filenames}. The names of a batch are its
     * {@code getExampleMetaData()}.
     *
     * @return of a folder the paths relative to it, with '/' on every system
     */
    public List<String> fileNames() {
        return IntStream.range(0, source.size()).mapToObj(source::name).toList();
    }

    /**
     * Returns the number of images: Keras's {@code samples} and {@code n}.
     *
     * @return those of the subset
     */
    public int samples() {
        return source.size();
    }

    /**
     * Returns the number of classes: Keras's {@code num_classes}.
     *
     * @return 0 if there are none
     */
    public int numClasses() {
        return source.classes().size();
    }

    /**
     * Returns the number of images of a batch: Keras's {@code batch_size}, and {@link #batch}.
     *
     * @return at least 1
     */
    public int batchSize() {
        return batches.batch();
    }

    /**
     * Returns the number of batches of an epoch: Keras's {@code len(iterator)}.
     *
     * @return the number of images over the size of a batch, rounded up
     */
    public int length() {
        return (samples() + batchSize() - 1) / batchSize();
    }

    /**
     * Returns the pipeline that the batches come from, in Keras's modes without its order and its transforms: for its
     * {@code preparer()}, which prepares single images like those of an evaluation, and to be saved with the model.
     *
     * @return an immutable value
     */
    public ImagePipeline pipeline() {
        return pipeline;
    }

    /**
     * Returns the flow that the batches come from, for what takes an {@link ImageDataSetIterator}:
     *
     * <pre>{@code
     * List<Prediction> predictions = Predictions.of(validation.flow(), network::output);
     * }</pre>
     *
     * @return always the same flow, which stands where this iterator stands, and is closed with it; what is taken from it
     *     is not saved as pictures
     */
    public ImageDataSetIterator flow() {
        return batches;
    }

    /** Returns whether the epoch has a further batch, waiting until it is known. */
    @Override
    public boolean hasNext() {
        return batches.hasNext();
    }

    /**
     * Returns the next batch.
     *
     * @return arrays that are the caller's to keep
     * @throws java.util.NoSuchElementException after the last batch of the epoch
     */
    @Override
    public DataSet next() {
        return saved(batches.next());
    }

    /**
     * Returns the next images, however many batches they come from; fewer at the end of the epoch.
     *
     * @param images at least 1
     * @return that many, or those that are left
     */
    @Override
    public DataSet next(int images) {
        return saved(batches.next(images));
    }

    private DataSet saved(DataSet batch) {
        if (pictures != null) {
            int end = Math.toIntExact(batches.state().position());
            pictures.save(batch.getFeatures(), batches.epoch(), end - batch.numExamples());
        }
        return batch;
    }

    /** Returns the number of values of an image: height x width x channels. */
    @Override
    public int inputColumns() {
        return batches.inputColumns();
    }

    /** Returns the number of label values of an image. */
    @Override
    public int totalOutcomes() {
        return batches.totalOutcomes();
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

    /** Goes on to the next epoch, unless no batch of this one has been taken. */
    @Override
    public void reset() {
        batches.reset();
    }

    /** Returns the batch size. */
    @Override
    public int batch() {
        return batches.batch();
    }

    /** Sets what is called with every batch before it is delivered, and saved; null for nothing. */
    @Override
    public void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
        batches.setPreProcessor(preProcessor);
    }

    /** Returns what is called with every batch before it is delivered, or null. */
    @Override
    public DataSetPreProcessor getPreProcessor() {
        return batches.getPreProcessor();
    }

    /** Returns the class names in the order of the outputs, or null if there are none. */
    @Override
    public List<String> getLabels() {
        return batches.getLabels();
    }

    @Override
    public long epoch() {
        return batches.epoch();
    }

    @Override
    public PipelineState state() {
        return batches.state();
    }

    @Override
    public void restore(PipelineState state) {
        batches.restore(state);
    }

    @Override
    public void checkpointEvery(int every, Path file, Checkpoint.ModelWriter network) {
        batches.checkpointEvery(every, file, network);
    }

    @Override
    public FlowReport report() {
        return batches.report();
    }

    @Override
    public void close() {
        batches.close();
    }
}
