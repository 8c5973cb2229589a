package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.generator.Examples.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;

/** A source of 0, 1, 2, ... that watches how it is used. */
final class Probe {

    /** An expected failure; without a stack trace, since it is logged over and over. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message, null, false, false);
        }
    }

    static final int NEVER = -1;

    final int size;
    private final boolean randomAccess;
    private final int failAt;
    private final List<ProbedPass> passes = new ArrayList<>();
    final AtomicInteger pulled = new AtomicInteger();

    Probe(int size, boolean randomAccess, int failAt) {
        this.size = size;
        this.randomAccess = randomAccess;
        this.failAt = failAt;
    }

    static Probe of(int size) {
        return new Probe(size, false, NEVER);
    }

    Examples<Integer> examples() {
        return examples(size);
    }

    Examples<Integer> examples(int size) {
        return new Examples<>() {
            @Override
            public Pass<Integer> open(long epoch) {
                ProbedPass pass = new ProbedPass(size);
                synchronized (passes) {
                    passes.add(pass);
                }
                return pass;
            }

            @Override
            public long cardinality() {
                return randomAccess ? size : UNKNOWN;
            }

            @Override
            public boolean randomAccess() {
                return randomAccess;
            }
        };
    }

    int opened() {
        synchronized (passes) {
            return passes.size();
        }
    }

    List<Integer> closes() {
        synchronized (passes) {
            return passes.stream().map(pass -> pass.closed.get()).toList();
        }
    }

    /** A pass as a user might write it. */
    private final class ProbedPass implements Pass<Integer> {

        private final int size;
        private final AtomicInteger closed = new AtomicInteger();
        private int next;

        ProbedPass(int size) {
            this.size = size;
        }

        private void checkOpen() {
            if (closed.get() > 0) {
                throw new AssertionError("used after it was closed");
            }
        }

        @Override
        public boolean hasNext() {
            checkOpen();
            return next < size;
        }

        @Override
        public Integer next() {
            checkOpen();
            if (next == size) {
                throw new NoSuchElementException();
            }
            int unused = pulled.incrementAndGet();
            int value = next++;
            if (value == failAt) {
                throw new Failure("no " + value);
            }
            return value;
        }

        @Override
        public long skip(long n) {
            checkOpen();
            if (!randomAccess) {
                return Pass.super.skip(n);
            }
            long skipped = Math.min(n, size - next);
            next += (int) skipped;
            return skipped;
        }

        @Override
        public void close() {
            int unused = closed.incrementAndGet();
        }
    }
}
