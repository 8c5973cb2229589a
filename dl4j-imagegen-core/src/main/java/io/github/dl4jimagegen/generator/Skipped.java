package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;

/** All examples but the first. */
record Skipped<E>(Examples<E> source, long count) implements Examples<E> {

    Skipped {
        if (count < INFINITE) {
            throw new IllegalArgumentException(
                    "skip must be given a count of 0 or more, or -1 for all, but was given " + count);
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new SkippedPass(new Input<>(source, epoch));
    }

    @Override
    public long cardinality() {
        if (count == INFINITE) {
            return 0;
        }
        long all = source.cardinality();
        return all < 0 ? all : Math.max(0, all - count);
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    private final class SkippedPass extends AbstractPass<E> {

        private final Input<E> input;

        SkippedPass(Input<E> input) {
            super(input);
            this.input = input;
            input.owe(Math.max(0, count));
        }

        @Override
        @Nullable
        E advance() {
            return count == INFINITE ? null : input.next();
        }

        @Override
        long drop(long n) {
            return count == INFINITE ? 0 : input.skip(n);
        }
    }
}
