package io.github.dl4jimagegen.sampling;

/** Samples in the order of the source. Immutable. */
record OrderedPlan(SampleIndices indices, long seed, long epoch) implements EpochPlan {

    @Override
    public int size() {
        return indices.size();
    }

    @Override
    public PlannedSample at(int position) {
        return new PlannedSample(position, SampleRandom.of(seed, epoch, indices.sourceIndex(position), 0));
    }
}
