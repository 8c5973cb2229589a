package io.github.dl4jimagegen.sampling;

import java.util.random.RandomGenerator;

/**
 * The random numbers of one sample in one epoch. {@link #of} makes them a pure function of (seed, epoch, index,
 * occurrence, step), which is what every plan of this library hands out; a plan of one's own may hand out others.
 *
 * <p>Not thread-safe: one sample's stream belongs to the thread that works on the sample.
 */
public interface SampleRandom extends RandomGenerator {

    /**
     * Returns the stream of one sample in one epoch, which is a hash of the four numbers: streams of neighbouring seeds,
     * epochs and indices have nothing in common, and no two calls share a number.
     *
     * @param seed the seed of the pipeline, any value
     * @param epoch the number of the epoch, from 0
     * @param index the sample's index in the source before any split, from 0
     * @param occurrence how often the sample came before in this epoch, from 0
     * @return a stream positioned at its first number
     */
    static SampleRandom of(long seed, long epoch, long index, long occurrence) {
        return HashedRandom.of(seed, epoch, index, occurrence);
    }

    /**
     * Returns the stream of one step of this sample. If this stream came from {@link #of}, it depends on the key of this
     * stream and not on how many numbers were drawn, so a step that draws more numbers than before changes no other
     * step. If it is a {@link NumpyRandom}, all steps go on with the one sequence.
     *
     * @param step the number of the step, from 0
     * @return the numbers of that step
     */
    SampleRandom step(int step);

    /**
     * Returns a whole number in [0, bound), each equally likely.
     *
     * @param bound the number of values, at least 1
     * @throws IllegalArgumentException if bound is less than 1
     */
    @Override
    int nextInt(int bound);

    /**
     * Returns a number drawn uniformly from [origin, bound], where origin = bound is allowed and gives that number.
     *
     * @param origin the smallest number
     * @param bound the largest number, which rounding may produce
     */
    @Override
    double nextDouble(double origin, double bound);

    /**
     * Brings an array into a drawn order, each equally likely.
     *
     * @param values what is shuffled, in place
     */
    void shuffle(int[] values);
}
