package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.ImageShape;

/** The order of a feature array's dimensions. */
public enum DataFormat {
    /** Examples, channels, rows, columns: Deeplearning4j's own order, and its fastest. */
    NCHW,
    /** Examples, rows, columns, channels: Keras's order. Deeplearning4j copies it into NCHW at every layer. */
    NHWC;

    /**
     * Returns the shape of a batch.
     *
     * @param rows the number of examples
     * @param image the shape of one image
     * @return the four dimensions in this order
     */
    public long[] shape(int rows, ImageShape image) {
        return switch (this) {
            case NCHW -> new long[] {rows, image.channels(), image.height(), image.width()};
            case NHWC -> new long[] {rows, image.height(), image.width(), image.channels()};
        };
    }
}
