package io.github.dl4jimagegen.batch;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every example of a generator looks like; checked for each of them. Immutable.
 *
 * @param features what goes into the network
 * @param labels what should come out
 */
public record OutputSignature(TensorSpec features, TensorSpec labels) implements Serializable {

    /**
     * Returns a signature.
     *
     * @param features what goes into the network
     * @param labels what should come out
     * @return the two together
     */
    public static OutputSignature of(TensorSpec features, TensorSpec labels) {
        return new OutputSignature(features, labels);
    }

    /**
     * Checks an example against this signature.
     *
     * @param example what a generator yielded
     * @param number the example's number in its epoch, from 0, for the message
     * @throws SignatureMismatchException if a shape, a type or a class is not as stated
     */
    public void check(Example example, long number) {
        features.check(example.features(), "features", number);
        labels.check(example.labels(), "labels", number);
    }

    /**
     * Stacks checked examples into a batch of detached, C-ordered arrays at offset 0.
     *
     * @param examples at least one
     * @param format the order of an image's dimensions
     * @return a batch
     */
    public DataSet stack(List<Example> examples, DataFormat format) {
        int rows = examples.size();
        INDArray featureBatch = BatchMemory.allocate(features.batchType(), features.batchShape(rows, format));
        INDArray labelBatch = BatchMemory.allocate(labels.batchType(), labels.batchShape(rows, format));
        if (labels.kind() == TensorSpec.Kind.ONE_HOT) {
            labelBatch = labelBatch.assign(0);
        }
        for (int row = 0; row < rows; row++) {
            features.write(examples.get(row).features(), featureBatch, row, format);
            labels.write(examples.get(row).labels(), labelBatch, row, format);
        }
        Nd4j.getExecutioner().commit();
        return new DataSet(featureBatch, labelBatch);
    }
}
