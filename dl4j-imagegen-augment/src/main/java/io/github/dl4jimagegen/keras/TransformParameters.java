package io.github.dl4jimagegen.keras;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is done to one image, drawn: the dictionary that Keras's {@code get_random_transform} returns and {@code
 * apply_transform} takes. Immutable.
 *
 * <p>All of theta, tx, ty, shear, zx and zy are one resampling. They say where the pixels of the result are taken
 * from, so a positive tx moves the picture to the left, and a zx below 1 makes it wider.
 *
 * <p>Under {@link Compatibility#KERAS_PREPROCESSING_1_1} x means rows and y columns; otherwise x means columns and y rows.
 *
 * @param theta rotation in degrees, counter-clockwise (clockwise under KERAS_PREPROCESSING_1_1)
 * @param tx shift along x in pixels
 * @param ty shift along y in pixels
 * @param shear shear angle a in degrees: (x, y) comes from (x - y sin(a), y cos(a))
 * @param zx zoom along x: the factor that distances from the centre are multiplied by, 1 for none
 * @param zy zoom along y
 * @param flipHorizontal whether left and right are exchanged
 * @param flipVertical whether top and bottom are exchanged
 * @param channelShift what is added to the values, in their unit: nothing if empty, one number for all channels, or one
 *     number for each
 * @param brightness the factor of the values, if they are to be multiplied: 0 is black, 1 as it was
 */
public record TransformParameters(
        double theta,
        double tx,
        double ty,
        double shear,
        double zx,
        double zy,
        boolean flipHorizontal,
        boolean flipVertical,
        List<Double> channelShift,
        OptionalDouble brightness) {

    /** What changes nothing: where to begin to write one's own. */
    public static final TransformParameters IDENTITY =
            new TransformParameters(0, 0, 0, 0, 1, 1, false, false, List.of(), OptionalDouble.empty());

    /**
     * Checks that every number is finite, and copies the list.
     *
     * @param theta rotation in degrees
     * @param tx shift along x in pixels
     * @param ty shift along y in pixels
     * @param shear shear angle in degrees
     * @param zx zoom along x
     * @param zy zoom along y
     * @param flipHorizontal whether left and right are exchanged
     * @param flipVertical whether top and bottom are exchanged
     * @param channelShift what is added to the values
     * @param brightness the factor of the values
     */
    public TransformParameters {
        channelShift = List.copyOf(channelShift);
        double sum = theta + tx + ty + shear + zx + zy + brightness.orElse(1);
        for (double shift : channelShift) {
            sum += shift;
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalArgumentException("the numbers of a transform must be finite but were theta " + theta
                    + ", tx " + tx + ", ty " + ty + ", shear " + shear + ", zx " + zx + ", zy " + zy + ", channelShift "
                    + channelShift + ", brightness " + brightness);
        }
    }

    /**
     * Returns these with another rotation.
     *
     * @param degrees of the rotation
     * @return new parameters
     */
    public TransformParameters withTheta(double degrees) {
        return new TransformParameters(
                degrees, tx, ty, shear, zx, zy, flipHorizontal, flipVertical, channelShift, brightness);
    }

    /**
     * Returns these with another shift.
     *
     * @param x along x in pixels
     * @param y along y in pixels
     * @return new parameters
     */
    public TransformParameters withShift(double x, double y) {
        return new TransformParameters(
                theta, x, y, shear, zx, zy, flipHorizontal, flipVertical, channelShift, brightness);
    }

    /**
     * Returns these with another shear.
     *
     * @param degrees the angle
     * @return new parameters
     */
    public TransformParameters withShear(double degrees) {
        return new TransformParameters(
                theta, tx, ty, degrees, zx, zy, flipHorizontal, flipVertical, channelShift, brightness);
    }

    /**
     * Returns these with another zoom.
     *
     * @param x the factor along x
     * @param y the factor along y
     * @return new parameters
     */
    public TransformParameters withZoom(double x, double y) {
        return new TransformParameters(
                theta, tx, ty, shear, x, y, flipHorizontal, flipVertical, channelShift, brightness);
    }

    /**
     * Returns these with or without flips.
     *
     * @param horizontal whether left and right are exchanged
     * @param vertical whether top and bottom are exchanged
     * @return new parameters
     */
    public TransformParameters withFlips(boolean horizontal, boolean vertical) {
        return new TransformParameters(theta, tx, ty, shear, zx, zy, horizontal, vertical, channelShift, brightness);
    }

    /**
     * Returns these with other channel shifts.
     *
     * @param shifts one for all channels, or one for each
     * @return new parameters
     */
    public TransformParameters withChannelShift(Double... shifts) {
        return new TransformParameters(
                theta, tx, ty, shear, zx, zy, flipHorizontal, flipVertical, List.of(shifts), brightness);
    }

    /**
     * Returns these with another brightness.
     *
     * @param factor 0 for black, 1 for as it was
     * @return new parameters
     */
    public TransformParameters withBrightness(double factor) {
        return new TransformParameters(
                theta, tx, ty, shear, zx, zy, flipHorizontal, flipVertical, channelShift, OptionalDouble.of(factor));
    }

    /** Returns whether the picture has to be resampled, flips aside. */
    boolean resamples() {
        return theta != 0 || tx != 0 || ty != 0 || shear != 0 || zx != 1 || zy != 1;
    }
}
