package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Rectangle;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Resizing that copies pixels, with the indices that Pillow and TensorFlow take: they differ from each other and from
 * OpenCV's in the last bit of a position, and so now and then by a pixel.
 */
final class NearestResize {

    private NearestResize() {}

    /** Pillow adds the scale up; computing (i + 0.5) x scale afresh gives another pixel for one size in six. */
    static void pillow(Mat image, Rectangle part, Mat result) {
        copy(
                image,
                result,
                accumulated(part.left(), part.width(), result.cols()),
                accumulated(part.top(), part.height(), result.rows()));
    }

    /** TensorFlow computes floor((i + 0.5) x scale) in float. */
    static void tensorFlow(Mat image, Rectangle part, Mat result) {
        copy(
                image,
                result,
                halfPixel(part.left(), part.width(), result.cols()),
                halfPixel(part.top(), part.height(), result.rows()));
    }

    private static int[] accumulated(int from, int taken, int length) {
        double scale = (double) taken / length;
        int[] indices = new int[length];
        double position = from + scale * 0.5;
        for (int i = 0; i < length; i++) {
            indices[i] = (int) position;
            position += scale;
        }
        return indices;
    }

    private static int[] halfPixel(int from, int taken, int length) {
        float scale = (float) taken / length;
        int[] indices = new int[length];
        for (int i = 0; i < length; i++) {
            indices[i] = from + Math.min((int) ((i + 0.5f) * scale), taken - 1);
        }
        return indices;
    }

    private static void copy(Mat image, Mat result, int[] columns, int[] rows) {
        int size = (int) image.elemSize();
        byte[] source = new byte[image.cols() * size];
        byte[] line = new byte[columns.length * size];
        int current = -1;
        try (Rows from = new Rows(image);
                Rows to = new Rows(result)) {
            for (int y = 0; y < rows.length; y++) {
                if (rows[y] != current) {
                    current = rows[y];
                    from.get(current, source);
                    for (int x = 0; x < columns.length; x++) {
                        System.arraycopy(source, columns[x] * size, line, x * size, size);
                    }
                }
                to.put(y, line);
            }
        }
    }
}
