package io.github.dl4jimagegen.engine;

/**
 * The standard normal distribution as a table, for the many numbers that noise needs: an eighth of the time of logarithm
 * and cosine. Between the entries it is interpolated; nothing is beyond 4.5 standard deviations.
 */
final class NormalTable {

    private static final int BITS = 12;
    private static final int CELLS = 1 << BITS;
    private static final double FRACTION = 0x1.0p-32;
    private static final double END = 4.5;
    private static final float[] QUANTILES = quantiles();

    private NormalTable() {}

    /** Returns the number that belongs to a random one: the first 12 bits choose a cell, 32 more a place in it. */
    static double quantile(long random) {
        int cell = (int) (random >>> (64 - BITS));
        double place = (random >>> (32 - BITS) & 0xFFFFFFFFL) * FRACTION;
        return QUANTILES[cell] + place * (QUANTILES[cell + 1] - QUANTILES[cell]);
    }

    /** Walks along the density, in small steps of the trapezoid rule, and notes where each share is reached. */
    private static float[] quantiles() {
        float[] quantiles = new float[CELLS + 1];
        int steps = 1 << 17;
        double step = 2 * END / steps;
        double scale = step / StrictMath.sqrt(2 * StrictMath.PI);
        double sum = 0;
        double last = density(-END);
        int next = 1;
        for (int i = 1; i <= steps; i++) {
            double x = -END + i * step;
            double density = density(x);
            double share = scale * (last + density) / 2;
            while (next < CELLS && sum + share >= (double) next / CELLS) {
                quantiles[next] = (float) (x - step + step * ((double) next / CELLS - sum) / share);
                next++;
            }
            sum += share;
            last = density;
        }
        quantiles[0] = (float) -END;
        quantiles[CELLS] = (float) END;
        return quantiles;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2);
    }
}
