package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.PillowFilter;

/**
 * Along one axis, for every pixel of the result: the pixels of the source it is a mean of, and their weights. Immutable.
 *
 * <p>With scale = source length / result length and s = max(scale, 1), the pixel i has its centre at c = from + (i + 0.5)
 * scale and takes the source pixels from trunc(c - s support + 0.5) to trunc(c + s support + 0.5), exclusively and within
 * the image, each with the weight filter((x - c + 0.5) / s), divided by the sum of the weights.
 */
final class PillowWeights {

    /** Weights as whole numbers are 2^22 times as large. */
    static final int PRECISION = 22;

    private final Axis axis;
    private final int[] first;
    private final int[] count;
    private final double[] weights;
    private final int[] fixed;
    private final int stride;

    /**
     * What is resized to what.
     *
     * @param filter any but NEAREST
     * @param size pixels of the whole source
     * @param from the first pixel taken
     * @param taken pixels taken
     * @param length pixels of the result
     */
    record Axis(PillowFilter filter, int size, int from, int taken, int length) {}

    PillowWeights(Axis axis) {
        this.axis = axis;
        double scale = (double) axis.taken / axis.length;
        double widening = Math.max(scale, 1);
        double support = support(axis.filter) * widening;
        first = new int[axis.length];
        count = new int[axis.length];
        stride = 2 * (int) Math.ceil(support) + 1;
        weights = new double[axis.length * stride];
        fixed = new int[weights.length];
        for (int i = 0; i < axis.length; i++) {
            if (axis.taken == axis.length) { // no resampling along this axis
                first[i] = axis.from + i;
                count[i] = 1;
                weights[i * stride] = 1;
                fixed[i * stride] = 1 << PRECISION;
            } else {
                fill(i, axis.from + (i + 0.5) * scale, support, 1 / widening);
            }
        }
    }

    private void fill(int i, double centre, double support, double narrowing) {
        int start = Math.max((int) (centre - support + 0.5), 0);
        int end = Math.min((int) (centre + support + 0.5), axis.size);
        first[i] = start;
        count[i] = end - start;
        double sum = 0;
        for (int t = 0; t < count[i]; t++) {
            double weight = weight(axis.filter, (t + start - centre + 0.5) * narrowing);
            weights[i * stride + t] = weight;
            sum += weight;
        }
        for (int t = 0; t < count[i]; t++) {
            double weight = sum == 0 ? 0 : weights[i * stride + t] / sum;
            weights[i * stride + t] = weight;
            fixed[i * stride + t] = (int) (weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5));
        }
    }

    boolean isFor(Axis other) {
        return axis.equals(other);
    }

    int length() {
        return axis.length;
    }

    /** Returns the first source pixel of pixel i. */
    int first(int i) {
        return first[i];
    }

    /** Returns how many source pixels pixel i is a mean of. */
    int count(int i) {
        return count[i];
    }

    /** Returns the largest number of source pixels that a pixel is a mean of. */
    int mostTaps() {
        return stride;
    }

    /** Returns where the weights of pixel i begin in {@link #fixed} and {@link #exact}. */
    int offset(int i) {
        return i * stride;
    }

    int[] fixed() {
        return fixed;
    }

    double[] exact() {
        return weights;
    }

    private static double support(PillowFilter filter) {
        return switch (filter) {
            case BOX -> 0.5;
            case BILINEAR, HAMMING -> 1;
            case BICUBIC -> 2;
            case LANCZOS -> 3;
            case NEAREST -> throw new IllegalArgumentException("NEAREST takes no means");
        };
    }

    private static double weight(PillowFilter filter, double at) {
        double x = Math.abs(at);
        return switch (filter) {
            case BOX -> at > -0.5 && at <= 0.5 ? 1 : 0;
            case BILINEAR -> x < 1 ? 1 - x : 0;
            case HAMMING -> x == 0 ? 1 : x >= 1 ? 0 : sinc(x) * (0.54f + 0.46f * StrictMath.cos(Math.PI * x));
            case BICUBIC -> x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
            case LANCZOS -> at >= -3 && at < 3 ? sinc(at) * sinc(at / 3) : 0;
            case NEAREST -> throw new IllegalArgumentException("NEAREST takes no means");
        };
    }

    private static double sinc(double x) {
        double angle = x * Math.PI;
        return x == 0 ? 1 : StrictMath.sin(angle) / angle;
    }
}
