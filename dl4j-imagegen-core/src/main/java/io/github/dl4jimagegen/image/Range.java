package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * Numbers from one bound to another, from which augmentations draw. Immutable.
 *
 * @param from the smallest number
 * @param to the largest number; equal to the smallest for a fixed one
 */
public record Range(double from, double to) implements Serializable {

    /**
     * Checks that the bounds are finite and in order.
     *
     * @param from the smallest number
     * @param to the largest number
     */
    public Range {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from > to) {
            throw new IllegalArgumentException(
                    "a range must have finite bounds, the lower one first, but was [" + from + ", " + to + "]");
        }
    }

    /**
     * Returns the numbers from one bound to another.
     *
     * @param from the smallest number
     * @param to the largest number
     * @return the range
     * @throws IllegalArgumentException if the bounds are not finite or from is greater than to
     */
    public static Range of(double from, double to) {
        return new Range(from, to);
    }

    /**
     * Returns the range that holds one number.
     *
     * @param value the number
     * @return the range from it to itself
     */
    public static Range exactly(double value) {
        return new Range(value, value);
    }

    /**
     * Returns this range, if it lies within bounds.
     *
     * @param min the smallest number allowed
     * @param max the largest number allowed
     * @param what what the numbers are, for the message
     * @return this range
     * @throws IllegalArgumentException if a bound of this range lies outside [min, max]
     */
    public Range within(double min, double max, String what) {
        if (from < min || to > max) {
            throw new IllegalArgumentException(
                    what + " must lie in [" + min + ", " + max + "] but was [" + from + ", " + to + "]");
        }
        return this;
    }

    /**
     * Returns a number drawn uniformly. One number is taken from the stream, also for a fixed one, so that the draws
     * that follow do not depend on the bounds.
     *
     * @param random where the number comes from
     * @return a number from the smallest to the largest
     */
    public double draw(RandomGenerator random) {
        double u = random.nextDouble();
        return from == to ? from : from * (1 - u) + to * u;
    }
}
