package io.github.dl4jimagegen.keras;

/**
 * Makes the coefficients of a B-spline that goes through the samples, in place, by recursive filters (Unser: Splines, a
 * perfect fit for signal and image processing, 1999), with scipy's starting values.
 */
final class SplineFilter {

    private static final double[][] POLES = {
        {},
        {},
        {Math.sqrt(8) - 3},
        {Math.sqrt(3) - 2},
        {
            Math.sqrt(664 - Math.sqrt(438976)) + Math.sqrt(304) - 19,
            Math.sqrt(664 + Math.sqrt(438976)) - Math.sqrt(304) - 19
        },
        {
            Math.sqrt(67.5 - Math.sqrt(4436.25)) + Math.sqrt(26.25) - 6.5,
            Math.sqrt(67.5 + Math.sqrt(4436.25)) - Math.sqrt(26.25) - 6.5
        }
    };

    private final double[] values;
    private final boolean edgeRepeats;

    /** Prepares to filter an array; beyond its edges it is mirrored, with or without the sample at the edge. */
    SplineFilter(double[] values, boolean edgeRepeats) {
        this.values = values;
        this.edgeRepeats = edgeRepeats;
    }

    /** Filters along an axis of n samples that lie "stride" apart, for everything that the other axes hold. */
    void filter(int order, int n, int stride) {
        double[] poles = POLES[order];
        if (n == 1 || poles.length == 0) {
            return;
        }
        double gain = 1;
        for (double pole : poles) {
            gain *= (1 - pole) * (1 - 1 / pole);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] *= gain;
        }
        for (int block = 0; block < values.length; block += n * stride) {
            for (double pole : poles) {
                filterBlock(block, pole, n, stride);
            }
        }
    }

    /** Goes through "stride" neighbouring lines at once, which is the order of the memory. */
    private void filterBlock(int block, double pole, int n, int stride) {
        int last = block + (n - 1) * stride;
        for (int line = 0; line < stride; line++) {
            start(block + line, pole, n, stride);
        }
        for (int at = block + stride; at < last + stride; at++) {
            values[at] += pole * values[at - stride];
        }
        for (int at = last; at < last + stride; at++) {
            values[at] = edgeRepeats
                    ? values[at] * pole / (pole - 1)
                    : (pole * values[at - stride] + values[at]) * pole / (pole * pole - 1);
        }
        for (int at = last - 1; at >= block; at--) {
            values[at] = pole * (values[at + stride] - values[at]);
        }
    }

    /** Puts the sum over the mirrored line into its first place; with repeated edges scipy reads it while it grows. */
    private void start(int line, double pole, int n, int stride) {
        double first = values[line];
        double powerOfN = Math.pow(pole, edgeRepeats ? n : n - 1);
        double power = pole;
        values[line] += powerOfN * values[line + (n - 1) * stride];
        for (int i = 1; i < (edgeRepeats ? n : n - 1); i++) {
            values[line] += power * (values[line + i * stride] + powerOfN * values[line + (n - 1 - i) * stride]);
            power *= pole;
        }
        double whole = 1 - powerOfN * powerOfN;
        values[line] = edgeRepeats ? values[line] * pole / whole + first : values[line] / whole;
    }
}
