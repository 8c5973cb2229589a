package io.github.dl4jimagegen.sampling;

import io.github.dl4jimagegen.sampling.EpochPlan.SampleIndices;
import org.jspecify.annotations.Nullable;

/** A plan whose order is held in memory. Immutable once made. */
final class DrawnPlan implements EpochPlan {

    /** Keys what orders are drawn from apart from the streams of the samples, whose indices are never negative. */
    private static final long ORDER = -1;

    /** Keys what replacements are drawn from. */
    private static final long REPLACEMENT = -2;

    private final SampleIndices samples;
    private final long seed;
    private final long epoch;
    private final int[] order;
    private final int @Nullable [] occurrences;

    private DrawnPlan(SampleIndices samples, long seed, long epoch, int[] order, int @Nullable [] occurrences) {
        this.samples = samples;
        this.seed = seed;
        this.epoch = epoch;
        this.order = order;
        this.occurrences = occurrences;
    }

    /** Returns the plan of an order in which no sample comes twice. */
    static EpochPlan once(SampleIndices samples, long seed, long epoch, int[] order) {
        return new DrawnPlan(samples, seed, epoch, order, null);
    }

    /** Returns the plan of an order in which samples may come again: each time with random numbers of its own. */
    static EpochPlan repeating(SampleIndices samples, long seed, long epoch, int[] order) {
        int[] seen = new int[samples.size()];
        int[] occurrences = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            occurrences[i] = seen[order[i]]++;
        }
        return new DrawnPlan(samples, seed, epoch, order, occurrences);
    }

    /** Returns the numbers that an epoch's order is drawn from. */
    static SampleRandom random(long seed, long epoch) {
        return SampleRandom.of(seed, epoch, ORDER, 0);
    }

    /** Returns the sample that is tried in place of one that cannot be read. */
    static PlannedSample replacement(SampleIndices samples, long seed, long epoch, int position, int attempt) {
        int index = SampleRandom.of(seed, epoch, REPLACEMENT, position)
                .step(attempt)
                .nextInt(samples.size());
        // It may have a place of its own in this epoch, with occurrences from 0: those below are nobody's.
        return new PlannedSample(index, SampleRandom.of(seed, epoch, samples.sourceIndex(index), -1L - position));
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public PlannedSample at(int position) {
        int index = order[position];
        int occurrence = occurrences == null ? 0 : occurrences[position];
        return new PlannedSample(index, SampleRandom.of(seed, epoch, samples.sourceIndex(index), occurrence));
    }

    @Override
    public PlannedSample replacement(int position, int attempt) {
        return replacement(samples, seed, epoch, position, attempt);
    }
}
