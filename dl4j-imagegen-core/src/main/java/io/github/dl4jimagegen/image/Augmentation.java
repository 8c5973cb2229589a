package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A random change of images. It never touches pixels: for each sample it draws values, the operations, and the engine
 * applies them. Augmentations are pure, stateless, immutable and thread-safe, and everything they draw comes from the
 * random numbers they are given.
 *
 * <p>Write one as a lambda of {@link GeometricAugmentation} or {@link PhotometricAugmentation}, or as a record that
 * implements one of them, or this one if one draw decides several operations; put them together with {@link #sequence}, {@link #sometimes}, {@link #oneOf}, {@link #someOf}
 * and {@link #randomOrder}. The parts of a composition draw from streams of their own, so that changing one leaves the
 * draws of the others as they were.
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
     * compared by. Records and enums describe themselves; anything else is "a function", which equals any other unless
     * it is {@link #named}.
     *
     * @return one line
     */
    default String describe() {
        return this instanceof Record || this instanceof Enum ? toString() : "a function";
    }

    /**
     * Returns augmentations done one after the other.
     *
     * @param augmentations in the order in which they are done
     * @return the sequence
     */
    static Augmentation sequence(Augmentation... augmentations) {
        return new Sequence(Arrays.asList(augmentations));
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

    /**
     * Returns one of several augmentations, each as likely as any other.
     *
     * @param choices what can be done, at least one
     * @return the augmentation that draws which
     * @throws IllegalArgumentException if there is nothing to choose from
     */
    static Augmentation oneOf(Augmentation... choices) {
        return oneOf(Collections.nCopies(choices.length, 1.0), choices);
    }

    /**
     * Returns one of several augmentations, some more likely than others.
     *
     * @param weights how often each is done in relation to the others, at least 0; they need not sum to 1
     * @param choices what can be done, as many as there are weights
     * @return the augmentation that draws which
     * @throws IllegalArgumentException if there is nothing to choose from, if there is not a weight for each, or if a
     *     weight is less than 0 or none is greater
     */
    static Augmentation oneOf(List<Double> weights, Augmentation... choices) {
        return new OneOf(Arrays.asList(choices), weights);
    }

    /**
     * Returns some of several augmentations, each at most once and in the order given.
     *
     * @param count how many are done
     * @param choices what can be done
     * @return the augmentation that draws which
     * @throws IllegalArgumentException if there is nothing to choose from or count lies outside [0, number of choices]
     */
    static Augmentation someOf(int count, Augmentation... choices) {
        return someOf(count, count, choices);
    }

    /**
     * Returns some of several augmentations, each at most once and in the order given.
     *
     * @param fewest how many are done at least
     * @param most how many are done at most; every number between is equally likely
     * @param choices what can be done
     * @return the augmentation that draws how many and which
     * @throws IllegalArgumentException if there is nothing to choose from or not 0 &lt;= fewest &lt;= most &lt;= number
     *     of choices
     */
    static Augmentation someOf(int fewest, int most, Augmentation... choices) {
        return new SomeOf(fewest, most, Arrays.asList(choices));
    }

    /**
     * Returns augmentations done one after the other, in an order that is drawn for each sample.
     *
     * @param augmentations what is done
     * @return the augmentation that draws the order
     */
    static Augmentation randomOrder(Augmentation... augmentations) {
        return new RandomOrder(Arrays.asList(augmentations));
    }

    /**
     * Returns an augmentation under a name. A function has an identity only in this way: by its name it is compared
     * when a run is resumed, and found again when it is read from JSON.
     *
     * @param name what it is called, not blank; another name for another function
     * @param augmentation what is done, most often a lambda
     * @return the same augmentation with the name
     * @throws IllegalArgumentException if the name is blank
     */
    static Augmentation named(String name, Augmentation augmentation) {
        return new Named(name, augmentation);
    }
}
