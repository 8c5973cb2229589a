package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.io.Serializable;
import java.util.List;

/**
 * A random change of images. It never touches pixels: for each sample it draws values, the operations, and the engine
 * applies them. Augmentations are pure, stateless, immutable and thread-safe, and everything they draw comes from the
 * random numbers they are given.
 *
 * <p>Write one as a lambda of {@link GeometricAugmentation} or {@link PhotometricAugmentation}, or of this type if one
 * draw decides several operations; put them together with {@link #sequence} and {@link #sometimes}.
 */
public interface Augmentation extends Serializable {

    /**
     * Returns what is to be done to one sample.
     *
     * @param shape the image's shape at this point
     * @param random the numbers of this sample and this augmentation
     * @return the operations, in order; empty if nothing is to be done
     */
    List<ImageOperation> draw(ImageShape shape, SampleRandom random);

    /**
     * Returns what this is and its parameters, in words that are the same on every run: part of what a saved state is
     * compared by. Records and enums describe themselves; anything else is "a function", which equals any other.
     *
     * @return one line
     */
    default String describe() {
        return this instanceof Record || this instanceof Enum ? toString() : "a function";
    }

    /**
     * Returns augmentations done one after the other. Each draws from a stream of its own, so that changing one leaves
     * the draws of the others as they were.
     *
     * @param augmentations in the order in which they are done
     * @return the sequence
     */
    static Augmentation sequence(Augmentation... augmentations) {
        return new Sequence(List.of(augmentations));
    }

    /**
     * Returns an augmentation that is done to a share of the samples.
     *
     * @param probability from 0 (never) to 1 (always)
     * @param augmentation what is done then
     * @return the augmentation behind a draw
     * @throws IllegalArgumentException if the probability lies outside [0, 1]
     */
    static Augmentation sometimes(double probability, Augmentation augmentation) {
        return new Sometimes(probability, augmentation);
    }
}
