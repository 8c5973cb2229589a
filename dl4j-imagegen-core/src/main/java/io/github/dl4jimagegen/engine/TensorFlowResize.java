package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Rectangle;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * {@code tf.image.resize} with half-pixel centres, bilinear, without antialias. Along each axis, in float: v = (i + 0.5) x
 * scale - 0.5; the pixels max(floor(v), 0) and min(floor(v) + 1, length - 1) are mixed by v - floor(v). First along
 * the row, then along the column, as first + (second - first) x share, never rounded to whole numbers.
 */
final class TensorFlowResize {

    private TensorFlowResize() {}

    /** Along one axis: what is mixed, and how. */
    @SuppressWarnings("ArrayRecordComponent") // it is never compared
    private record Mix(int[] lower, int[] upper, float[] share) {

        static Mix of(int from, int taken, int length) {
            Mix mix = new Mix(new int[length], new int[length], new float[length]);
            float scale = (float) taken / length;
            for (int i = 0; i < length; i++) {
                float position = (i + 0.5f) * scale - 0.5f;
                int floor = (int) Math.floor(position);
                mix.lower[i] = from + Math.max(floor, 0);
                mix.upper[i] = from + Math.min(floor + 1, taken - 1);
                mix.share[i] = position - floor;
            }
            return mix;
        }
    }

    /**
     * Fills a float Mat with a part of another one.
     *
     * @param unit what a value of the image is divided by
     */
    static void bilinear(Mat image, Rectangle part, double unit, Mat result) {
        int channels = image.channels();
        Mix columns = Mix.of(part.left(), part.width(), result.cols());
        Mix rows = Mix.of(part.top(), part.height(), result.rows());
        float[] source = new float[image.cols() * channels];
        float[] above = new float[result.cols() * channels];
        float[] below = new float[above.length];
        float[] line = new float[above.length];
        int aboveRow = -1;
        int belowRow = -1;
        try (Rows from = new Rows(image);
                Rows to = new Rows(result)) {
            for (int y = 0; y < result.rows(); y++) {
                if (rows.lower[y] == belowRow) {
                    float[] swapped = above;
                    above = below;
                    below = swapped;
                    belowRow = aboveRow;
                    aboveRow = rows.lower[y];
                }
                if (rows.lower[y] != aboveRow) {
                    aboveRow = rows.lower[y];
                    from.get(aboveRow, source);
                    alongRow(source, columns, channels, (float) unit, above);
                }
                if (rows.upper[y] != belowRow) {
                    belowRow = rows.upper[y];
                    from.get(belowRow, source);
                    alongRow(source, columns, channels, (float) unit, below);
                }
                float share = rows.share[y];
                for (int i = 0; i < line.length; i++) {
                    line[i] = above[i] + (below[i] - above[i]) * share;
                }
                to.put(y, line);
            }
        }
    }

    private static void alongRow(float[] source, Mix columns, int channels, float unit, float[] result) {
        for (int x = 0; x < columns.lower.length; x++) {
            int lower = columns.lower[x] * channels;
            int upper = columns.upper[x] * channels;
            float share = columns.share[x];
            for (int c = 0; c < channels; c++) {
                float left = source[lower + c];
                result[x * channels + c] = (left + (source[upper + c] - left) * share) / unit;
            }
        }
    }
}
