package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;

/** The first examples. */
record Taken<E>(Examples<E> source, long count) implements Examples<E> {

    Taken {
        if (count < INFINITE) {
            throw new IllegalArgumentException(
                    "take must be given a count of 0 or more, or -1 for all, but was given " + count);
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new TakenPass(new Input<>(source, epoch));
    }

    @Override
    public long cardinality() {
        return count == 0 ? 0 : Cardinality.shorter(source.cardinality(), count);
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    private final class TakenPass extends AbstractPass<E> {

        private final Input<E> input;
        private long left = count == INFINITE ? Long.MAX_VALUE : count;

        TakenPass(Input<E> input) {
            super(input);
            this.input = input;
        }

        @Override
        @Nullable
        E advance() {
            if (left == 0) {
                return null;
            }
            left--;
            return input.next();
        }

        @Override
        long drop(long n) {
            long wanted = Math.min(n, left);
            left -= wanted;
            return wanted == 0 ? 0 : input.skip(wanted);
        }
    }
}
