package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Allocates the batches of images that workers fill. Immutable and thread-safe.
 *
 * @param image the shape of one image
 * @param featureType FLOAT, or UINT8 for a quarter of the memory
 * @param dataFormat the order of the dimensions
 * @param classMode what the labels look like
 * @param classes the number of classes
 */
public record BatchAssembler(
        ImageShape image, DataType featureType, DataFormat dataFormat, ClassMode classMode, int classes) {

    /**
     * Checks that the class mode suits the number of classes.
     *
     * @param image the shape of one image
     * @param featureType FLOAT, or UINT8 for a quarter of the memory
     * @param dataFormat the order of the dimensions
     * @param classMode what the labels look like
     * @param classes the number of classes
     */
    public BatchAssembler {
        if (classMode != ClassMode.NONE && classes == 0) {
            throw new IllegalArgumentException("classMode " + classMode + " needs classes but the images have none: use"
                    + " NONE to predict, or give the images labels");
        }
        if (classMode == ClassMode.BINARY && classes != 2) {
            throw new IllegalArgumentException("classMode BINARY needs exactly 2 classes but there are " + classes
                    + ": use CATEGORICAL, or leave classes out");
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
