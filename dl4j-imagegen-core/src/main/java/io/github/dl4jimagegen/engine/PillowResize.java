package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Rectangle;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Pillow's {@code Image.resize}: along the rows, then along the columns, each a weighted mean ({@link PillowWeights}).
 * OpenCV has nothing like it: its own interpolations do not widen when they shrink.
 *
 * <p>8-bit values are added up in whole numbers and rounded after each of the two passes, so that the result is Pillow's
 * bit by bit; other values in double, the first pass kept as float. Keeps weights and rows for the next image of the same
 * size. For one thread.
 */
final class PillowResize {

    private static final int HALF = 1 << (PillowWeights.PRECISION - 1);

    private @Nullable PillowWeights horizontal;
    private @Nullable PillowWeights vertical;

    /**
     * Fills a Mat with a part of another one of the same type.
     *
     * @param image the whole image: what lies around the part has a say in the pixels at its edges
     * @param part what is resized
     * @param result what is filled
     * @param filter any but NEAREST
     * @param premultiply whether colours of four 8-bit channels are weighted by alpha, the last
     */
    void resize(Mat image, Rectangle part, Mat result, PillowFilter filter, boolean premultiply) {
        PillowWeights columns = horizontal;
        var width = new PillowWeights.Axis(filter, image.cols(), part.left(), part.width(), result.cols());
        if (columns == null || !columns.isFor(width)) {
            columns = new PillowWeights(width);
            horizontal = columns;
        }
        PillowWeights rows = vertical;
        var height = new PillowWeights.Axis(filter, image.rows(), part.top(), part.height(), result.rows());
        if (rows == null || !rows.isFor(height)) {
            rows = new PillowWeights(height);
            vertical = rows;
        }
        try (Rows from = new Rows(image);
                Rows to = new Rows(result)) {
            int channels = image.channels();
            if (image.depth() == opencv_core.CV_8U) {
                bytes(from, image.cols() * channels, to, columns, rows, channels, premultiply && channels == 4);
            } else {
                floats(from, image.cols() * channels, to, columns, rows, channels);
            }
        }
    }

    private static void bytes(
            Rows from, int length, Rows to, PillowWeights columns, PillowWeights rows, int channels, boolean alpha) {
        byte[] source = new byte[length];
        byte[] result = new byte[columns.length() * channels];
        int[] sums = new int[result.length];
        int[][] ring = new int[rows.mostTaps()][result.length]; // the rows that the next row of the result may need
        int next = rows.first(0);
        for (int y = 0; y < rows.length(); y++) {
            int end = rows.first(y) + rows.count(y);
            for (next = Math.max(next, rows.first(y)); next < end; next++) {
                from.get(next, source);
                if (alpha) {
                    multiplyByAlpha(source);
                }
                alongRow(source, columns, channels, ring[next % ring.length]);
            }
            Arrays.fill(sums, HALF);
            for (int t = 0; t < rows.count(y); t++) {
                add(ring[(rows.first(y) + t) % ring.length], rows.fixed()[rows.offset(y) + t], sums);
            }
            for (int i = 0; i < sums.length; i++) {
                result[i] = (byte) clamped(sums[i]);
            }
            if (alpha) {
                divideByAlpha(result);
            }
            to.put(y, result);
        }
    }

    private static void add(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private static int clamped(int sum) {
        return Math.max(0, Math.min(255, sum >> PillowWeights.PRECISION));
    }

    private static void alongRow(byte[] source, PillowWeights columns, int channels, int[] result) {
        if (channels == 3) {
            alongRowOfThree(source, columns, result);
            return;
        }
        int[] weights = columns.fixed();
        for (int x = 0; x < columns.length(); x++) {
            for (int c = 0; c < channels; c++) {
                int sum = HALF;
                int at = columns.first(x) * channels + c;
                for (int t = columns.offset(x); t < columns.offset(x) + columns.count(x); t++, at += channels) {
                    sum += (source[at] & 0xFF) * weights[t];
                }
                result[x * channels + c] = clamped(sum);
            }
        }
    }

    /** The usual case, nearly twice as fast. */
    private static void alongRowOfThree(byte[] source, PillowWeights columns, int[] result) {
        int[] weights = columns.fixed();
        for (int x = 0; x < columns.length(); x++) {
            int first = HALF;
            int second = HALF;
            int third = HALF;
            int at = columns.first(x) * 3;
            int end = columns.offset(x) + columns.count(x);
            for (int t = columns.offset(x); t < end; t++, at += 3) {
                int weight = weights[t];
                first += (source[at] & 0xFF) * weight;
                second += (source[at + 1] & 0xFF) * weight;
                third += (source[at + 2] & 0xFF) * weight;
            }
            result[x * 3] = clamped(first);
            result[x * 3 + 1] = clamped(second);
            result[x * 3 + 2] = clamped(third);
        }
    }

    private static void multiplyByAlpha(byte[] pixels) {
        for (int at = 0; at < pixels.length; at += 4) {
            int alpha = pixels[at + 3] & 0xFF;
            for (int c = 0; c < 3; c++) {
                int product = (pixels[at + c] & 0xFF) * alpha + 128;
                pixels[at + c] = (byte) (((product >> 8) + product) >> 8);
            }
        }
    }

    private static void divideByAlpha(byte[] pixels) {
        for (int at = 0; at < pixels.length; at += 4) {
            int alpha = pixels[at + 3] & 0xFF;
            for (int c = 0; c < 3 && alpha != 0; c++) {
                pixels[at + c] = (byte) Math.min(255, 255 * (pixels[at + c] & 0xFF) / alpha);
            }
        }
    }

    private static void floats(
            Rows from, int length, Rows to, PillowWeights columns, PillowWeights rows, int channels) {
        float[] source = new float[length];
        float[] result = new float[columns.length() * channels];
        double[] sums = new double[result.length];
        float[][] ring = new float[rows.mostTaps()][result.length];
        int next = rows.first(0);
        for (int y = 0; y < rows.length(); y++) {
            int end = rows.first(y) + rows.count(y);
            for (next = Math.max(next, rows.first(y)); next < end; next++) {
                from.get(next, source);
                alongRow(source, columns, channels, ring[next % ring.length]);
            }
            Arrays.fill(sums, 0);
            for (int t = 0; t < rows.count(y); t++) {
                float[] row = ring[(rows.first(y) + t) % ring.length];
                double weight = rows.exact()[rows.offset(y) + t];
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += row[i] * weight;
                }
            }
            for (int i = 0; i < sums.length; i++) {
                result[i] = (float) sums[i];
            }
            to.put(y, result);
        }
    }

    private static void alongRow(float[] source, PillowWeights columns, int channels, float[] result) {
        double[] weights = columns.exact();
        for (int x = 0; x < columns.length(); x++) {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                int at = columns.first(x) * channels + c;
                for (int t = columns.offset(x); t < columns.offset(x) + columns.count(x); t++, at += channels) {
                    sum += source[at] * weights[t];
                }
                result[x * channels + c] = (float) sum;
            }
        }
    }
}
