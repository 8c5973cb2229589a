package io.github.dl4jimagegen.image;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A change of an image's values, drawn; the shape stays as it is.
 *
 * <p>What an operation does is stated in the unit 0 (black) to 255 (white). 8-bit images have it; float images are taken
 * to it from their {@link ValueRange} and back. Results are clamped to the range and, in 8-bit images, rounded. An alpha
 * channel (the fourth of four) stays as it is. Only functions, {@link Custom} and {@link Untracked}, see, and may do,
 * anything.
 */
public sealed interface PixelOp extends ImageOperation
        permits Curve,
                PixelOp.ChannelCurves,
                ColorMatrix,
                PixelOp.HueShift,
                PixelOp.Contrast,
                PixelOp.AutoContrast,
                PixelOp.Equalize,
                PixelOp.Clahe,
                Convolution,
                PixelOp.GaussianBlur,
                PixelOp.MedianBlur,
                Noise,
                Erase,
                PixelOp.JpegCompression,
                Mixture,
                PixelOp.Chain,
                PixelOp.ToFloat,
                PixelOp.Custom,
                PixelOp.Untracked {

    @Override
    default ImageShape outputShape(ImageShape input) {
        return input;
    }

    /**
     * Returns the operation gain x value + bias on every value.
     *
     * @param gain the factor
     * @param bias what is added, in the unit 0 to 255
     * @return an operation that the engine does in place
     */
    static PixelOp linear(double gain, double bias) {
        return new Curve.Linear(gain, bias);
    }

    /**
     * Returns a user's own change of each value.
     *
     * @param curve from old to new value, in the unit 0 to 255; must be pure and thread-safe
     * @return an operation as fast as any other curve on 8-bit images
     */
    static PixelOp curve(Curve curve) {
        return curve;
    }

    /**
     * Returns operations done one after the other.
     *
     * @param operations in the order in which they are done
     * @return one operation; with nothing in it, it changes nothing
     */
    static PixelOp chain(PixelOp... operations) {
        return new Chain(List.of(operations));
    }

    /**
     * Returns a user's own operation. It is given an {@link Image} on the Java heap, which costs two copies.
     *
     * @param function from image to image of the same shape and kind; must be pure and thread-safe
     * @return an operation that calls the function
     */
    static PixelOp custom(UnaryOperator<Image> function) {
        return new Custom(function);
    }

    /**
     * Returns a function that may move the picture in a way that nothing can follow, such as a transform of another
     * library. Where the target has a mask, boxes or keypoints it is refused, because they would stay behind; write a
     * {@link Warp} instead if you can.
     *
     * @param name what messages call it
     * @param function from image to image of the same shape and kind; must be pure and thread-safe
     * @return an operation that calls the function, as {@link #custom} does
     */
    static PixelOp untracked(String name, UnaryOperator<Image> function) {
        return new Untracked(name, function);
    }

    /**
     * Returns the operation that makes 8-bit values floats of the same size, 0 to 255, so that nothing is rounded after
     * it. Float values stay as they are.
     *
     * @return an operation to put before those that need it
     */
    static PixelOp toFloat() {
        return new ToFloat();
    }

    /**
     * A curve of its own for each channel. Immutable.
     *
     * @param curves one for each channel of the image, not counting alpha
     */
    record ChannelCurves(List<Curve> curves) implements PixelOp {

        /**
         * Copies the list.
         *
         * @param curves one for each channel of the image, not counting alpha
         */
        public ChannelCurves {
            curves = List.copyOf(curves);
        }
    }

    /**
     * A turn of the hue in HSV space, torchvision's {@code adjust_hue}; grey images stay as they are. Immutable.
     *
     * @param turns how far round the circle of hues: 1/3 makes red green, 1 is all the way round
     */
    record HueShift(double turns) implements PixelOp {

        /**
         * Checks the angle.
         *
         * @param turns how far round the circle of hues: 1/3 makes red green, 1 is all the way round
         */
        public HueShift {
            if (!(Math.abs(turns) <= 1)) {
                throw new IllegalArgumentException("a hue shift must lie in [-1, 1] turns but was " + turns);
            }
        }
    }

    /**
     * mean + factor x (value - mean), where mean is that of the image's luminance, one for all channels: torchvision's
     * {@code adjust_contrast} and Pillow's. (Keras's takes a mean for each channel, which changes colours less at
     * factors near 0.) Immutable.
     *
     * @param factor 0 for a grey area, 1 for the image as it is, above 1 for more contrast
     */
    record Contrast(double factor) implements PixelOp {}

    /**
     * Each channel stretched so that its darkest value becomes 0 and its brightest 255; a channel of one value stays as
     * it is. torchvision's and Pillow's {@code autocontrast} (with Pillow's cutoff 0). Immutable.
     */
    record AutoContrast() implements PixelOp {}

    /**
     * Each channel's values spread so that all are about equally frequent: Pillow's {@code ImageOps.equalize} and
     * torchvision's {@code equalize}. Where n(v) is the number of pixels below v, and step that of all but the brightest,
     * divided by 255 and rounded down, v becomes (n(v) + step / 2) / step, rounded down twice; a channel whose step is 0,
     * because it has fewer than 256 pixels or one value, stays as it is. Float images lose all but 256 levels. Immutable.
     */
    record Equalize() implements PixelOp {}

    /**
     * Contrast-limited adaptive histogram equalisation, by OpenCV, on grey images or the lightness (CIE L*) of colours:
     * every tile of a grid is equalised by itself, bilinearly blended. Float images lose all but 256 levels. Immutable.
     *
     * @param clipLimit how often a value may be there, as a multiple of the mean, at least 1; what is above is shared
     *     out
     * @param tiles rows, and columns, of the grid, at least 1
     */
    record Clahe(double clipLimit, int tiles) implements PixelOp {

        /**
         * Checks the numbers.
         *
         * @param clipLimit how often a value may be there, as a multiple of the mean, at least 1; what is above is
         *     shared out
         * @param tiles rows, and columns, of the grid, at least 1
         */
        public Clahe {
            if (!(clipLimit >= 1) || Double.isInfinite(clipLimit) || tiles < 1) {
                throw new IllegalArgumentException(
                        "CLAHE needs a clip limit of at least 1 and at least 1 tile but was given " + clipLimit
                                + " and " + tiles);
            }
        }
    }

    /**
     * A Gaussian blur, its kernel cut off at 3 standard deviations; the image is mirrored at its edges. Immutable.
     *
     * @param sigma the standard deviation in pixels, not negative; 0 is no blur
     */
    record GaussianBlur(double sigma) implements PixelOp {

        /**
         * Checks the standard deviation.
         *
         * @param sigma the standard deviation in pixels, not negative; 0 is no blur
         */
        public GaussianBlur {
            if (!(sigma >= 0 && sigma <= 100)) {
                throw new IllegalArgumentException(
                        "the standard deviation of a blur must lie in [0, 100] pixels but was " + sigma);
            }
        }
    }

    /**
     * The median of a square around each value, in every channel; the outermost pixels go on at the edges. Immutable.
     *
     * @param size rows, and columns, of the square: 3 or 5 (OpenCV's largest for float images)
     */
    record MedianBlur(int size) implements PixelOp {

        /**
         * Checks the size.
         *
         * @param size rows, and columns, of the square: 3 or 5 (OpenCV's largest for float images)
         */
        public MedianBlur {
            if (size != 3 && size != 5) {
                throw new IllegalArgumentException("the size of a median blur must be 3 or 5 but was " + size);
            }
        }
    }

    /**
     * What is left of an image that is saved as a JPEG file and read again, by libjpeg with 4:2:0 subsampling. Float
     * images lose all but 256 levels. Immutable.
     *
     * @param quality 1 (worst) to 100 (best)
     */
    record JpegCompression(int quality) implements PixelOp {

        /**
         * Checks the quality.
         *
         * @param quality 1 (worst) to 100 (best)
         */
        public JpegCompression {
            if (quality < 1 || quality > 100) {
                throw new IllegalArgumentException("JPEG quality must lie in [1, 100] but was " + quality);
            }
        }
    }

    /**
     * Operations one after the other. Immutable.
     *
     * @param operations in the order in which they are done
     */
    record Chain(List<PixelOp> operations) implements PixelOp {

        /**
         * Copies the list.
         *
         * @param operations in the order in which they are done
         */
        public Chain {
            operations = List.copyOf(operations);
        }
    }

    /**
     * A user's own function. As immutable and thread-safe as the function.
     *
     * @param function from image to image of the same shape and kind
     */
    record Custom(UnaryOperator<Image> function) implements PixelOp {}

    /**
     * A function that may move the picture in a way that nothing can follow: {@link ImageOperation#tracked} refuses it.
     * As immutable and thread-safe as the function.
     *
     * @param name what messages call it
     * @param function from image to image of the same shape and kind
     */
    record Untracked(String name, UnaryOperator<Image> function) implements PixelOp {}

    /** From 8-bit to float. Immutable. */
    record ToFloat() implements PixelOp {}
}
