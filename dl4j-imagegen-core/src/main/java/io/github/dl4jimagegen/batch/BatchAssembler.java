package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.ImageShape;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Allocates the batches of images that workers fill. Immutable and thread-safe.
 *
 * @param image the shape of one image
 * @param featureType FLOAT, or UINT8 for a quarter of the memory
 * @param dataFormat the order of the dimensions
 * @param inputs the dimensions of a row of each further input of the network, behind the images; FLOAT
 * @param labels how targets are written, one an output of the network
 * @param weighted whether rows have weights, which become a mask [n, 1] of each output's labels
 */
public record BatchAssembler(
        ImageShape image,
        DataType featureType,
        DataFormat dataFormat,
        List<long[]> inputs,
        List<LabelEncoder> labels,
        boolean weighted) {

    /**
     * Copies the lists, and checks that no output has two masks.
     *
     * @param image the shape of one image
     * @param featureType FLOAT, or UINT8 for a quarter of the memory
     * @param dataFormat the order of the dimensions
     * @param inputs the dimensions of a row of each further input of the network, behind the images; FLOAT
     * @param labels how targets are written, one an output of the network
     * @param weighted whether rows have weights, which become a mask [n, 1] of each output's labels
     */
    public BatchAssembler {
        inputs = List.copyOf(inputs);
        labels = List.copyOf(labels);
        if (weighted && labels.stream().anyMatch(label -> label.maskShape() != null)) {
            throw new IllegalArgumentException(
                    "labels that have a mask of their own cannot be weighted: leave sample" + " and class weights out");
        }
    }

    /**
     * Leases the memory of a batch: detached, C-ordered, at offset 0, not yet filled.
     *
     * @param buffers where the memory comes from
     * @param rows the number of examples, at least 1
     * @return a batch to be filled
     */
    public OpenBatch open(BatchBuffers buffers, int rows) {
        return new OpenBatch(this, buffers, rows);
    }
}
