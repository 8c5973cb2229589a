package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.io.Serializable;
import java.util.List;

/**
 * Mixes the examples of a training batch with one another, when each has been prepared by itself: images and labels, which
 * become soft. Pure, stateless, immutable and thread-safe; everything it draws comes from the random numbers it is given.
 *
 * <p>A pipeline mixes by {@code pipeline.mix(mixing)}. Write one as a lambda or a record; {@link #sometimes} and
 * {@link #oneOf} put them together.
 */
@FunctionalInterface
public interface Mixing extends Serializable {

    /**
     * Returns what each example of one batch gets from which other.
     *
     * @param rows how many there are, at least 1
     * @param shape of the images
     * @param random the numbers of this batch
     * @return one for each row, in order; each row is the partner of exactly one; empty if nothing is to be mixed
     */
    List<Mix> draw(int rows, ImageShape shape, SampleRandom random);

    /**
     * Returns what this is and its parameters, in words that are the same on every run: part of what a saved state is
     * compared by.
     *
     * @return the text of a record; otherwise "a function", which equals any other
     */
    default String describe() {
        return this instanceof Record ? toString() : "a function";
    }

    /**
     * Returns a mixing of a share of the batches.
     *
     * @param probability from 0 (never) to 1 (always)
     * @param mixing what is done then
     * @return the mixing behind a draw
     * @throws IllegalArgumentException if the probability lies outside [0, 1]
     */
    static Mixing sometimes(double probability, Mixing mixing) {
        return new MixSometimes(probability, mixing);
    }

    /**
     * Returns one of several mixings for each batch, each as likely as any other.
     *
     * @param choices at least one
     * @return the mixing that draws which
     * @throws IllegalArgumentException if there is none
     */
    static Mixing oneOf(Mixing... choices) {
        return new MixOneOf(List.of(choices));
    }

    /**
     * Returns a drawn order of the rows: who is whose partner. A row may be its own.
     *
     * @param rows how many there are
     * @param random the numbers of the batch
     * @return for each row another one, each of them once
     */
    static int[] partners(int rows, SampleRandom random) {
        int[] partners = new int[rows];
        for (int i = 0; i < rows; i++) {
            partners[i] = i;
        }
        random.shuffle(partners);
        return partners;
    }
}
