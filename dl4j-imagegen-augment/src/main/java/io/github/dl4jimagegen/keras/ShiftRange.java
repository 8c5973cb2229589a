package io.github.dl4jimagegen.keras;

import java.io.Serializable;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What a shift is drawn from: the four things that Keras's one argument may be. Immutable and thread-safe. */
public final class ShiftRange implements Serializable {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        FRACTION,
        PIXELS,
        WHOLE_PIXELS,
        ONE_OF
    }

    private final Kind kind;
    private final double[] values;

    private ShiftRange(Kind kind, double... values) {
        this.kind = kind;
        this.values = values;
    }

    /**
     * Returns Keras's float below 1: a share of the rows or columns.
     *
     * @param largest the shift is drawn from [-largest, largest] x size, from 0 to below 1
     * @return a range
     * @throws IllegalArgumentException if it is outside that range
     */
    public static ShiftRange fraction(double largest) {
        if (!(largest >= 0 && largest < 1)) {
            throw new IllegalArgumentException(
                    "a shift range must be a share of the image's size, from 0 to below 1, but" + " was " + largest
                            + ": for pixels write ShiftRange.pixels or ShiftRange.wholePixels");
        }
        return new ShiftRange(Kind.FRACTION, largest);
    }

    /**
     * Returns Keras's float of at least 1: pixels, also parts of them.
     *
     * @param largest the shift is drawn from [-largest, largest], positive
     * @return a range
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public static ShiftRange pixels(double largest) {
        if (!(largest > 0) || Double.isInfinite(largest)) {
            throw new IllegalArgumentException("a shift in pixels must be positive but was " + largest);
        }
        return new ShiftRange(Kind.PIXELS, largest);
    }

    /**
     * Returns Keras's int: whole pixels, each shift equally likely. (Keras itself draws size and sign apart, so that 0
     * comes twice as often.)
     *
     * @param bound the shift is drawn from -bound + 1 to bound - 1, at least 1
     * @return a range
     * @throws IllegalArgumentException if it is not positive
     */
    public static ShiftRange wholePixels(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a shift in whole pixels is below a positive number but was " + bound);
        }
        return new ShiftRange(Kind.WHOLE_PIXELS, bound);
    }

    /**
     * Returns Keras's list: shifts in pixels, each equally likely. (Keras itself gives the chosen one a random sign, and
     * takes it for a share of the size if all are below 1.)
     *
     * @param pixels at least one, finite; copied
     * @return a range
     * @throws IllegalArgumentException if there is none, or one is not finite
     */
    public static ShiftRange oneOf(double... pixels) {
        if (pixels.length == 0 || !Arrays.stream(pixels).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "shifts to choose from must be finite, and at least one, but were " + Arrays.toString(pixels));
        }
        return new ShiftRange(Kind.ONE_OF, pixels.clone());
    }

    /** Returns whether nothing is drawn. */
    boolean isNone() {
        return kind == Kind.FRACTION && values[0] == 0;
    }

    /** Returns whether Keras's argument would mean something else. */
    boolean isForeignToKeras() {
        return kind == Kind.PIXELS && values[0] < 1;
    }

    /** Returns a shift in pixels of an image that is so many pixels long. */
    double draw(int length, Compatibility compatibility, RandomGenerator random) {
        boolean keras = compatibility.isKeras();
        return switch (kind) {
            case FRACTION -> random.nextDouble(-values[0], values[0]) * length;
            case PIXELS -> random.nextDouble(-values[0], values[0]);
            case WHOLE_PIXELS -> {
                int bound = (int) values[0];
                yield keras ? random.nextInt(bound) * sign(random) : random.nextInt(2 * bound - 1) - (bound - 1);
            }
            case ONE_OF -> {
                double value = values[random.nextInt(values.length)];
                yield keras ? value * sign(random) * unitOfKerasList(length) : value;
            }
        };
    }

    private static int sign(RandomGenerator random) {
        return random.nextInt(2) == 0 ? -1 : 1;
    }

    private int unitOfKerasList(int length) {
        return Arrays.stream(values).allMatch(value -> value < 1) ? length : 1;
    }

    /** Returns the kind and its numbers; part of what a saved state is compared by. */
    @Override
    public String toString() {
        return kind + Arrays.toString(values);
    }
}
