package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;

/** Examples several times over, each time as another epoch. */
record Repeated<E>(Examples<E> source, long count) implements Examples<E> {

    Repeated {
        if (count < INFINITE) {
            throw new IllegalArgumentException(
                    "repeat must be given a count of 0 or more, or -1 for ever, but was given " + count);
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new RepeatedPass(epoch);
    }

    @Override
    public long cardinality() {
        return Cardinality.product(source.cardinality(), count);
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    /**
     * Returns the epoch that a repetition of an epoch is for the source. No two repetitions share one. A finite count
     * numbers them through; without an end it is Cantor's way of counting pairs, which keeps the numbers small.
     */
    private long sourceEpoch(long epoch, long repetition) {
        if (count != INFINITE) {
            return epoch * count + repetition;
        }
        long diagonal = epoch + repetition;
        long before = diagonal % 2 == 0 ? diagonal / 2 * (diagonal + 1) : (diagonal + 1) / 2 * diagonal;
        return before + repetition;
    }

    private final class RepeatedPass extends AbstractPass<E> {

        private final long epoch;
        private long repetition;
        private Input<E> input;
        private boolean untouched = true;

        RepeatedPass(long epoch) {
            this.epoch = epoch;
            this.input = new Input<>(source, sourceEpoch(epoch, 0));
        }

        @Override
        @Nullable
        E advance() {
            while (repetition != count) {
                E example = input.next();
                if (example != null) {
                    untouched = false;
                    return example;
                }
                goOn(1);
            }
            return null;
        }

        @Override
        long drop(long n) {
            long dropped = 0;
            while (dropped < n && repetition != count) {
                long size = untouched && source.randomAccess() ? source.cardinality() : UNKNOWN;
                if (size > 0 && n - dropped >= size) {
                    long whole = (n - dropped) / size;
                    whole = count == INFINITE ? whole : Math.min(whole, count - repetition);
                    dropped += whole * size;
                    untouched = false;
                    goOn(whole);
                } else {
                    long here = input.skip(n - dropped);
                    untouched &= here == 0;
                    dropped += here;
                    if (dropped < n) {
                        goOn(1);
                    }
                }
            }
            return dropped;
        }

        /** Leaves a repetition for a later one; after one without any example there is none. */
        private void goOn(long repetitions) {
            input.close();
            repetition = untouched ? count : repetition + repetitions;
            untouched = true;
            input = new Input<>(source, sourceEpoch(epoch, repetition));
        }

        @Override
        void release() {
            input.close();
        }
    }
}
