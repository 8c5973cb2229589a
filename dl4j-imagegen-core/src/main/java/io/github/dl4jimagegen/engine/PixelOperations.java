package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mixture;
import io.github.dl4jimagegen.image.Noise;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.ValueRange;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Carries out changes of pixel values. What they have in common is here: float images are taken to the unit 0 to 255 and
 * back, alpha is taken off and put back. So each operation sees 8-bit or float values from 0 to 255 without alpha.
 */
final class PixelOperations {

    private static final int[] COLORS_OF_RGBA = {0, 0, 1, 1, 2, 2};

    private static final int[] ALPHA = {3, 3};

    private PixelOperations() {}

    /**
     * Returns the Mat that holds the result, the input or one of the scratch's; the input may be overwritten.
     *
     * @param range what values a float image may have, or null if nobody said
     */
    static Mat apply(PixelOp operation, Mat input, @Nullable ValueRange range, Scratch scratch) {
        if (operation instanceof PixelOp.Chain chain) {
            Mat current = input;
            for (PixelOp each : chain.operations()) {
                current = apply(each, current, range, scratch);
            }
            return current;
        }
        if (operation instanceof Mixture mixture) {
            return mix(mixture, input, range, scratch);
        }
        if (operation instanceof PixelOp.ToFloat) {
            Mat result = scratch.resultOtherThan(input);
            input.convertTo(result, opencv_core.CV_32F);
            return result;
        }
        if (operation instanceof PixelOp.Custom custom) {
            return call(custom.function(), input, scratch.resultOtherThan(input));
        }
        if (operation instanceof PixelOp.Untracked untracked) {
            return call(untracked.function(), input, scratch.resultOtherThan(input));
        }
        if (input.channels() != 4) {
            return inUnit(operation, input, range, scratch.resultOtherThan(input), scratch.pixels);
        }
        Mat colors = scratch.pixels.colors;
        opencv_imgproc.cvtColor(input, colors, opencv_imgproc.COLOR_RGBA2RGB);
        Mat changed = inUnit(operation, colors, range, scratch.resultOtherThan(input), scratch.pixels);
        opencv_core.mixChannels(changed, 1, input, 1, COLORS_OF_RGBA, 3);
        return input;
    }

    private static Mat inUnit(
            PixelOp operation, Mat input, @Nullable ValueRange range, Mat result, PixelScratch scratch) {
        if (input.depth() == opencv_core.CV_8U) {
            return change(operation, input, result, scratch);
        }
        ValueRange known = checked(operation, input, range);
        double scale = 255 / (known.high() - known.low());
        input.convertTo(input, -1, scale, -known.low() * scale);
        Mat changed = change(operation, input, result, scratch);
        opencv_imgproc.threshold(changed, changed, 255, 0, opencv_imgproc.THRESH_TRUNC);
        opencv_imgproc.threshold(changed, changed, 0, 0, opencv_imgproc.THRESH_TOZERO);
        changed.convertTo(changed, -1, 1 / scale, known.low());
        return changed;
    }

    /** Interpolation may overshoot a range somewhat; values far outside mean that the range is a wrong one. */
    private static ValueRange checked(PixelOp operation, Mat input, @Nullable ValueRange range) {
        if (range == null) {
            throw new IllegalStateException(operation + " cannot be applied to a float image whose value range is not"
                    + " known: declare it, for instance ImagePipeline.valueRange(0, 1) or valueRange(0, 255)");
        }
        double[] low = new double[1];
        double[] high = new double[1];
        try (Mat values = input.reshape(1)) {
            opencv_core.minMaxLoc(values, low, high, null, null, null);
        }
        double margin = (range.high() - range.low()) / 2;
        if (low[0] < range.low() - margin || high[0] > range.high() + margin) {
            throw new IllegalStateException("the value range is declared as " + range.low() + " to " + range.high()
                    + " but the image has values from " + low[0] + " to " + high[0] + ": declare what they are with"
                    + " ImagePipeline.valueRange");
        }
        return range;
    }

