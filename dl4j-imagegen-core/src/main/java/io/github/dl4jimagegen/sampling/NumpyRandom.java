package io.github.dl4jimagegen.sampling;

import java.util.stream.IntStream;

/**
 * The numbers of numpy's {@code RandomState(seed)}, bit for bit: for orders, splits and augmentations that have to be
 * those of a Python program. Everything else draws from {@link SampleRandom#of}.
 *
 * <p>It is the Mersenne Twister MT19937 (Matsumoto, Nishimura: Mersenne Twister, a 623-dimensionally equidistributed
 * uniform pseudorandom number generator, 1998), with numpy's ways to make numbers of its words. {@code nextGaussian} and
 * {@code nextExponential} are the JDK's and not numpy's.
 *
 * <p>Not thread-safe.
 */
public final class NumpyRandom implements SampleRandom {

    private static final int WORDS = 624;
    private static final int MIDDLE = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int TWIST = 0x9908B0DF;

    private final int[] state = new int[WORDS];
    private int next = WORDS;

    /**
     * Makes the generator that {@code numpy.random.RandomState(seed)} and {@code numpy.random.seed(seed)} make.
     *
     * @param seed from 0 to 2^32 - 1
     * @throws IllegalArgumentException if the seed is outside that range, as in numpy
     */
    public NumpyRandom(long seed) {
        if (seed < 0 || seed > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("a seed of numpy's must lie in [0, 2^32 - 1] but was " + seed);
        }
        state[0] = (int) seed;
        for (int i = 1; i < WORDS; i++) {
            int last = state[i - 1];
            state[i] = 1812433253 * (last ^ (last >>> 30)) + i;
        }
    }

    private NumpyRandom(NumpyRandom other) {
        System.arraycopy(other.state, 0, state, 0, WORDS);
        next = other.next;
    }

    /**
     * Returns a generator that stands where this one does and goes on by itself.
     *
     * @return a copy
     */
    public NumpyRandom copy() {
        return new NumpyRandom(this);
    }

    /** Returns this generator: numpy has one sequence for everything, in the order in which it is drawn. */
    @Override
    public SampleRandom step(int step) {
        return this;
    }

    /** Returns the next word of the twister: 32 bits. */
    @Override
    public int nextInt() {
        if (next == WORDS) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < WORDS; i++) {
            int y = (state[i] & UPPER_BIT) | (state[(i + 1) % WORDS] & ~UPPER_BIT);
            state[i] = state[(i + MIDDLE) % WORDS] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
        }
        next = 0;
    }

    @Override
    public long nextLong() {
        long high = nextInt();
        return (high << 32) | (nextInt() & 0xFFFFFFFFL);
    }

    /**
     * Returns numpy's {@code randint(0, bound)}: words are drawn, cut to the bits that the largest value has, and thrown
     * away as long as they are too large. Nothing is drawn if there is only one value.
     *
     * @param bound the number of values, at least 1
     * @throws IllegalArgumentException if bound is less than 1
     */
    @Override
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be positive but was " + bound);
        }
        int largest = bound - 1;
        if (largest == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
        int value = nextInt() & mask;
        while (value > largest) {
            value = nextInt() & mask;
        }
        return value;
    }

    @Override
    public int nextInt(int origin, int bound) {
        return origin + nextInt(Math.subtractExact(bound, origin));
    }

    /** Returns numpy's {@code random_sample()}: 53 bits in [0, 1). */
    @Override
    public double nextDouble() {
        int high = nextInt() >>> 5;
        int low = nextInt() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /**
     * Returns numpy's {@code uniform(origin, bound)}, which is origin if the two are equal.
     *
     * @param origin the smallest number
     * @param bound the largest number, which rounding may produce
     */
    @Override
    public double nextDouble(double origin, double bound) {
        return origin + (bound - origin) * nextDouble();
    }

    /**
     * Returns numpy's {@code permutation(n)}.
     *
     * @param n how many numbers, at least 0
     * @return the numbers from 0 to n - 1 in a drawn order
     */
    public int[] permutation(int n) {
        int[] order = IntStream.range(0, n).toArray();
        shuffle(order);
        return order;
    }

    /**
     * Brings an array into a drawn order as numpy's {@code shuffle} does.
     *
     * @param values what is shuffled, in place
     */
    @Override
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int other = values[j];
            values[j] = values[i];
            values[i] = other;
        }
    }
}
