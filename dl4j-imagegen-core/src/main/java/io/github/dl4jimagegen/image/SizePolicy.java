package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * How images of any size become images of one size: which part of an image goes where, and how its pixels are computed.
 * Pure, immutable and thread-safe. {@link Resizing} has the ones that draw nothing; a lambda is one that draws, for
 * instance a random part of the full picture:
 *
 * <pre>{@code
 * SizePolicy randomRows = (image, height, width, random) -> new Placement(
 *         new Rectangle(0, random.nextInt(image.height() / 2 + 1), image.width(), image.height() / 2),
 *         Rectangle.whole(height, width));
 * }</pre>
 */
@FunctionalInterface
public interface SizePolicy extends Serializable {

    /**
     * Returns where an image goes.
     *
     * @param image the image as it is seen, with its orientation applied
     * @param height rows of the result
     * @param width columns of the result
     * @param random the only source of randomness allowed
     * @return a source rectangle within the image, and a target rectangle within the result
     */
    Placement place(ImageShape image, int height, int width, RandomGenerator random);

    /**
     * Returns whether {@link #place} draws, so that the policy is for training only.
     *
     * @return true unless overridden
     */
    default boolean isDrawn() {
        return true;
    }

    /**
     * Returns how pixels are computed.
     *
     * @return bilinear without antialiasing unless overridden
     */
    default Resampling resampling() {
        return Resizing.BILINEAR;
    }

    /**
     * Returns what surrounds the target rectangle, in every channel.
     *
     * @return 0 unless overridden; from 0 (black) to 255 (white), as {@link Border#value}
     */
    default double padding() {
        return 0;
    }

    /**
     * Returns what this is and its parameters, in words that are the same on every run: part of what a saved state is
     * compared by.
     *
     * @return the text of a record or enum; otherwise "a function", which equals any other
     */
    default String describe() {
        return this instanceof Record || this instanceof Enum ? toString() : "a function";
    }
}
