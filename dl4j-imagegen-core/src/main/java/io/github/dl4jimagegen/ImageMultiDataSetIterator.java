package io.github.dl4jimagegen;

import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;

/**
 * Batches of images for a {@code ComputationGraph} of several inputs or outputs. Made by {@link ImagePipeline#trainingMultiFlow}
 * and {@link ImagePipeline#evaluationMultiFlow}.
 *
 * <p>In all else, threads, failures, states and memory, it is like {@link ImageDataSetIterator}; weights of images and
 * classes are a mask [n, 1] of each output's labels.
 *
 * <p>For one thread at a time; {@link #close} and {@link #reset} may come from another. Serialisable: the copy goes on
 * at the next example.
 */
public final class ImageMultiDataSetIterator extends MultiFlowIterator {

    private static final long serialVersionUID = 1L;

    private final transient ImagePipeline pipeline;
    private final transient FlowMode mode;
    private final transient ImageSource source;

    ImageMultiDataSetIterator(ImagePipeline pipeline, FlowMode mode, ImageSource source, EpochFlow.Place place) {
        super(new SourceContent(pipeline.settings(), mode, source), place);
        this.pipeline = pipeline;
        this.mode = mode;
        this.source = source;
    }

    /**
     * Returns the classes that images are counted and balanced by.
     *
     * @return the index that all flows of one source share; none if there are no classes, or different ones
     */
    public ClassIndex classes() {
        return source.classes();
    }

    /**
     * Returns the classes of one of the network's outputs, in their order.
     *
     * @param output which output, from 0
     * @return none if that output has no classes
     */
    public ClassIndex classes(int output) {
        return source.classes(output);
    }

    /**
     * Returns the images that could not be read and were passed over, by {@code onError(OnError.SKIP)}, in the order of
     * the source, each once.
     *
     * @return those met so far
     */
    public List<SkippedImages.SkippedImage> skipped() {
        return flow.skipped();
    }

    private Object writeReplace() {
        return new Proxy(pipeline, mode, source, flow.place(), getPreProcessor());
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
            @Nullable MultiDataSetPreProcessor preProcessor)
            implements Serializable {

        private Object readResolve() {
            ImageMultiDataSetIterator iterator = new ImageMultiDataSetIterator(pipeline, mode, source, place);
            iterator.setPreProcessor(preProcessor);
            return iterator;
        }
    }
}
