package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ImageShape;
import java.io.Serializable;

/**
 * Samples an image at the places of an affine map as scipy's {@code ndimage.affine_transform} does, in double precision.
 * Immutable.
 *
 * @param order of the B-spline: 0 for the nearest sample, 1 for bilinear, up to 5
 * @param border what lies outside the image; a constant one begins at the centre of the outermost pixels
 */
record SplineSampler(int order, Border border) implements Serializable {

    /** By so many pixels scipy extends an image, before it filters, that goes on as it ends. */
    private static final int EXTENSION = 12;

    SplineSampler {
        if (order < 0 || order > 5) {
            throw new IllegalArgumentException(
                    "interpolationOrder must lie in [0, 5], the order of a spline: 0 takes the"
                            + " nearest pixel, 1 is bilinear, 3 cubic; but was " + order);
        }
    }

    /**
     * Returns the values of an image of the same shape, taken from where the map says.
     *
     * @param values height x width x channels
     * @param pull from the pixels (x, y) of the result to those of the image
     */
    float[] sample(float[] values, ImageShape shape, Affine pull) {
        int extension = order > 1 && border.mode() == Border.Mode.NEAREST ? EXTENSION : 0;
        int channels = shape.channels();
        int height = shape.height() + 2 * extension;
        int width = shape.width() + 2 * extension;
        double[] source = coefficients(values, shape, extension);
        Taps rows = new Taps(order, height, width * channels, border.mode());
        Taps columns = new Taps(order, width, channels, border.mode());
        boolean constant = border.mode() == Border.Mode.CONSTANT;
        float[] result = new float[values.length];
        int to = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++, to += channels) {
                // In this order, as scipy does: a sum that lands on an edge must land on it here too.
                double row = y * pull.e() + x * pull.d() + pull.f() + extension;
                double column = y * pull.b() + x * pull.a() + pull.c() + extension;
                if (constant && (row < 0 || row > height - 1 || column < 0 || column > width - 1)) {
                    for (int c = 0; c < channels; c++) {
                        result[to + c] = (float) border.value();
                    }
                    continue;
                }
                rows.place(row);
                columns.place(column);
                for (int c = 0; c < channels; c++) {
                    result[to + c] = (float)
                            (order == 1 ? bilinear(source, c, rows, columns) : weighted(source, c, rows, columns));
                }
            }
        }
        return result;
    }

    /** What {@link #weighted} does for the usual order, without its loops. */
    private static double bilinear(double[] source, int channel, Taps rows, Taps columns) {
        int above = rows.offsets[0] + channel;
        int below = rows.offsets[1] + channel;
        int left = columns.offsets[0];
        int right = columns.offsets[1];
        double upper = source[above + left] * columns.weights[0] + source[above + right] * columns.weights[1];
        double lower = source[below + left] * columns.weights[0] + source[below + right] * columns.weights[1];
        return upper * rows.weights[0] + lower * rows.weights[1];
    }

    private static double weighted(double[] source, int channel, Taps rows, Taps columns) {
        double sum = 0;
        for (int i = 0; i < rows.weights.length; i++) {
            int row = rows.offsets[i] + channel;
            double inRow = 0;
            for (int j = 0; j < columns.weights.length; j++) {
                inRow += source[row + columns.offsets[j]] * columns.weights[j];
            }
            sum += inRow * rows.weights[i];
        }
        return sum;
    }

    private double[] coefficients(float[] values, ImageShape shape, int extension) {
        int channels = shape.channels();
        int height = shape.height() + 2 * extension;
        int width = shape.width() + 2 * extension;
        double[] result = new double[height * width * channels];
        for (int y = 0, to = 0; y < height; y++) {
            int row = Math.min(Math.max(y - extension, 0), shape.height() - 1) * shape.width();
            for (int x = 0; x < width; x++) {
                int from = (row + Math.min(Math.max(x - extension, 0), shape.width() - 1)) * channels;
                for (int c = 0; c < channels; c++) {
                    result[to++] = values[from + c];
                }
            }
        }
        SplineFilter filter = new SplineFilter(result, border.mode() == Border.Mode.REFLECT);
        filter.filter(order, height, width * channels);
        filter.filter(order, width, channels);
        return result;
    }

    /** The samples along one axis that a place between them is made of, and their weights. */
    private static final class Taps {
        final double[] weights;
        final int[] offsets;
        private final int order;
        private final int n;
        private final int stride;
        private final Border.Mode mode;

        Taps(int order, int n, int stride, Border.Mode mode) {
            this.order = order;
            this.n = n;
            this.stride = stride;
            this.mode = mode;
            this.weights = new double[order + 1];
            this.offsets = new int[order + 1];
        }

        void place(double coordinate) {
            double v = Axis.inside(coordinate, n, mode) + (order % 2 == 0 ? 0.5 : 0);
            double whole = Math.floor(v);
            int first = (int) whole - order / 2;
            boolean within = first >= 0 && first + order < n;
            for (int k = 0; k <= order; k++) {
                offsets[k] = (within ? first + k : Axis.sample(first + k, n, mode)) * stride;
            }
            weigh(v - whole);
        }

        /** Cox and de Boor's recursion for the B-splines of all orders up to this one. */
        private void weigh(double fraction) {
            weights[0] = 1;
            for (int d = 1; d <= order; d++) {
                weights[d] = fraction * weights[d - 1] / d;
                for (int k = d - 1; k > 0; k--) {
                    weights[k] = ((d - k + fraction) * weights[k - 1] + (k + 1 - fraction) * weights[k]) / d;
                }
                weights[0] *= (1 - fraction) / d;
            }
        }
    }
}
