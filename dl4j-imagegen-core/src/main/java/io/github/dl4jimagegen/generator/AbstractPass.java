package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.generator.Examples.Pass;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A pass that is written as one method: the next example, or null after the last. An example that fails keeps its
 * place: whoever goes on after the exception gets the one behind it.
 */
abstract class AbstractPass<E> implements Pass<E> {

    private final List<Input<?>> inputs;
    private @Nullable E ready;
    private boolean ended;
    private boolean closed;

    /** A pass over inputs, which are closed with it. */
    AbstractPass(Input<?>... inputs) {
        this.inputs = List.of(inputs);
    }

    /** Returns the next example, or null after the last one; not called again after null. */
    abstract @Nullable E advance();

    /** Drops the next examples and returns how many there were, up to n, which is at least 1. */
    long drop(long n) {
        long dropped = 0;
        while (dropped < n && advance() != null) {
            dropped++;
            checkInterrupt();
        }
        return dropped;
    }

    /** Closes the inputs, and whatever else a pass holds. Called once. */
    void release() {
        Input.closeAll(inputs);
    }

    @Override
    public final boolean hasNext() {
        if (ready == null && !ended) {
            checkOpen();
            ready = advance();
            if (ready == null) {
                end();
            }
        }
        return ready != null;
    }

    @Override
    public final E next() {
        E example = hasNext() ? ready : null;
        if (example == null) {
            throw new NoSuchElementException("no further example in this epoch");
        }
        ready = null;
        return example;
    }

    @Override
    public final long skip(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("the number of examples to skip must not be negative but was " + n);
        }
        long skipped = 0;
        if (n > 0 && ready != null) {
            ready = null;
            skipped = 1;
        }
        if (skipped < n && !ended) {
            checkOpen();
            skipped += drop(n - skipped);
            if (skipped < n) {
                end();
            }
        }
        return skipped;
    }

    private void end() {
        ended = true;
        close();
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            ready = null;
            release();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the pass is closed: open a new one");
        }
    }

    /** Ends a loop that may otherwise run for long without delivering anything. The flag stays set. */
    static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while waiting for an example");
        }
    }

    /** Refuses the null of a generator or of a function of the user. */
    static <E> E checkNotNull(@Nullable E example, String whose, long number) {
        if (example == null) {
            throw new IllegalStateException(whose + " returned null for example " + number
                    + ": return an example, and drop those that are not wanted with filter");
        }
        return example;
    }
}
