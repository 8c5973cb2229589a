package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.generator.ElementCodec;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Sample;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One example as tensors, without a batch dimension: by name what goes into the network and what should come out. As
 * immutable as its arrays, which are only read.
 *
 * @param inputs what goes into the network
 * @param outputs what should come out
 */
public record Example(Map<String, INDArray> inputs, Map<String, INDArray> outputs) {

    /** The name of the input of an example that has only one. */
    static final String FEATURES = "features";

    /** The name of the output of an example that has only one. */
    static final String LABELS = "labels";

    /**
     * Copies the two maps.
     *
     * @param inputs what goes into the network
     * @param outputs what should come out
     */
    public Example {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * Returns an example of one input and one output, called "features" and "labels".
     *
     * @param features what goes into the network
     * @param labels what should come out
     * @return the two together
     */
    public static Example of(INDArray features, INDArray labels) {
        return new Example(Map.of(FEATURES, features), Map.of(LABELS, labels));
    }

    /**
     * Returns an example with a whole number as its label, an INT32 scalar.
     *
     * @param features what goes into the network
     * @param label for instance the index of the class
     * @return the two together
     */
    public static Example of(INDArray features, int label) {
        return of(features, Nd4j.scalar(DataType.INT32, label));
    }

    /**
     * Returns an image and its class as tensors: FLOAT height x width x channels and an INT32 scalar.
     *
     * @param sample the image and its class
     * @return the same as tensors
     * @throws IllegalArgumentException if the image does not have exactly one class
     */
    public static Example of(Sample sample) {
        if (sample.label() < 0) {
            throw new IllegalArgumentException(
                    "an image needs one class to become an example but has " + sample.target());
        }
        var shape = sample.image().shape();
        INDArray features = Nd4j.createFromArray(sample.image().toFloats())
                .reshape('c', shape.height(), shape.width(), shape.channels());
        return of(features, sample.label());
    }

    /**
     * Returns the codec that a cache of examples on disk needs: {@code examples.cache(file, Example.codec())}.
     *
     * @return writes names and tensors of any type
     */
    public static ElementCodec<Example> codec() {
        return ExampleCodec.INSTANCE;
    }

    /**
     * Returns the only input.
     *
     * @return what goes into the network
     * @throws IllegalStateException if there are several inputs or none
     */
    public INDArray features() {
        return only("input", inputs);
    }

    /**
     * Returns the only output.
     *
     * @return what should come out
     * @throws IllegalStateException if there are several outputs or none
     */
    public INDArray labels() {
        return only("output", outputs);
    }

    private static INDArray only(String what, Map<String, INDArray> arrays) {
        if (arrays.size() != 1) {
            throw new IllegalStateException("the example has not one " + what + " but " + arrays.keySet());
        }
        return arrays.values().iterator().next();
    }

    /**
     * Returns these tensors as an image and its class, so that they can go through an image pipeline.
     *
     * @return a float image and the label
     * @throws IllegalStateException if the features are not height x width x channels or the label is not a scalar
     */
    public Sample toSample() {
        INDArray features = features();
        INDArray labels = labels();
        if (features.rank() != 3 || labels.length() != 1) {
            throw new IllegalStateException(
                    "an image needs features of height x width x channels and one label but has "
                            + TensorSpec.describe(features) + " and " + TensorSpec.describe(labels));
        }
        float[] values = features.castTo(DataType.FLOAT).dup('c').data().asFloat();
        Image image = Image.ofFloats((int) features.size(0), (int) features.size(1), (int) features.size(2), values);
        return Sample.of(image, labels.getInt(0));
    }
}
