package io.github.dl4jimagegen.sampling;

import io.github.dl4jimagegen.sampling.EpochPlan.SampleIndices;

/** Every sample once, in the order of the source. */
enum InOrder implements Sampler {
    SAMPLER;

    @Override
    public EpochPlan plan(SampleIndices samples, long seed, long epoch) {
        return new EpochPlan() {
            @Override
            public int size() {
                return samples.size();
            }

            @Override
            public PlannedSample at(int position) {
                return new PlannedSample(position, SampleRandom.of(seed, epoch, samples.sourceIndex(position), 0));
            }

            @Override
            public PlannedSample replacement(int position, int attempt) {
                return DrawnPlan.replacement(samples, seed, epoch, position, attempt);
            }
        };
    }

    @Override
    public String describe() {
        return "inOrder";
    }
}
