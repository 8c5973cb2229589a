package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;

/** Examples with their numbers. */
record Enumerated<E>(Examples<E> source, long start) implements Examples<Examples.Numbered<E>> {

    @Override
    public Pass<Numbered<E>> open(long epoch) {
        return new EnumeratedPass(new Input<>(source, epoch));
    }

    @Override
    public long cardinality() {
        return source.cardinality();
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    private final class EnumeratedPass extends AbstractPass<Numbered<E>> {

        private final Input<E> input;
        private long number = start;

        EnumeratedPass(Input<E> input) {
            super(input);
            this.input = input;
        }

        @Override
        @Nullable
        Numbered<E> advance() {
            long current = number++;
            E example = input.next();
            return example == null ? null : new Numbered<>(current, example);
        }

        @Override
        long drop(long n) {
            number += n;
            return input.skip(n);
        }
    }
}
