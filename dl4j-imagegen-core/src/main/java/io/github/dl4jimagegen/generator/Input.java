package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.generator.Examples.Pass;
import org.jspecify.annotations.Nullable;

/** What a pass pulls from: opened when first needed; closed exactly once, at its end or before. */
final class Input<E> implements AutoCloseable {

    private final Examples<? extends E> examples;
    private final long epoch;
    private @Nullable Pass<? extends E> pass;
    private long number;
    private long owed;
    private boolean closed;

    Input(Examples<? extends E> examples, long epoch) {
        this.examples = examples;
        this.epoch = epoch;
    }

    /** Returns the next example, or null after the last one. */
    @Nullable
    E next() {
        Pass<? extends E> current = opened();
        if (current == null || !settle(current)) {
            close();
            return null;
        }
        long place = number++;
        if (!current.hasNext()) {
            close();
            return null;
        }
        return AbstractPass.<E>checkNotNull(current.next(), "the source", place);
    }

    /** Drops examples and returns how many there were, up to n. */
    long skip(long n) {
        Pass<? extends E> current = opened();
        long skipped = 0;
        if (current != null && settle(current)) {
            skipped = current.skip(n);
            number += skipped;
        }
        if (skipped < n) {
            close();
        }
        return skipped;
    }

    /** Drops what is owed now and returns whether there was as much. */
    boolean settle() {
        Pass<? extends E> current = opened();
        boolean settled = current != null && settle(current);
        if (!settled) {
            close();
        }
        return settled;
    }

    /** Notes that examples are to be dropped before the next one is taken. */
    void owe(long n) {
        owed += n;
    }

    /**
     * Drops what is owed; returns false if the input ends before. Where an example may fail they go one by one, so that
     * a failure leaves a known place behind.
     */
    private boolean settle(Pass<? extends E> current) {
        while (owed > 0) {
            long n = examples.randomAccess() ? owed : 1;
            owed -= n;
            number += n;
            if (current.skip(n) < n) {
                return false;
            }
            AbstractPass.checkInterrupt();
        }
        return true;
    }

    private @Nullable Pass<? extends E> opened() {
        if (pass == null && !closed) {
            pass = examples.open(epoch);
        }
        return closed ? null : pass;
    }

    @Override
    public void close() {
        Pass<? extends E> current = pass;
        closed = true;
        pass = null;
        if (current != null) {
            current.close();
        }
    }

    /** Closes all of them, whatever fails: the first failure is thrown, with the others attached. */
    static void closeAll(Iterable<? extends Input<?>> inputs) {
        Throwable first = null;
        for (Input<?> input : inputs) {
            try {
                input.close();
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first instanceof Error e) {
            throw e;
        }
    }
}
