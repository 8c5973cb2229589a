package io.github.dl4jimagegen.sampling;

/**
 * The stream that is a hash: the numbers are hashed, one after the other, into a 64-bit key; nothing is ever added to a
 * seed, so the streams of neighbouring seeds, epochs and indices have nothing in common. From the key runs SplitMix64
 * (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). Every method that draws is defined here
 * and not left to the JDK, whose algorithms may change: the numbers are part of the promise that a run can be repeated.
 */
final class HashedRandom implements SampleRandom {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;
    private static final float FLOAT_UNIT = 0x1.0p-24f;

    private final long key;
    private long state;

    private HashedRandom(long key) {
        this.key = key;
        this.state = key;
    }

    /** See {@link SampleRandom#of}. */
    static SampleRandom of(long seed, long epoch, long index, long occurrence) {
        return new HashedRandom(hash(hash(hash(hash(GAMMA, seed), epoch), index), occurrence));
    }

    @Override
    public SampleRandom step(int step) {
        return new HashedRandom(hash(key ^ GAMMA, step));
    }

    private static long hash(long state, long value) {
        return mix(mix(state + GAMMA) ^ mix(value * GAMMA + GAMMA));
    }

    /** David Stafford's variant 13 of the 64-bit finaliser of MurmurHash3. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /** Lemire: Fast random integer generation in an interval, 2019. */
    @Override
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be positive but was " + bound);
        }
        long product = (nextInt() & 0xFFFFFFFFL) * bound;
        if ((product & 0xFFFFFFFFL) < bound) {
            long threshold = (1L << 32) % bound;
            while ((product & 0xFFFFFFFFL) < threshold) {
                product = (nextInt() & 0xFFFFFFFFL) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    @Override
    public int nextInt(int origin, int bound) {
        if (origin >= bound || bound - (long) origin > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("cannot draw a whole number from [" + origin + ", " + bound + ")");
        }
        return origin + nextInt(bound - origin);
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble(0, bound);
    }

    @Override
    public double nextDouble(double origin, double bound) {
        if (!(origin <= bound) || Double.isInfinite(origin) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException("cannot draw a number from [" + origin + ", " + bound + "]");
        }
        double u = nextDouble();
        return origin * (1 - u) + bound * u;
    }

    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * FLOAT_UNIT;
    }

    /** Fisher's and Yates's method, from the front. */
    @Override
    public void shuffle(int[] values) {
        for (int i = 0; i < values.length; i++) {
            int j = nextInt(i + 1);
            int other = values[j];
            values[j] = values[i];
            values[i] = other;
        }
    }

    /** Box and Muller, one of the pair. */
    @Override
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }
}
