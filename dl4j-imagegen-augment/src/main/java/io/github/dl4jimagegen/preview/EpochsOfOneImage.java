package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;

/**
 * One image of a source as training gets it in its first epochs, one position an epoch. Immutable.
 *
 * @param index which image
 * @param epochs how many
 */
record EpochsOfOneImage(int index, int epochs) implements Sampler {

    @Override
    public EpochPlan plan(EpochPlan.SampleIndices samples, long seed, long epoch) {
        int sourceIndex = samples.sourceIndex(index);
        return new EpochPlan() {
            @Override
            public int size() {
                return epochs;
            }

            @Override
            public PlannedSample at(int position) {
                return new PlannedSample(index, SampleRandom.of(seed, position, sourceIndex, 0));
            }

            @Override
            public PlannedSample replacement(int position, int attempt) {
                return at(position);
            }
        };
    }
}
