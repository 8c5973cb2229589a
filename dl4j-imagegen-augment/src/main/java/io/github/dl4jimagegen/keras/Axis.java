package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Border;

/** What stands outside of an axis of n samples, by the rules of scipy's {@code ndimage}. */
final class Axis {

    private Axis() {}

    /**
     * Returns the coordinate that is looked up instead of one outside [0, n - 1]. With CONSTANT, where nothing is looked
     * up, it is the coordinate itself.
     */
    static double inside(double v, int n, Border.Mode mode) {
        if (v >= 0 && v <= n - 1) {
            return v;
        }
        return switch (mode) {
            case CONSTANT -> v;
            case NEAREST -> v < 0 ? 0 : n - 1;
            case REFLECT -> reflected(v, n);
            case MIRROR -> mirrored(v, n - 1);
            case WRAP -> wrapped(v, n - 1);
        };
    }

    private static double reflected(double v, int n) {
        if (n == 1) {
            return 0;
        }
        double period = 2.0 * n;
        if (v < 0) {
            double first = v < -period ? v + period * (long) (-v / period) : v;
            return first < -n ? first + period : Math.max(-first, 1e-15) - 1;
        }
        double first = v - period * (long) (v / period);
        return first >= n ? period - first - 1 : first;
    }

    /** The sample at the edge is not repeated. */
    private static double mirrored(double v, int last) {
        if (last == 0) {
            return 0;
        }
        double place = Math.abs(v) % (2.0 * last);
        return place <= last ? place : 2 * last - place;
    }

    /** The first and the last sample coincide: the period is not the number of samples. */
    private static double wrapped(double v, int period) {
        if (period == 0) {
            return 0;
        }
        return v < 0 ? v + (double) period * ((long) (-v / period) + 1) : v - (double) period * (long) (v / period);
    }

    /**
     * Returns the sample that is taken for one outside, when a spline reaches over the edge. A wrapped or constant image
     * is mirrored there, without repeating the sample at the edge.
     */
    static int sample(int i, int n, Border.Mode mode) {
        if (i >= 0 && i < n) {
            return i;
        }
        return switch (mode) {
            case NEAREST -> i < 0 ? 0 : n - 1;
            case REFLECT -> {
                int place = Math.floorMod(i, 2 * n);
                yield place < n ? place : 2 * n - 1 - place;
            }
            case CONSTANT, MIRROR, WRAP -> {
                int period = Math.max(1, 2 * n - 2);
                int place = Math.floorMod(i, period);
                yield place < n ? place : period - place;
            }
        };
    }
}
