package io.github.dl4jimagegen.sampling;

import io.github.dl4jimagegen.sampling.EpochPlan.SampleIndices;
import java.io.Serializable;

/**
 * A rule that says which samples an epoch consists of and in which order. Immutable, thread-safe, and pure: the same
 * samples, seed and epoch give the same plan.
 */
@FunctionalInterface
public interface Sampler extends Serializable {

    /**
     * Returns the plan of an epoch.
     *
     * @param samples the samples of a view
     * @param seed the seed of the pipeline
     * @param epoch the number of the epoch, from 0
     * @return a plan; empty if there are no samples
     */
    EpochPlan plan(SampleIndices samples, long seed, long epoch);

    /**
     * Returns what this is and its parameters, in words that are the same on every run: part of what a saved state is
     * compared by. One's own samplers are "a function", which equals any other, unless they say more.
     *
     * @return one line
     */
    default String describe() {
        return "a function";
    }

    /**
     * Returns the sampler that takes every sample once, in the order of the source.
     *
     * @return the order of evaluation
     */
    static Sampler inOrder() {
        return InOrder.SAMPLER;
    }

    /**
     * Returns the sampler that takes every sample several times in a row, in the order of the source, each time with
     * random numbers of its own.
     *
     * @param times how often, at least 1
     * @return the order of views
     * @throws IllegalArgumentException if times is less than 1, and by the plan if an epoch would have 2^31 positions
     */
    static Sampler inOrder(int times) {
        return new Repeated(times);
    }

    /**
     * Returns the sampler that takes every sample once, in an order drawn from (seed, epoch): each order is equally
     * likely.
     *
     * @return the usual order of training
     */
    static Sampler shuffled() {
        return Shuffled.SAMPLER;
    }

    /**
     * Returns the sampler that draws as many samples as there are, with replacement, with probabilities in proportion
     * to weights: torch's {@code WeightedRandomSampler}. A sample that comes again in an epoch is augmented anew.
     *
     * @param weights one a sample of the view, finite, none negative, not all 0; copied
     * @return a sampler for views of that size
     * @throws IllegalArgumentException if a weight is not allowed
     */
    static Sampler weighted(double... weights) {
        return new Weighted(weights, weights.length);
    }

    /**
     * Returns the sampler that draws samples with replacement, with probabilities in proportion to weights.
     *
     * @param samples how many positions an epoch has, at least 1
     * @param weights one a sample of the view, finite, none negative, not all 0; copied
     * @return a sampler for views of that size
     * @throws IllegalArgumentException if a weight or the number of samples is not allowed
     */
    static Sampler weighted(int samples, double[] weights) {
        return new Weighted(weights, samples);
    }

    /**
     * Returns the sampler whose epochs have as many positions as there are samples, and each class equally many of
     * them, to within one. Small classes come more than once, large ones in part, with other samples in each epoch.
     *
     * @return a sampler that keeps the length of an epoch
     */
    static Sampler classBalanced() {
        return Balanced.KEEPING_LENGTH;
    }

    /**
     * Returns the sampler whose epochs have each class as often as the largest one, and every sample at least once.
     *
     * @return a sampler that repeats the samples of smaller classes
     */
    static Sampler oversampled() {
        return Balanced.TO_LARGEST;
    }

    /**
     * Returns every n-th position of this sampler's epochs, beginning with the index: the shards of one epoch together
     * are the epoch. Give each of n machines its own index and the same seed.
     *
     * @param index which shard, from 0 to count - 1
     * @param count how many shards there are
     * @return a sampler of a part of each epoch
     * @throws IllegalArgumentException if the index does not lie in [0, count)
     */
    default Sampler shard(int index, int count) {
        return new Shard(this, index, count);
    }
}
