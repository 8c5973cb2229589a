package io.github.dl4jimagegen.sampling;

import io.github.dl4jimagegen.sampling.EpochPlan.SampleIndices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples drawn with replacement, in proportion to weights: {@link Sampler#weighted(double...)}. Immutable.
 *
 * <p>A draw is a uniform number looked up among the running sums of the weights.
 */
public final class Weighted implements Sampler {

    private static final long serialVersionUID = 1L;

    private final double[] weights;
    private final int length;

    Weighted(double[] weights, int length) {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "an epoch needs at least one sample but was to have " + length + " of " + weights.length);
        }
        this.weights = weights.clone();
        this.length = length;
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException(
                        "weights must be finite and not negative but weight " + i + " is " + weights[i]);
            }
            sum += weights[i];
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException(
                    "the sum of the weights must be positive and finite but was " + sum + ": no sample could be drawn");
        }
    }

    /**
     * Returns the weights.
     *
     * @return one a sample of the view; a copy
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * Returns how many positions an epoch has.
     *
     * @return at least 1
     */
    public int samples() {
        return length;
    }

    @Override
    public EpochPlan plan(SampleIndices samples, long seed, long epoch) {
        if (samples.size() != weights.length) {
            throw new IllegalArgumentException("there are " + weights.length + " weights but " + samples.size()
                    + " samples in the view that is trained on: give one weight a sample, in the order of the view");
        }
        double[] sums = weights.clone();
        for (int i = 1; i < sums.length; i++) { // in this order: sums of doubles depend on it
            sums[i] += sums[i - 1];
        }
        SampleRandom random = DrawnPlan.random(seed, epoch);
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            order[i] = firstAbove(sums, random.nextDouble() * sums[sums.length - 1]);
        }
        return DrawnPlan.repeating(samples, seed, epoch, order);
    }

    /** Returns the first index whose sum is greater: samples of weight 0 add nothing, so they are never it. */
    private static int firstAbove(double[] sums, double value) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Weighted weighted
                && weighted.length == length
                && Arrays.equals(weighted.weights, weights);
    }

    @Override
    public int hashCode() {
        return 31 * length + Arrays.hashCode(weights);
    }

    @Override
    public String describe() {
        return "weighted(" + length + " of " + weights.length + ", weights #"
                + Integer.toHexString(Arrays.hashCode(weights)) + ")";
    }
}
