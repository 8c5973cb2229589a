package io.github.dl4jimagegen.generator;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Examples changed by a function, one after the other. */
record Mapped<E, R>(Examples<E> source, Function<? super E, ? extends R> function) implements Examples<R> {

    @Override
    public Pass<R> open(long epoch) {
        return new MappedPass(new Input<>(source, epoch));
    }

    @Override
    public long cardinality() {
        return source.cardinality();
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    private final class MappedPass extends AbstractPass<R> {

        private final Input<E> input;
        private long number;

        MappedPass(Input<E> input) {
            super(input);
            this.input = input;
        }

        @Override
        @Nullable
        R advance() {
            long current = number++;
            E example = input.next();
            return example == null ? null : checkNotNull(function.apply(example), "the function of map", current);
        }

        @Override
        long drop(long n) {
            number += n;
            return input.skip(n);
        }
    }
}
