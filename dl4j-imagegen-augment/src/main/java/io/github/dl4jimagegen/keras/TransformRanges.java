package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.ImageShape;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a transform are drawn from. Immutable.
 *
 * @param rotation degrees to either side, 0 for none
 * @param heightShift of the rows
 * @param widthShift of the columns
 * @param shear degrees to either side, 0 for none
 * @param zoom of both axes, each drawn by itself
 * @param flipHorizontal whether half of the images have left and right exchanged
 * @param flipVertical whether half of the images have top and bottom exchanged
 * @param channelShift to either side, in the unit of the values, 0 for none
 * @param brightness factors, or null for none
 */
record TransformRanges(
        double rotation,
        ShiftRange heightShift,
        ShiftRange widthShift,
        double shear,
        Interval zoom,
        boolean flipHorizontal,
        boolean flipVertical,
        double channelShift,
        @Nullable Interval brightness)
        implements Serializable {

    /** Numbers from low to high. */
    record Interval(double low, double high) implements Serializable {

        double draw(RandomGenerator random) {
            return random.nextDouble(low, high);
        }
    }

    /** Returns whether nothing is ever changed, whatever is drawn. */
    boolean isNothing() {
        return rotation == 0
                && heightShift.isNone()
                && widthShift.isNone()
                && shear == 0
                && !zooms()
                && !flipHorizontal
                && !flipVertical
                && channelShift == 0
                && brightness == null;
    }

    private boolean zooms() {
        return zoom.low != 1 || zoom.high != 1;
    }

    /**
     * Returns the parameters of one image. What is drawn, and in which order, are Keras's; the two numbers for the flips
     * are always drawn.
     */
    TransformParameters draw(ImageShape shape, Compatibility compatibility, RandomGenerator random) {
        double theta = around0(rotation, random);
        double rows = shift(heightShift, shape.height(), compatibility, random);
        double columns = shift(widthShift, shape.width(), compatibility, random);
        double shearing = around0(shear, random);
        double zx = zooms() ? zoom.draw(random) : 1;
        double zy = zooms() ? zoom.draw(random) : 1;
        boolean horizontal = random.nextDouble() < 0.5;
        boolean vertical = random.nextDouble() < 0.5;
        List<Double> shifts = channelShift == 0 ? List.of() : channelShifts(shape.channels(), compatibility, random);
        OptionalDouble factor =
                brightness == null ? OptionalDouble.empty() : OptionalDouble.of(brightness.draw(random));
        boolean keras = compatibility.isKeras(); // which calls x what its documentation calls y
        return new TransformParameters(
                theta,
                keras ? rows : columns,
                keras ? columns : rows,
                shearing,
                zx,
                zy,
                horizontal && flipHorizontal,
                vertical && flipVertical,
                shifts,
                factor);
    }

    private static double around0(double range, RandomGenerator random) {
        return range == 0 ? 0 : random.nextDouble(-range, range);
    }

    private static double shift(ShiftRange range, int length, Compatibility compatibility, RandomGenerator random) {
        return range.isNone() ? 0 : range.draw(length, compatibility, random);
    }

    private List<Double> channelShifts(int channels, Compatibility compatibility, RandomGenerator random) {
        if (compatibility.isKeras()) {
            return List.of(around0(channelShift, random));
        }
        int colours = channels == 4 ? 3 : channels; // alpha is none
        return DoubleStream.generate(() -> around0(channelShift, random))
                .limit(colours)
                .boxed()
                .toList();
    }
}
