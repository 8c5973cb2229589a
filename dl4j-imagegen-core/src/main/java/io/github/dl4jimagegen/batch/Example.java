package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Sample;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One example as tensors, without a batch dimension. As immutable as its arrays, which are only read.
 *
 * @param features what goes into the network
 * @param labels what should come out
 */
public record Example(INDArray features, INDArray labels) {

    /**
     * Returns an example of two tensors.
     *
     * @param features what goes into the network
     * @param labels what should come out
     * @return the two together
     */
    public static Example of(INDArray features, INDArray labels) {
        return new Example(features, labels);
    }

    /**
     * Returns an example with a whole number as its label, an INT32 scalar.
     *
     * @param features what goes into the network
     * @param label for instance the index of the class
     * @return the two together
     */
    public static Example of(INDArray features, int label) {
        return new Example(features, Nd4j.scalar(DataType.INT32, label));
    }

    /**
     * Returns an image and its class as tensors: FLOAT height x width x channels and an INT32 scalar.
     *
     * @param sample the image and its class
     * @return the same as tensors
     */
    public static Example of(Sample sample) {
        var shape = sample.image().shape();
        INDArray features = Nd4j.createFromArray(sample.image().toFloats())
                .reshape('c', shape.height(), shape.width(), shape.channels());
        return of(features, sample.label());
    }

    /**
     * Returns these tensors as an image and its class, so that they can go through an image pipeline.
     *
     * @return a float image and the label
     * @throws IllegalStateException if the features are not height x width x channels or the label is not a scalar
     */
    public Sample toSample() {
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
