package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * Height, width and channels of an image. Immutable.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels values of a pixel, at least 1
 */
public record ImageShape(int height, int width, int channels) implements Serializable {

    /**
     * Checks that every number is positive and that the image has less than 2^31 values.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param channels values of a pixel, at least 1
     */
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "an image must be at least 1x1x1 but was " + height + "x" + width + "x" + channels);
        }
        if ((double) height * width * channels > Integer.MAX_VALUE) { // which would overflow a long
            throw new IllegalArgumentException(
                    "an image of " + height + "x" + width + "x" + channels + " has more than 2^31 - 1 values");
        }
    }

    /**
     * Returns the number of values.
     *
     * @return height x width x channels
     */
    public int length() {
        return height * width * channels;
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
