package io.github.dl4jimagegen.sampling;

import io.github.dl4jimagegen.sampling.EpochPlan.SampleIndices;
import java.util.stream.IntStream;

/** Every sample once, in a drawn order. */
enum Shuffled implements Sampler {
    SAMPLER;

    @Override
    public EpochPlan plan(SampleIndices samples, long seed, long epoch) {
        int[] order = IntStream.range(0, samples.size()).toArray();
        DrawnPlan.random(seed, epoch).shuffle(order);
        return DrawnPlan.once(samples, seed, epoch, order);
    }

    @Override
    public String describe() {
        return "shuffled";
    }
}
