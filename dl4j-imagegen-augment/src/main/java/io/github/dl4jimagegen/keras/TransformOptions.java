package io.github.dl4jimagegen.keras;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.keras.TransformRanges.Interval;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of {@link ImageDataGeneratorBuilder} that says how images are transformed at random. */
abstract sealed class TransformOptions permits ImageDataGeneratorBuilder {

    private static final Logger log = LoggerFactory.getLogger(TransformOptions.class);

    private double rotation;
    private ShiftRange heightShift = ShiftRange.fraction(0);
    private ShiftRange widthShift = ShiftRange.fraction(0);
    private double shear;
    private Interval zoom = new Interval(1, 1);
    private boolean flipHorizontal;
    private boolean flipVertical;
    private double channelShift;
    private @Nullable Interval brightness;
    private Border.Mode fillMode = Border.Mode.NEAREST;
    private double cval;
    private int interpolationOrder = 1;

    abstract ImageDataGeneratorBuilder self();

    /**
     * Sets the range of rotations; 0 unless set.
     *
     * @param degrees the angle is drawn from [-degrees, degrees]
     * @return this builder
     * @throws IllegalArgumentException if it is negative or not finite
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder rotationRange(double degrees) {
        rotation = notNegative("rotationRange", degrees);
        warnOfRadians("rotationRange", degrees);
        return self();
    }

    /**
     * Sets the range of shifts to the left and right as a share of the width; 0 unless set.
     *
     * @param fraction the shift is drawn from [-fraction, fraction] x width, from 0 to below 1
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder widthShiftRange(double fraction) {
        return widthShiftRange(ShiftRange.fraction(fraction));
    }

    /**
     * Sets the range of shifts to the left and right.
     *
     * @param range for instance {@code ShiftRange.pixels(3)}
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder widthShiftRange(ShiftRange range) {
        widthShift = range;
        return self();
    }

    /**
     * Sets the range of shifts up and down as a share of the height; 0 unless set.
     *
     * @param fraction the shift is drawn from [-fraction, fraction] x height, from 0 to below 1
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder heightShiftRange(double fraction) {
        return heightShiftRange(ShiftRange.fraction(fraction));
    }

    /**
     * Sets the range of shifts up and down.
     *
     * @param range for instance {@code ShiftRange.pixels(3)}
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder heightShiftRange(ShiftRange range) {
        heightShift = range;
        return self();
    }

    /**
     * Sets the range of factors that brightness is multiplied by; none unless set.
     *
     * @param low the smallest factor, from 0 (black)
     * @param high the largest; 1 leaves the image as it is
     * @return this builder
     * @throws IllegalArgumentException if not 0 &lt;= low &lt;= high
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder brightnessRange(double low, double high) {
        if (!(low >= 0 && low <= high) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("brightnessRange must be two factors, 0 <= low <= high, but was " + low
                    + " to " + high
                    + ": 0 is black and 1 leaves an image as it is, so that for changes of up to a fifth"
                    + " one writes brightnessRange(0.8, 1.2)");
        }
        brightness = new Interval(low, high);
        return self();
    }

    /**
     * Sets the range of shear angles; 0 unless set. A warning says so if it is less than 1, as in programs that took radians.
     * In all modes it is Keras's matrix: the pixel at (x, y) from the centre of the result comes from (x - y sin(a), y cos(a))
     * of the image, so that the vertical axis is turned by the angle a and keeps its length. A picture gets higher by 1 / cos(a), 1.06 at 20 degrees; {@code Augmentations.randomShear}, which moves rows
     * only, does not do that.
     *
     * @param degrees the angle is drawn from [-degrees, degrees], from 0 to below 90
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder shearRange(double degrees) {
        shear = notNegative("shearRange", degrees);
        if (shear >= 90) {
            throw new IllegalArgumentException(
                    "shearRange must be below 90 degrees, where nothing is left of a picture, but was " + degrees);
        }
        warnOfRadians("shearRange", degrees);
        return self();
    }

    /**
     * Sets the range of zooms; none unless set.
     *
     * @param range the factors are drawn from [1 - range, 1 + range], from 0 to below 1
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder zoomRange(double range) {
        if (!(range >= 0 && range < 1)) {
            throw new IllegalArgumentException("zoomRange must lie in [0, 1) but was " + range
                    + ", which would draw factors from " + (1 - range) + " to " + (1 + range)
                    + ": name both ends with zoomRange(low, high)");
        }
        return zoomRange(1 - range, 1 + range);
    }

    /**
     * Sets the range of zooms. Height and width are zoomed by a factor each. Distances from the centre are multiplied by
     * it to find the pixel that is shown, so that a factor below 1 makes the picture larger.
     *
     * @param low the smallest factor, above 0
     * @param high the largest
     * @return this builder
     * @throws IllegalArgumentException if not 0 &lt; low &lt;= high
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder zoomRange(double low, double high) {
        if (!(low > 0 && low <= high) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "zoomRange must be two factors, 0 < low <= high, but was " + low + " to " + high);
        }
        zoom = new Interval(low, high);
        return self();
    }

    /**
     * Sets the range of what is added to the values of each channel; 0 unless set. In Keras's own modes all channels
     * get the same, and what leaves the image's own range of values is cut off instead of what leaves the value range.
     *
     * @param range numbers are drawn from [-range, range]: in the unit 0 to 255 by default, in the image's own in Keras's
     *     modes
     * @return this builder
     * @throws IllegalArgumentException if it is negative or not finite
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder channelShiftRange(double range) {
        channelShift = notNegative("channelShiftRange", range);
        return self();
    }

    /**
     * Sets what lies outside of an image; NEAREST unless set. WRAP is abcd|abcd|abcd by default; in Keras's own modes
     * the last column coincides with the first one, and CONSTANT begins at the centre of the outermost pixels.
     *
     * @param mode how the outside is made up
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder fillMode(Border.Mode mode) {
        fillMode = mode;
        return self();
    }

    /**
     * Sets the value outside of an image for CONSTANT; 0 unless set.
     *
     * @param value in the unit of the pixels before rescaling; as documented, that is from 0 (black) to 255 (white), whatever
     *     the value range of float images
     * @return this builder
     * @throws IllegalArgumentException if it is not finite
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder cval(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("cval must be finite but was " + value);
        }
        cval = value;
        return self();
    }

    /**
     * Sets whether half of the images have left and right exchanged.
     *
     * @param flips true to flip
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder horizontalFlip(boolean flips) {
        flipHorizontal = flips;
        return self();
    }

    /**
     * Sets whether half of the images have top and bottom exchanged.
     *
     * @param flips true to flip
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder verticalFlip(boolean flips) {
        flipVertical = flips;
        return self();
    }

    /**
     * Sets how values between pixels are found; 1 unless set.
     *
     * @param order of a spline: 0 takes the nearest pixel, 1 is bilinear, 3 cubic (by default a convolution; a
     *     spline, as are the others, in Keras's own modes)
     * @return this builder
     * @throws IllegalArgumentException if it does not lie in [0, 5]
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder interpolationOrder(int order) {
        SplineSampler unused = new SplineSampler(order, Border.NEAREST);
        interpolationOrder = order;
        return self();
    }

    TransformRanges ranges(Compatibility compatibility) {
        return new TransformRanges(
                rotation,
                checked("heightShiftRange", heightShift, compatibility),
                checked("widthShiftRange", widthShift, compatibility),
                shear,
                zoom,
                flipHorizontal,
                flipVertical,
                channelShift,
                brightness);
    }

    DocumentedTransform documented(Compatibility compatibility) {
        return new DocumentedTransform(border(), interpolation(compatibility));
    }

    KerasTransform keras(Compatibility compatibility) {
        return new KerasTransform(compatibility, new SplineSampler(interpolationOrder, border()));
    }

    private Border border() {
        return new Border(fillMode, fillMode == Border.Mode.CONSTANT ? cval : 0);
    }

    private Interpolation interpolation(Compatibility compatibility) {
        return switch (interpolationOrder) {
            case 0 -> Interpolation.NEAREST;
            case 1 -> Interpolation.BILINEAR;
            case 3 -> Interpolation.BICUBIC;
            default -> {
                if (!compatibility.isKeras()) {
                    throw new IllegalArgumentException("interpolationOrder must be 0, 1 or 3 but was "
                            + interpolationOrder + ": the other splines are there in the modes KERAS_3 and"
                            + " KERAS_PREPROCESSING_1_1");
                }
                yield Interpolation.BICUBIC; // which Keras's modes do not look at
            }
        };
    }

    private static ShiftRange checked(String name, ShiftRange range, Compatibility compatibility) {
        if (compatibility.isKeras() && range.isForeignToKeras()) {
            throw new IllegalArgumentException(name + " in pixels must be at least 1 in the mode " + compatibility
                    + " but was " + range + ": Keras takes a number below 1 for a share of the image's size");
        }
        return range;
    }

    private static void warnOfRadians(String name, double degrees) {
        if (degrees > 0 && degrees < 1) {
            log.warn(
                    "{}({}) is less than one degree, which nobody sees: it is in degrees, as in Keras; {} radians are {}"
                            + " degrees",
                    name,
                    degrees,
                    degrees,
                    Math.round(Math.toDegrees(degrees)));
        }
    }

    private static double notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " must be finite and not negative but was " + value + ": it is the largest to either side");
        }
        return value;
    }
}
