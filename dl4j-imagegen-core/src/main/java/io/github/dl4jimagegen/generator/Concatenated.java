package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;

/** One sequence after the other. */
record Concatenated<E>(Examples<E> first, Examples<? extends E> second) implements Examples<E> {

    @Override
    public Pass<E> open(long epoch) {
        return new ConcatenatedPass<>(new Input<>(first, epoch), new Input<>(second, epoch));
    }

    @Override
    public long cardinality() {
        return Cardinality.sum(first.cardinality(), second.cardinality());
    }

    @Override
    public boolean randomAccess() {
        return first.randomAccess() && second.randomAccess();
    }

    private static final class ConcatenatedPass<E> extends AbstractPass<E> {

        private final Input<E> first;
        private final Input<E> second;

        ConcatenatedPass(Input<E> first, Input<E> second) {
            super(first, second);
            this.first = first;
            this.second = second;
        }

        @Override
        @Nullable
        E advance() {
            E example = first.next();
            return example == null ? second.next() : example;
        }

        @Override
        long drop(long n) {
            long dropped = first.skip(n);
            return dropped < n ? dropped + second.skip(n - dropped) : dropped;
        }
    }
}
