package io.github.dl4jimagegen.generator;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A function of 0, 1, 2, ... */
record Indexed<E>(long size, LongFunction<? extends E> function) implements Examples<E> {

    Indexed {
        if (size < INFINITE) {
            throw new IllegalArgumentException("size must not be negative but was " + size
                    + ": give the number of examples, or Examples.INFINITE (-1)");
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new IndexedPass();
    }

    @Override
    public long cardinality() {
        return size;
    }

    @Override
    public boolean randomAccess() {
        return true;
    }

    private final class IndexedPass extends AbstractPass<E> {

        private long index;

        private long left() {
            return (size == INFINITE ? Long.MAX_VALUE : size) - index;
        }

        @Override
        @Nullable
        E advance() {
            if (left() == 0) {
                return null;
            }
            long current = index++;
            return checkNotNull(function.apply(current), "the source", current);
        }

        @Override
        long drop(long n) {
            long dropped = Math.min(n, left());
            index += dropped;
            return dropped;
        }
    }
}
