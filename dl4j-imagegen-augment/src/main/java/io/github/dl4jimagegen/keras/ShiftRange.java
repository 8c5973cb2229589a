package io.github.dl4jimagegen.keras;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a shift is drawn from: the four things that Keras's one argument may be. Immutable and thread-safe.
 *
 * @param kind which of the four
 * @param values its number, or its numbers if it is a list
 */
public record ShiftRange(Kind kind, List<Double> values) implements Serializable {

    /** What the numbers of a range mean. */
    public enum Kind {
        /** A share of the rows or columns: {@link #fraction}. */
        FRACTION,
        /** Pixels and parts of them: {@link #pixels}. */
        PIXELS,
        /** Whole pixels: {@link #wholePixels}. */
        WHOLE_PIXELS,
        /** Some shifts in pixels: {@link #oneOf}. */
        ONE_OF
    }

    /**
     * Checks the numbers, and copies the list.
     *
     * @param kind which of the four
     * @param values its number, or its numbers if it is a list
     */
    public ShiftRange {
        values = List.copyOf(values);
        boolean isList = kind == Kind.ONE_OF;
        if (!(isList ? values.size() > 0 : values.size() == 1)) {
            throw new IllegalArgumentException(
                    (isList ? "shifts to choose from must be finite, and at least one" : kind + " has one number")
                            + ", but were " + values);
        }
        for (double value : values) {
            check(kind, value);
        }
    }

    private static void check(Kind kind, double value) {
        boolean allowed =
                switch (kind) {
                    case FRACTION -> value >= 0 && value < 1;
                    case PIXELS -> value > 0;
                    case WHOLE_PIXELS -> value >= 1 && value == (int) value;
                    case ONE_OF -> true;
                };
        if (allowed && Double.isFinite(value)) {
            return;
        }
        throw new IllegalArgumentException(
                switch (kind) {
                    case FRACTION ->
                        "a shift range must be a share of the image's size, from 0 to below 1, but was " + value
                                + ": for pixels write ShiftRange.pixels or ShiftRange.wholePixels";
                    case PIXELS -> "a shift in pixels must be positive but was " + value;
                    case WHOLE_PIXELS -> "a shift in whole pixels is below a positive number but was " + (long) value;
                    case ONE_OF -> "shifts to choose from must be finite, and at least one, but one was " + value;
                });
    }

    private static ShiftRange of(Kind kind, double... values) {
        return new ShiftRange(kind, Arrays.stream(values).boxed().toList());
    }

    /**
     * Returns Keras's float below 1: a share of the rows or columns.
     *
     * @param largest the shift is drawn from [-largest, largest] x size, from 0 to below 1
     * @return a range
     * @throws IllegalArgumentException if it is outside that range
     */
    public static ShiftRange fraction(double largest) {
        return of(Kind.FRACTION, largest);
    }

    /**
     * Returns Keras's float of at least 1: pixels, also parts of them.
     *
     * @param largest the shift is drawn from [-largest, largest], positive
     * @return a range
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public static ShiftRange pixels(double largest) {
        return of(Kind.PIXELS, largest);
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
        return of(Kind.WHOLE_PIXELS, bound);
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
        return of(Kind.ONE_OF, pixels);
    }

    /** Returns whether nothing is drawn. */
    boolean isNone() {
        return kind == Kind.FRACTION && values.get(0) == 0;
    }

    /** Returns whether Keras's argument would mean something else. */
    boolean isForeignToKeras() {
        return kind == Kind.PIXELS && values.get(0) < 1;
    }

    /** Returns a shift in pixels of an image that is so many pixels long. */
    double draw(int length, Compatibility compatibility, RandomGenerator random) {
        boolean keras = compatibility.isKeras();
        return switch (kind) {
            case FRACTION -> random.nextDouble(-values.get(0), values.get(0)) * length;
            case PIXELS -> random.nextDouble(-values.get(0), values.get(0));
            case WHOLE_PIXELS -> {
                int bound = values.get(0).intValue();
                yield keras ? random.nextInt(bound) * sign(random) : random.nextInt(2 * bound - 1) - (bound - 1);
            }
            case ONE_OF -> {
                double value = values.get(random.nextInt(values.size()));
                yield keras ? value * sign(random) * unitOfKerasList(length) : value;
            }
        };
    }

    private static int sign(RandomGenerator random) {
        return random.nextInt(2) == 0 ? -1 : 1;
    }

    private int unitOfKerasList(int length) {
        return values.stream().allMatch(value -> value < 1) ? length : 1;
    }

    /** Returns the kind and its numbers; part of what a saved state is compared by. */
    @Override
    public String toString() {
        return kind.name() + values;
    }
}
