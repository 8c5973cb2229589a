package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_imgproc.CLAHE;

/** Changes that depend on which values an image has, and how often. */
final class Histograms {

    private static final int LEVELS = 256;

    private Histograms() {}

    static Mat contrast(PixelOp.Contrast contrast, Mat input, PixelScratch scratch) {
        double mean;
        try (Scalar means = opencv_core.mean(input)) {
            List<Double> luminance = ColorMatrix.GRAYSCALE.weights();
            mean = input.channels() == 3
                    ? luminance.get(0) * means.get(0)
                            + luminance.get(1) * means.get(1)
                            + luminance.get(2) * means.get(2)
                    : means.get(0);
        }
        Curve curve = new Curve.Linear(contrast.factor(), (1 - contrast.factor()) * mean);
        return Colors.curves(List.of(curve), input, scratch);
    }

    static Mat autoContrast(Mat input, PixelScratch scratch) {
        List<Curve> curves = new ArrayList<>();
        double[] low = new double[1];
        double[] high = new double[1];
        for (int c = 0; c < input.channels(); c++) {
            opencv_core.extractChannel(input, scratch.plane, c);
            opencv_core.minMaxLoc(scratch.plane, low, high, null, null, null);
            double gain = low[0] < high[0] ? 255 / (high[0] - low[0]) : 1;
            curves.add(new Curve.Linear(gain, low[0] < high[0] ? -low[0] * gain : 0));
        }
        return Colors.curves(curves, input, scratch);
    }

    static void equalize(Mat image, PixelScratch scratch) {
        int channels = image.channels();
        int[][] counts = new int[channels][LEVELS];
        byte[] values = scratch.loadBytes(image);
        int length = PixelScratch.length(image);
        for (int c = 0; c < channels; c++) {
            for (int i = c; i < length; i += channels) {
                counts[c][values[i] & 0xFF]++;
            }
        }
        Mat unused =
                Colors.curves(Arrays.stream(counts).map(Histograms::equalizing).toList(), image, scratch);
    }

    private static Curve equalizing(int[] counts) {
        int brightest = LEVELS - 1;
        while (counts[brightest] == 0) {
            brightest--;
        }
        int step = (Arrays.stream(counts).sum() - counts[brightest]) / (LEVELS - 1);
        if (step == 0) {
            return value -> value;
        }
        int[] levels = new int[LEVELS];
        int below = step / 2;
        for (int level = 0; level < LEVELS; level++) {
            levels[level] = below / step;
            below += counts[level];
        }
        return value -> levels[(int) value];
    }

    static void clahe(PixelOp.Clahe parameters, Mat image, PixelScratch scratch) {
        try (Size tiles = new Size(parameters.tiles(), parameters.tiles());
                CLAHE clahe = opencv_imgproc.createCLAHE(parameters.clipLimit(), tiles)) {
            if (image.channels() != 3) {
                for (int c = 0; c < image.channels(); c++) {
                    opencv_core.extractChannel(image, scratch.plane, c);
                    clahe.apply(scratch.plane, scratch.plane);
                    opencv_core.insertChannel(scratch.plane, image, c);
                }
                return;
            }
            opencv_imgproc.cvtColor(image, scratch.work, opencv_imgproc.COLOR_RGB2Lab);
            opencv_core.extractChannel(scratch.work, scratch.plane, 0);
            clahe.apply(scratch.plane, scratch.plane);
            opencv_core.insertChannel(scratch.plane, scratch.work, 0);
            opencv_imgproc.cvtColor(scratch.work, image, opencv_imgproc.COLOR_Lab2RGB);
        }
    }
}
