package io.github.dl4jimagegen.image;

/**
 * An image and what a network is to learn about it, as a generator yields them. Immutable.
 *
 * @param image the image, of any size
 * @param target its class, or whatever the pipeline's class mode needs
 */
public record Sample(Image image, Target target) {

    /**
     * Returns an image with its class.
     *
     * @param image the image, of any size
     * @param label the index of its class, from 0
     * @return the two together
     * @throws IllegalArgumentException if the label is negative
     */
    public static Sample of(Image image, int label) {
        return new Sample(image, Target.ofClass(label));
    }

    /**
     * Returns an image with its target.
     *
     * @param image the image, of any size
     * @param target what is to be learnt about it
     * @return the two together
     */
    public static Sample of(Image image, Target target) {
        return new Sample(image, target);
    }

    /**
     * Returns the class of the image.
     *
     * @return from 0, or -1 if it does not have exactly one
     */
    public int label() {
        return target.label();
    }
}
