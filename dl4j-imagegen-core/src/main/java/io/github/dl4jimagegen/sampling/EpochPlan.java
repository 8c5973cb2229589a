package io.github.dl4jimagegen.sampling;

/**
 * The order of one epoch: which sample stands at which position, and which random numbers belong to it. Made by a
 * {@link Sampler}.
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

    /** The samples of a view: how many, their classes, and which index each has in the source before any split. */
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

        /**
         * Returns a sample's class.
         *
         * @param index the index within the view
         * @return from 0, or -1 if it has none
         */
        int label(int index);
    }
}
