package io.github.dl4jimagegen.generator;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pass over an iterator of the user, asked for when the first example is. */
final class IteratorPass<E> extends AbstractPass<E> {

    /** An iterator and what is closed after it. */
    record Opened<E>(
            Iterator<? extends E> iterator, @Nullable AutoCloseable resource) {}

    private final Supplier<Opened<E>> source;
    private @Nullable Opened<E> opened;
    private long number;

    IteratorPass(Supplier<Opened<E>> source) {
        this.source = source;
    }

    @Override
    @Nullable
    E advance() {
        Opened<E> current = opened;
        if (current == null) {
            current = source.get();
            opened = current;
        }
        long place = number++;
        return current.iterator().hasNext()
                ? AbstractPass.<E>checkNotNull(current.iterator().next(), "the source", place)
                : null;
    }

    @Override
    void release() {
        AutoCloseable resource = opened == null ? null : opened.resource();
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the iterator of a generator", e);
        }
    }
}
