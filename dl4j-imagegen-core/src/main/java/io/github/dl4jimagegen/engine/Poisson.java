package io.github.dl4jimagegen.engine;

/**
 * Poisson-distributed numbers of one mean, one for each random number, by inversion: what shot noise needs 256 times for an
 * 8-bit image. Small means have a table of sums of probabilities; from {@link #MANY} on the quantile is its expansion in
 * the normal distribution's, which is right to 5e-5 there (M. Giles, Algorithm 955, ACM Transactions on Mathematical
 * Software 42, 2016, of four terms).
 */
final class Poisson {

    private static final double MANY = 10;
    private static final int GUIDES = 64;
    private static final double UNIT = 0x1.0p-53;
    private static final double[] NO_SUMS = {};
    private static final int[] NO_GUIDES = {};

    private final double[] sums;
    private final int[] guides;

    // The expansion, by powers of a normally distributed number.
    private final double constant;
    private final double linear;
    private final double square;
    private final double cubic;
    private final double fourth;

    private Poisson(double mean, double[] sums, int[] guides) {
        double root = Math.sqrt(mean);
        this.sums = sums;
        this.guides = guides;
        constant = mean + 1 / 3.0 - 8 / (405 * mean);
        linear = root - 1 / (36 * root);
        square = 1 / 6.0 + 7 / (810 * mean);
        cubic = -1 / (72 * root);
        fourth = 1 / (270 * mean);
    }

    /** Returns numbers of a mean, not negative. */
    static Poisson of(double mean) {
        return mean < MANY ? ofFew(mean) : new Poisson(mean, NO_SUMS, NO_GUIDES);
    }

    private static Poisson ofFew(double mean) {
        double[] sums = new double[64]; // a mean of 10 ends at 47
        double probability = StrictMath.exp(-mean);
        double sum = probability;
        int last = 0;
        while (probability > UNIT) {
            sums[last++] = sum;
            probability *= mean / last;
            sum += probability;
        }
        sums[last] = 1;
        int[] guides = new int[GUIDES];
        int count = 0;
        for (int i = 0; i < GUIDES; i++) {
            while ((double) i / GUIDES >= sums[count]) {
                count++;
            }
            guides[i] = count;
        }
        return new Poisson(mean, sums, guides);
    }

    /** Returns the number that belongs to a random one: the larger that is, unsigned, the larger. */
    double number(long random) {
        if (guides.length == 0) {
            double z = NormalTable.quantile(random);
            double quantile = (((fourth * z + cubic) * z + square) * z + linear) * z + constant;
            return Math.max(0, Math.floor(quantile));
        }
        double u = (random >>> 11) * UNIT;
        int count = guides[(int) (random >>> 58)];
        while (u >= sums[count]) {
            count++;
        }
        return count;
    }

    /** Returns what {@code of(mean).number(random)} does, for a mean that comes but once. */
    static double number(double mean, long random) {
        if (mean >= MANY) {
            return of(mean).number(random);
        }
        double u = (random >>> 11) * UNIT;
        double probability = StrictMath.exp(-mean);
        double sum = probability;
        int count = 0;
        while (u >= sum && probability > UNIT) {
            count++;
            probability *= mean / count;
            sum += probability;
        }
        return count;
    }
}
