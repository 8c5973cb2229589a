package io.github.dl4jimagegen.generator;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** The elements of a stream, which is asked for at each epoch. */
record FromStream<E>(Supplier<? extends Stream<? extends E>> streams) implements Examples<E> {

    @Override
    public Pass<E> open(long epoch) {
        return new IteratorPass<>(() -> {
            Stream<? extends E> stream = streams.get();
            return new IteratorPass.Opened<>(stream.iterator(), stream);
        });
    }
}
