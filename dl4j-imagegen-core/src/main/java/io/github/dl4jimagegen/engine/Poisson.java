package io.github.dl4jimagegen.engine;

/**
 * Poisson-distributed numbers of one mean, one for each random number, by inversion: what shot noise needs 256 times for an
 * 8-bit image. Small means have a table of sums of probabilities; from {@link #MANY} on the quantile is its expansion in
 * the normal distribution's, which is right to 5e-5 there (M. Giles, Algorithm 955, ACM Transactions on Mathematical
 * Software 42, 2016, of four terms).
 */
final class Poisson {

    private static final double MANY = 10;
    private static final int GUIDES = 256;
    private static final double UNIT = 0x1.0p-53;

    private final double mean;
    private final double root;
    private final double[] sums;
    private final int[] guides;

    private Poisson(double mean, double[] sums, int[] guides) {
        this.mean = mean;
        this.root = Math.sqrt(mean);
        this.sums = sums;
        this.guides = guides;
    }

    /** Returns numbers of a mean, not negative. */
    static Poisson of(double mean) {
        return mean < MANY ? ofFew(mean) : new Poisson(mean, new double[0], new int[0]);
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
        if (mean >= MANY) {
            return many(mean, root, random);
        }
        double u = (random >>> 11) * UNIT;
        int count = guides[(int) (random >>> 56)];
        while (u >= sums[count]) {
            count++;
        }
        return count;
    }

    /** Returns what {@code of(mean).number(random)} does, for a mean that comes but once. */
    static double number(double mean, long random) {
        if (mean >= MANY) {
            return many(mean, Math.sqrt(mean), random);
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

    private static double many(double mean, double root, long random) {
        double z = NormalTable.quantile(random);
        double square = z * z;
        double third = -z * (2 + square) / (72 * root);
        double fourth = (square * (3 * square + 7) - 16) / (810 * mean);
        return Math.max(0, Math.floor(mean + root * z + (2 + square) / 6 + third + fourth));
    }
}
