package io.github.dl4jimagegen.generator;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The examples that a predicate wants. */
record Filtered<E>(Examples<E> source, Predicate<? super E> predicate) implements Examples<E> {

    @Override
    public Pass<E> open(long epoch) {
        return new FilteredPass(new Input<>(source, epoch));
    }

    private final class FilteredPass extends AbstractPass<E> {

        private final Input<E> input;

        FilteredPass(Input<E> input) {
            super(input);
            this.input = input;
        }

        @Override
        @Nullable
        E advance() {
            E example = input.next();
            while (example != null && !predicate.test(example)) {
                checkInterrupt();
                example = input.next();
            }
            return example;
        }
    }
}
