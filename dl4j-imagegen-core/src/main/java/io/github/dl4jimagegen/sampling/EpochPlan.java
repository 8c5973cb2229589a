package io.github.dl4jimagegen.sampling;

/**
 * The order of one epoch: which sample stands at which position, and which random numbers belong to it.
 *
 * <p>Implementations must be immutable and thread-safe: several workers ask for different positions at once.
 */
public interface EpochPlan {

    /**
     * Returns the number of positions.
     *
     * @return the number of samples that this epoch delivers
     */
    int size();

    /**
     * Returns what stands at a position.
     *
     * @param position from 0 to size() - 1
     * @return the sample's index within the view, and its random stream
     */
    PlannedSample at(int position);

    /**
     * Returns the plan that takes the samples in the order of the source.
     *
     * @param indices the samples of the view
     * @param seed the seed of the pipeline
     * @param epoch the number of the epoch, from 0
     * @return a plan of as many positions as samples
     */
    static EpochPlan inOrder(SampleIndices indices, long seed, long epoch) {
        return new OrderedPlan(indices, seed, epoch);
    }

    /**
     * Returns the plan that takes the samples in an order drawn from (seed, epoch): each order is equally likely.
     *
     * @param indices the samples of the view
     * @param seed the seed of the pipeline
     * @param epoch the number of the epoch, from 0
     * @return a plan that is a permutation of the samples
     */
    static EpochPlan shuffled(SampleIndices indices, long seed, long epoch) {
        return new ShuffledPlan(indices, seed, epoch);
    }

    /** The samples of a view: how many, and which index each has in the source before any split. */
    interface SampleIndices {

        /**
         * Returns the number of samples in the view.
         *
         * @return at least 0
         */
        int size();

        /**
         * Returns a sample's index in the source before any split, which randomness is keyed by: a sample is augmented
         * in the same way in whatever view it stands.
         *
         * @param index the index within the view
         * @return the index in the unsplit source
         */
        int sourceIndex(int index);
    }
}
