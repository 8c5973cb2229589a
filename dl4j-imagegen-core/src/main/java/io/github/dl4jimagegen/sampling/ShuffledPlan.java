package io.github.dl4jimagegen.sampling;

/** Samples in an order drawn by Fisher and Yates's shuffle. Immutable once made. */
final class ShuffledPlan implements EpochPlan {

    /** Keys the order apart from the streams of the samples, whose indices are never negative. */
    private static final long ORDER = -1;

    private final SampleIndices indices;
    private final long seed;
    private final long epoch;
    private final int[] order;

    ShuffledPlan(SampleIndices indices, long seed, long epoch) {
        this.indices = indices;
        this.seed = seed;
        this.epoch = epoch;
        this.order = new int[indices.size()];
        SampleRandom random = SampleRandom.of(seed, epoch, ORDER, 0);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public PlannedSample at(int position) {
        int index = order[position];
        return new PlannedSample(index, SampleRandom.of(seed, epoch, indices.sourceIndex(index), 0));
    }
}
