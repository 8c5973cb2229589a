package io.github.dl4jimagegen.engine;

/**
 * The standard normal distribution as a table, for the many numbers that noise needs: an eighth of the time of logarithm
 * and cosine. Between the entries it is interpolated; the first and the last cell, where that would be seen, have a table
 * of their own. Nothing is beyond 6 standard deviations.
 */
final class NormalTable {

    private static final int BITS = 12;
    private static final int CELLS = 1 << BITS;
    private static final double FRACTION = 0x1.0p-32;
    private static final double END = 6;
    private static final float[] QUANTILES = quantiles(1.0 / CELLS);
    private static final float[] TAIL = quantiles(1.0 / CELLS / CELLS);

    private NormalTable() {}

    /** Returns the number that belongs to a random one: the first 12 bits choose a cell, 32 more a place in it. */
    static double quantile(long random) {
        int cell = (int) (random >>> (64 - BITS));
        if (cell == 0) {
            return interpolated(TAIL, random << BITS);
        }
        return cell == CELLS - 1 ? -interpolated(TAIL, ~random << BITS) : interpolated(QUANTILES, random);
    }

    private static double interpolated(float[] quantiles, long random) {
        int cell = (int) (random >>> (64 - BITS));
        double place = (random >>> (32 - BITS) & 0xFFFFFFFFL) * FRACTION;
        return quantiles[cell] + place * (quantiles[cell + 1] - quantiles[cell]);
    }

    /** Walks along the density, in small steps of the trapezoid rule, and notes where multiples of a share are reached. */
    private static float[] quantiles(double share) {
        float[] quantiles = new float[CELLS + 1];
        int steps = 1 << 17;
        double step = 2 * END / steps;
        double scale = step / StrictMath.sqrt(2 * StrictMath.PI);
        double sum = 0;
        double last = density(-END);
        int next = 1;
        for (int i = 1; i <= steps && next <= CELLS; i++) {
            double x = -END + i * step;
            double density = density(x);
            double part = scale * (last + density) / 2;
            while (next <= CELLS && sum + part >= next * share) {
                quantiles[next] = (float) (x - step + step * (next * share - sum) / part);
                next++;
            }
            sum += part;
            last = density;
        }
        quantiles[0] = (float) -END;
        if (next == CELLS) {
            quantiles[CELLS] = (float) END; // rounding has kept the sum below 1
        }
        return quantiles;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2);
    }
}
