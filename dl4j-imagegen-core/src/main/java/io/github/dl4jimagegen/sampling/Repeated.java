package io.github.dl4jimagegen.sampling;

/**
 * Every sample several times in a row, in the order of the source.
 *
 * @param times how often
 */
record Repeated(int times) implements Sampler {

    Repeated {
        if (times < 1) {
            throw new IllegalArgumentException("times must be positive but was " + times);
        }
    }

    @Override
    public EpochPlan plan(EpochPlan.SampleIndices samples, long seed, long epoch) {
        int size = Math.multiplyExact(samples.size(), times);
        return new EpochPlan() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public PlannedSample at(int position) {
                int index = position / times;
                return new PlannedSample(
                        index, SampleRandom.of(seed, epoch, samples.sourceIndex(index), position % times));
            }

            @Override
            public PlannedSample replacement(int position, int attempt) {
                return DrawnPlan.replacement(samples, seed, epoch, position, attempt);
            }
        };
    }

    @Override
    public String describe() {
        return "inOrder(" + times + ")";
    }
}
