package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples that do not fail. */
record FailuresSkipped<E>(Examples<E> source) implements Examples<E> {

    private static final Logger log = LoggerFactory.getLogger(Examples.class);

    @Override
    public Pass<E> open(long epoch) {
        return new FailuresSkippedPass<>(new Input<>(source, epoch), epoch);
    }

    private static final class FailuresSkippedPass<E> extends AbstractPass<E> {

        private final Input<E> input;
        private final long epoch;
        private long skipped;
        private int inARow;
        private @Nullable RuntimeException first;

        FailuresSkippedPass(Input<E> input, long epoch) {
            this.input = input;
            this.epoch = epoch;
        }

        @Override
        @Nullable
        E advance() {
            while (true) {
                try {
                    E example = input.next();
                    inARow = 0;
                    return example;
                } catch (RuntimeException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw e; // somebody wants the pass to stop: that is no broken example
                    }
                    first = first == null ? e : first;
                    skipped++;
                    if (++inARow >= MAX_FAILURES_IN_A_ROW) {
                        throw new IllegalStateException(
                                "onError(SKIP) gives up after " + inARow + " failures in a row, the last one: " + e, e);
                    }
                }
            }
        }

        @Override
        void release() {
            if (skipped > 0) {
                log.warn("epoch {}: {} examples failed and were skipped, the first one:", epoch, skipped, first);
            }
            input.close();
        }
    }
}
