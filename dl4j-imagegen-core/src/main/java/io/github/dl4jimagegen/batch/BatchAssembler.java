package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.ImageShape;

/**
 * Allocates the batches of images that workers fill. Immutable and thread-safe.
 *
 * @param image the shape of one image
 * @param dataFormat the order of the dimensions
 * @param classMode what the labels look like
 * @param classes the number of classes
 */
public record BatchAssembler(ImageShape image, DataFormat dataFormat, ClassMode classMode, int classes) {

    /**
     * Checks that the class mode suits the number of classes.
     *
     * @param image the shape of one image
     * @param dataFormat the order of the dimensions
     * @param classMode what the labels look like
     * @param classes the number of classes
     */
    public BatchAssembler {
        if (classMode == ClassMode.BINARY && classes != 2) {
            throw new IllegalArgumentException("classMode BINARY needs exactly 2 classes but there are " + classes
                    + ": use CATEGORICAL, or leave classes out");
        }
    }

    /**
     * Allocates a batch: detached, C-ordered, at offset 0, not yet filled.
     *
     * @param rows the number of examples, at least 1
     * @return a batch to be filled
     */
    public OpenBatch open(int rows) {
        return new OpenBatch(this, rows);
    }
}
