package io.github.dl4jimagegen.sampling;

import java.util.random.RandomGenerator;

/**
 * The symmetric Dirichlet distribution: random weights that sum up to 1. Of two weights, each has the beta distribution
 * with both parameters equal.
 *
 * <p>Weights are normalised numbers of gamma distributions (Marsaglia and Tsang: A simple method for generating gamma
 * variables, 2000), calculated with {@link StrictMath} so that they are the same on every machine.
 */
public final class Dirichlet {

    private Dirichlet() {}

    /**
     * Checks a parameter.
     *
     * @param alpha the parameter
     * @throws IllegalArgumentException if it lies outside [0.01, 1000]
     */
    public static void check(double alpha) {
        if (!(alpha >= 0.01 && alpha <= 1000)) {
            throw new IllegalArgumentException("alpha must lie in [0.01, 1000] but was " + alpha);
        }
    }

    /**
     * Draws weights.
     *
     * @param alpha 0.01 to 1000: 1 makes all weights equally likely, more makes them more even, less makes one outweigh
     *     the others
     * @param count how many, at least 1
     * @param random where the numbers come from
     * @return count numbers from 0 to 1 whose sum is 1
     * @throws IllegalArgumentException if alpha lies outside [0.01, 1000]
     */
    public static double[] draw(double alpha, int count, RandomGenerator random) {
        check(alpha);
        double[] weights = new double[count];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            weights[i] = logGamma(alpha, random);
            largest = Math.max(largest, weights[i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = StrictMath.exp(weights[i] - largest);
            sum += weights[i];
        }
        for (int i = 0; i < count; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Returns the logarithm of a gamma-distributed number, since the number itself may be too small for a double. */
    private static double logGamma(double alpha, RandomGenerator random) {
        if (alpha < 1) {
            return logGamma(alpha + 1, random) + StrictMath.log(1 - random.nextDouble()) / alpha;
        }
        double d = alpha - 1 / 3.0;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            v = v * v * v;
            double u = 1 - random.nextDouble();
            if (v > 0 && StrictMath.log(u) < x * x / 2 + d * (1 - v + StrictMath.log(v))) {
                return StrictMath.log(d * v);
            }
        }
    }
}
