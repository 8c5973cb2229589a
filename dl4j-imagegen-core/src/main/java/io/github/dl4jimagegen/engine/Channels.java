package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Rgb;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Conversions between grey, RGB, BGR and alpha. */
final class Channels {

    private static final int RED = 19595;
    private static final int GREEN = 38470;
    private static final int BLUE = 7471;
    private static final int HALF = 1 << 15;

    private Channels() {}

    /**
     * Returns the Mat that holds the wanted channels: the one given, or one of the scratch's.
     *
     * @param bgr whether the first of three or four channels is blue, and not red
     */
    static Mat convert(Mat pixels, boolean bgr, ColorMode to, Scratch scratch) {
        int channels = pixels.channels();
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("cannot make " + to + " of an image with " + channels
                    + " channels: 1 (grey), 3 (RGB) or 4 (RGBA) can be converted");
        }
        if (to == ColorMode.GRAYSCALE) {
            return channels == 1 ? pixels : grey(pixels, bgr, scratch);
        }
        boolean toBgr = to == ColorMode.BGR;
        if (channels == to.channels() && (bgr == toBgr)) {
            return pixels;
        }
        int code = to == ColorMode.RGBA ? toRgba(channels, bgr) : toThree(channels, bgr != toBgr);
        Mat result = scratch.resultOtherThan(pixels);
        opencv_imgproc.cvtColor(pixels, result, code);
        return result;
    }

    private static int toThree(int channels, boolean swap) {
        return switch (channels) {
            case 1 -> opencv_imgproc.COLOR_GRAY2BGR;
            case 3 -> opencv_imgproc.COLOR_BGR2RGB;
            default -> swap ? opencv_imgproc.COLOR_BGRA2RGB : opencv_imgproc.COLOR_BGRA2BGR;
        };
    }

    private static int toRgba(int channels, boolean bgr) {
        return switch (channels) {
            case 1 -> opencv_imgproc.COLOR_GRAY2BGRA;
            case 3 -> bgr ? opencv_imgproc.COLOR_BGR2RGBA : opencv_imgproc.COLOR_RGB2RGBA;
            default -> opencv_imgproc.COLOR_BGRA2RGBA;
        };
    }

    /** Of 8-bit pixels OpenCV's result is off by one now and then, so that those are done as Pillow does them. */
    private static Mat grey(Mat pixels, boolean bgr, Scratch scratch) {
        Mat result = scratch.resultOtherThan(pixels);
        int channels = pixels.channels();
        if (pixels.depth() != opencv_core.CV_8U) {
            int code = channels == 3
                    ? (bgr ? opencv_imgproc.COLOR_BGR2GRAY : opencv_imgproc.COLOR_RGB2GRAY)
                    : (bgr ? opencv_imgproc.COLOR_BGRA2GRAY : opencv_imgproc.COLOR_RGBA2GRAY);
            opencv_imgproc.cvtColor(pixels, result, code);
            return result;
        }
        result.create(pixels.rows(), pixels.cols(), opencv_core.CV_8UC1);
        byte[] colors = new byte[pixels.cols() * channels];
        byte[] greys = new byte[pixels.cols()];
        try (Rows from = new Rows(pixels);
                Rows to = new Rows(result)) {
            for (int row = 0; row < pixels.rows(); row++) {
                from.get(row, colors);
                luminance(colors, channels, bgr, greys);
                to.put(row, greys);
            }
        }
        return result;
    }

    private static void luminance(byte[] colors, int channels, boolean bgr, byte[] greys) {
        int first = bgr ? BLUE : RED;
        int third = bgr ? RED : BLUE;
        for (int i = 0, at = 0; i < greys.length; i++, at += channels) {
            int sum = first * (colors[at] & 0xFF) + GREEN * (colors[at + 1] & 0xFF) + third * (colors[at + 2] & 0xFF);
            greys[i] = (byte) ((sum + HALF) >> 16);
        }
    }

    /** Returns the Mat that holds an RGBA or BGRA image blended over a colour, without alpha: one of the scratch's. */
    static Mat blend(Mat pixels, boolean bgr, Rgb background, Scratch scratch) {
        int depth = pixels.depth();
        double opaque = depth == opencv_core.CV_8U ? 255 : 65535;
        if (depth != opencv_core.CV_8U && depth != opencv_core.CV_16U) {
            throw new IllegalArgumentException(
                    "a float image cannot be blended over a background: nobody knows which value is opaque");
        }
        double unit = opaque / 255;
        Mat result = scratch.resultOtherThan(pixels);
        try (Scalar color = new Scalar(
                        (bgr ? background.blue() : background.red()) * unit,
                        background.green() * unit,
                        (bgr ? background.red() : background.blue()) * unit,
                        0);
                Mat behind = new Mat(pixels.rows(), pixels.cols(), opencv_core.CV_32FC3, color);
                Mat floats = new Mat();
                Mat colors = new Mat();
                Mat alpha = new Mat()) {
            pixels.convertTo(floats, opencv_core.CV_32F);
            opencv_core.extractChannel(floats, alpha, 3);
            opencv_imgproc.cvtColor(floats, colors, opencv_imgproc.COLOR_BGRA2BGR);
            opencv_imgproc.cvtColor(alpha, floats, opencv_imgproc.COLOR_GRAY2BGR);
            opencv_core.subtract(colors, behind, colors);
            opencv_core.multiply(colors, floats, colors, 1 / opaque, -1);
            opencv_core.add(colors, behind, colors);
            colors.convertTo(result, depth);
        }
        return result;
    }
}
