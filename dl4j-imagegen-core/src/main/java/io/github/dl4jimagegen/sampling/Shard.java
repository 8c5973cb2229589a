package io.github.dl4jimagegen.sampling;

/**
 * Every n-th position of another sampler's epochs. Immutable.
 *
 * @param sampler whose epochs are shared out
 * @param index which shard, from 0
 * @param count how many there are
 */
record Shard(Sampler sampler, int index, int count) implements Sampler {

    Shard {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "the index of a shard must lie in [0, " + count + ") but was " + index + " of " + count);
        }
    }

    @Override
    public EpochPlan plan(EpochPlan.SampleIndices samples, long seed, long epoch) {
        EpochPlan whole = sampler.plan(samples, seed, epoch);
        int size = (whole.size() - index + count - 1) / count;
        return new EpochPlan() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public PlannedSample at(int position) {
                return whole.at(index + position * count);
            }

            @Override
            public PlannedSample replacement(int position, int attempt) {
                return whole.replacement(index + position * count, attempt);
            }
        };
    }

    @Override
    public String describe() {
        return sampler.describe() + ", shard " + index + " of " + count;
    }
}