    private static Mat change(PixelOp operation, Mat input, Mat result, PixelScratch scratch) {
        if (operation instanceof Curve curve) {
            return Colors.curves(List.of(curve), input, scratch);
        } else if (operation instanceof PixelOp.ChannelCurves each) {
            return Colors.channelCurves(each, input, scratch);
        } else if (operation instanceof ColorMatrix matrix) {
            return Colors.matrix(matrix, input, result, scratch);
        } else if (operation instanceof PixelOp.HueShift shift) {
            return Colors.hue(shift, input, result, scratch);
        } else if (operation instanceof PixelOp.Contrast contrast) {
            return Histograms.contrast(contrast, input, scratch);
        } else if (operation instanceof PixelOp.AutoContrast) {
            return Histograms.autoContrast(input, scratch);
        } else if (operation instanceof PixelOp.Equalize) {
            return onEightBit(input, scratch, image -> Histograms.equalize(image, scratch));
        } else if (operation instanceof PixelOp.Clahe clahe) {
            return onEightBit(input, scratch, image -> Histograms.clahe(clahe, image, scratch));
        } else if (operation instanceof Convolution convolution) {
            return Filters.convolve(convolution, input, result);
        } else if (operation instanceof PixelOp.GaussianBlur blur) {
            return Filters.gaussian(blur, input, result);
        } else if (operation instanceof PixelOp.MedianBlur blur) {
            return Filters.median(blur, input, result);
        } else if (operation instanceof Noise noise) {
            return PixelNoise.add(noise, input, scratch);
        } else if (operation instanceof Erase erase) {
            return Erasing.erase(erase, input, scratch);
        } else if (operation instanceof PixelOp.JpegCompression jpeg) {
            return onEightBit(input, scratch, image -> Jpeg.compress(jpeg, image, scratch));
        }
        throw new AssertionError(operation);
    }

    /** A change, in place, of an 8-bit image. */
    private interface EightBitChange {
        void apply(Mat image);
    }

    private static Mat onEightBit(Mat input, PixelScratch scratch, EightBitChange change) {
        if (input.depth() == opencv_core.CV_8U) {
            change.apply(input);
        } else {
            input.convertTo(scratch.eightBit, opencv_core.CV_8U);
            change.apply(scratch.eightBit);
            scratch.eightBit.convertTo(input, opencv_core.CV_32F);
        }
        return input;
    }

    /** Takes memory of its own, since the parts use the scratch. */
    private static Mat mix(Mixture mixture, Mat input, @Nullable ValueRange range, Scratch scratch) {
        Mat result = scratch.resultOtherThan(input);
        int channels = input.channels();
        ImageShape unused = mixture.outputShape(new ImageShape(input.rows(), input.cols(), channels));
        try (Mat original = input.clone();
                Mat part = new Mat();
                Mat sum = new Mat(input.size(), opencv_core.CV_32FC(channels), Scalar.all(0))) {
            for (Mixture.Part each : mixture.parts()) {
                original.copyTo(part);
                Mat changed = Operations.apply(each.operations(), part, range, scratch);
                opencv_core.addWeighted(sum, 1, changed, each.weight(), 0, sum, opencv_core.CV_32F);
            }
            sum.convertTo(result, original.depth());
            if (channels == 4) {
                opencv_core.mixChannels(original, 1, result, 1, ALPHA, 1);
            }
        }
        return result;
    }

    private static Mat call(UnaryOperator<Image> function, Mat input, Mat result) {
        Image image = Pixels.toImage(input);
        Image changed = function.apply(image);
        if (changed == null) {
            throw new IllegalStateException("a pixel function returned null for " + image);
        }
        if (!changed.shape().equals(image.shape()) || changed.isEightBit() != image.isEightBit()) {
            throw new IllegalStateException(
                    "a pixel function made " + changed + " of " + image + " but must keep the shape and the kind");
        }
        Pixels.copy(changed, result);
        return result;
    }
}
