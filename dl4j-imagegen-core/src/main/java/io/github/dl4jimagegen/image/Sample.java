package io.github.dl4jimagegen.image;

/**
 * An image and its class, as a generator yields them. Immutable.
 *
 * @param image the image, of any size
 * @param label the index of its class, from 0
 */
public record Sample(Image image, int label) {

    /**
     * Checks that the label is not negative.
     *
     * @param image the image, of any size
     * @param label the index of its class, from 0
     */
    public Sample {
        if (label < 0) {
            throw new IllegalArgumentException("a label must not be negative but was " + label);
        }
    }

    /**
     * Returns an image with its class.
     *
     * @param image the image, of any size
     * @param label the index of its class, from 0
     * @return the two together
     */
    public static Sample of(Image image, int label) {
        return new Sample(image, label);
    }
}
