package io.github.dl4jimagegen.generator;

import java.util.Collection;
import java.util.Iterator;

/** The elements of an iterable, whose iterator is asked for at each epoch. */
record FromIterable<E>(Iterable<? extends E> iterable) implements Examples<E> {

    @Override
    public Pass<E> open(long epoch) {
        return new IteratorPass<>(() -> {
            Iterator<? extends E> iterator = iterable.iterator();
            return new IteratorPass.Opened<>(iterator, iterator instanceof AutoCloseable closeable ? closeable : null);
        });
    }

    @Override
    public long cardinality() {
        return iterable instanceof Collection<?> collection ? collection.size() : UNKNOWN;
    }
}
