package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.LabelEncoder;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/**
 * Batches of images for Deeplearning4j's {@code fit}, {@code evaluate} and {@code output}. Made by
 * {@link ImagePipeline}.
 *
 * <p>Features are FLOAT (or UINT8) [n, channels, height, width], or [n, height, width, channels] with NHWC; labels FLOAT
 * by {@link ClassMode}; each example's name is its {@code exampleMetaData}. Arrays are detached, C-ordered, at offset 0,
 * and the caller's to keep unless the pipeline recycles memory. Weights of images or classes are a labels mask [n, 1] of
 * training flows; there is no other mask, unless the class mode says so.
 *
 * <p>Images are prepared by daemon threads ahead of the caller, in order. A failure is delivered in its place: first the
 * batches before it, then an exception that names the image. {@code MultiLayerNetwork.output(iterator)} does not reset:
 * it goes on where the iterator stands.
 *
 * <p>For one thread at a time; {@link #close} and {@link #reset} may come from another. Serialisable: the copy goes on
 * at the next example. One that is dropped without {@link #close} is closed by the garbage collector.
 */
public final class ImageDataSetIterator extends FlowIterator {

    private static final long serialVersionUID = 1L;

    private final transient ImagePipeline pipeline;
    private final transient FlowMode mode;
    private final transient @Nullable ImageSource source;
    private final transient ClassIndex classes;
    private final transient int outcomes;

    ImageDataSetIterator(ImagePipeline pipeline, FlowMode mode, ImageSource source, EpochFlow.Place place) {
        this(pipeline, mode, source, source.classes(), new SourceContent(pipeline.settings(), mode, source), place);
        if (!source.inputs().isEmpty()) {
            throw new IllegalArgumentException(
                    source + " has " + source.inputs().size()
                            + " further inputs beside the images, which a DataSet cannot hold: use trainingMultiFlow and"
                            + " evaluationMultiFlow");
        }
    }

    ImageDataSetIterator(ImagePipeline pipeline, FlowMode mode, Examples<Sample> samples, ClassIndex classes) {
        this(
                pipeline,
                mode,
                null,
                classes,
                new SampleContent(pipeline.settings(), mode, samples, classes),
                EpochFlow.Place.START);
    }

    private ImageDataSetIterator(
            ImagePipeline pipeline,
            FlowMode mode,
            @Nullable ImageSource source,
            ClassIndex classes,
            ImageFlowContent content,
            EpochFlow.Place place) {
        super(content, place);
        this.pipeline = pipeline;
        this.mode = mode;
        this.source = source;
        this.classes = classes;
        this.outcomes = outcomes(content.labels(), pipeline);
    }

    private static int outcomes(List<LabelEncoder> labels, ImagePipeline pipeline) {
        if (labels.size() > 1) {
            throw new IllegalArgumentException("classMode " + pipeline.settings().classMode + " has " + labels.size()
                    + " outputs, which a DataSet cannot hold: use trainingMultiFlow and evaluationMultiFlow");
        }
        return labels.isEmpty() ? 0 : (int) LongStream.of(labels.get(0).shape()).reduce(1, Math::multiplyExact);
    }

    /**
     * Returns the names of all images in the order of an evaluation flow: row i of all its batches together is image i.
     *
     * @return for a folder the paths relative to its root
     * @throws IllegalStateException if this flow shuffles, leaves out images that cannot be read, or runs over a
     *     generator; then each batch's {@code getExampleMetaData()} has the names
     */
    public List<String> sampleNames() {
        ImageSource images = source;
        if (mode == FlowMode.TRAINING || images == null) {
            throw new IllegalStateException("only an evaluation flow over a source has its names in order: "
                    + "use each batch's getExampleMetaData()");
        }
        if (pipeline.settings().onError == OnError.SKIP) {
            throw new IllegalStateException("rows of images that cannot be read are left out, by onError(SKIP), so that"
                    + " row i need not be image i: use each batch's getExampleMetaData()");
        }
        EpochPlan plan = pipeline.settings().sampler(mode).plan(images, 0, 0);
        return IntStream.range(0, plan.size())
                .mapToObj(position -> images.name(plan.at(position).index()))
                .toList();
    }

    /**
     * Returns the classes in the order of the network's outputs.
     *
     * @return the index that all flows of one source share; empty if it has no classes
     */
    public ClassIndex classes() {
        return classes;
    }

    /**
     * Returns the images that could not be read and were passed over, by {@code onError(OnError.SKIP)}, in the order of
     * the source, each once.
     *
     * @return those met so far; empty over a generator
     */
    public List<SkippedImages.SkippedImage> skipped() {
        return flow.skipped();
    }

    /** Returns how many rows in a row are views of the same image. */
    int views() {
        return mode == FlowMode.VIEWS ? pipeline.settings().views : 1;
    }

    ClassMode classMode() {
        return pipeline.settings().classMode;
    }

    /** Returns the number of values of an image: height x width x channels. */
    @Override
    public int inputColumns() {
        return pipeline.settings().shape().length();
    }

    /**
     * Returns the number of label values of an image: the classes for CATEGORICAL and MULTI_LABEL, 1 for SPARSE and
     * BINARY, the numbers for RAW, 0 for NONE.
     */
    @Override
    public int totalOutcomes() {
        return outcomes;
    }

    /** Returns the batch size. */
    @Override
    public int batch() {
        return pipeline.settings().batchSize;
    }

    @Override
    @Nullable
    List<String> labels() {
        return classes.size() == 0 ? null : classes.names();
    }

    private Object writeReplace() throws ObjectStreamException {
        ImageSource images = source;
        if (images == null) {
            throw notSerializable();
        }
        return new Proxy(pipeline, mode, images, flow.place(), getPreProcessor());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a proxy is expected");
    }

    /** What is written instead of the iterator. */
    private record Proxy(
            ImagePipeline pipeline,
            FlowMode mode,
            ImageSource source,
            EpochFlow.Place place,
            @Nullable DataSetPreProcessor preProcessor)
            implements Serializable {

        private Object readResolve() {
            ImageDataSetIterator iterator = new ImageDataSetIterator(pipeline, mode, source, place);
            iterator.setPreProcessor(preProcessor);
            return iterator;
        }
    }
}
