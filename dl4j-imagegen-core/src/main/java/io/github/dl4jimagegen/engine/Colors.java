package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Changes of each pixel by itself. */
final class Colors {

    private static final int LEVELS = 256;

    private Colors() {}

    static Mat channelCurves(PixelOp.ChannelCurves each, Mat input, PixelScratch scratch) {
        if (each.curves().size() != input.channels()) {
            throw new IllegalStateException(each.curves().size() + " curves cannot be applied to an image of "
                    + input.channels() + " channels: each channel needs one");
        }
        return curves(each.curves(), input, scratch);
    }

    /** Takes one curve, or one for each channel. */
    static Mat curves(List<? extends Curve> curves, Mat input, PixelScratch scratch) {
        if (input.depth() == opencv_core.CV_8U) {
            try (Mat table = table(curves)) {
                opencv_core.LUT(input, table, input);
            }
            return input;
        }
        float[] values = scratch.load(input);
        int length = PixelScratch.length(input);
        for (int c = 0; c < curves.size(); c++) {
            Curve curve = curves.get(c);
            for (int i = c; i < length; i += curves.size()) {
                values[i] = (float) at(curve, values[i]);
            }
        }
        scratch.store(input);
        return input;
    }

    /** A NaN would be cast to black. */
    private static double at(Curve curve, double value) {
        double result = curve.at(value);
        if (Double.isNaN(result) && !Double.isNaN(value)) {
            throw new IllegalStateException(
                    "a curve must make a number of every value from 0 to 255 but made NaN of " + value + ": " + curve);
        }
        return result;
    }

    private static Mat table(List<? extends Curve> curves) {
        int channels = curves.size();
        byte[] table = new byte[LEVELS * channels];
        for (int level = 0; level < LEVELS; level++) {
            for (int c = 0; c < channels; c++) {
                double value = Math.floor(at(curves.get(c), level) + 0.5);
                table[level * channels + c] = (byte) Math.max(0, Math.min(255, value));
            }
        }
        Mat mat = new Mat(1, LEVELS, opencv_core.CV_8UC(channels));
        try (BytePointer data = mat.data()) {
            data.put(table);
        }
        return mat;
    }

    static Mat matrix(ColorMatrix matrix, Mat input, Mat result, PixelScratch scratch) {
        if (input.channels() != 3) {
            return input;
        }
        try (DoublePointer weights = new DoublePointer(scratch.colorMatrix.data())) {
            for (int i = 0; i < 9; i++) {
                weights.put(i, matrix.weights().get(i));
            }
        }
        opencv_core.transform(input, result, scratch.colorMatrix);
        return result;
    }

    /** In float, since 8-bit HSV has only 256 hues and moves colours by several levels even if it is not turned. */
    static Mat hue(PixelOp.HueShift shift, Mat input, Mat result, PixelScratch scratch) {
        double turns = shift.turns() - Math.floor(shift.turns()); // OpenCV makes nonsense of negative hues
        if (input.channels() != 3 || turns == 0) {
            return input;
        }
        Mat hsv = scratch.work;
        int depth = input.depth();
        input.convertTo(result, opencv_core.CV_32F, 1 / 255.0, 0);
        opencv_imgproc.cvtColor(result, hsv, opencv_imgproc.COLOR_RGB2HSV);
        try (DoublePointer turn = new DoublePointer(360 * turns, 0, 0, 0);
                Mat scalar = new Mat(4, 1, opencv_core.CV_64F, turn)) {
            opencv_core.add(hsv, scalar, hsv);
        }
        opencv_imgproc.cvtColor(hsv, hsv, opencv_imgproc.COLOR_HSV2RGB);
        hsv.convertTo(input, depth, 255, 0);
        return input;
    }
}
