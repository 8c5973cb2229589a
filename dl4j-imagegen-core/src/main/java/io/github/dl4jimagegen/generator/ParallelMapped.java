package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.prefetch.OrderedPrefetcher;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Examples changed by a function that runs for several of them at the same time. */
record ParallelMapped<E, R>(Examples<E> source, Function<? super E, ? extends R> function, int parallelism)
        implements Examples<R> {

    /** So that a slow example does not stop those behind it at once. */
    private static final int AHEAD_PER_WORKER = 2;

    ParallelMapped {
        if (parallelism < 1 || parallelism > Integer.MAX_VALUE / AHEAD_PER_WORKER) {
            throw new IllegalArgumentException("parallelism must be 1 to " + Integer.MAX_VALUE / AHEAD_PER_WORKER
                    + " but was " + parallelism + ": map(function) runs on the thread that pulls");
        }
    }

    @Override
    public Pass<R> open(long epoch) {
        return new ParallelMappedPass<>(this, new Input<>(source, epoch));
    }

    @Override
    public long cardinality() {
        return source.cardinality();
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    private static final class ParallelMappedPass<E, R> extends AbstractPass<R> {

        private final Function<? super E, ? extends R> function;
        private final Input<E> input;
        private final OrderedPrefetcher<Result, AutoCloseable> results;
        private final Set<Thread> calling = new HashSet<>(); // and the lock of "closing"
        private boolean closing;
        private boolean started;
        private long number;

        ParallelMappedPass(ParallelMapped<E, R> examples, Input<E> input) {
            this.function = examples.function;
            this.input = input;
            this.results = OrderedPrefetcher.ofWaitingParts(
                    new Pulled(), () -> () -> {}, examples.parallelism, examples.parallelism * AHEAD_PER_WORKER);
        }

        @Override
        @Nullable
        R advance() {
            started = true;
            try {
                return results.hasNextInterruptibly() ? results.next().get() : null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for an example", e);
            }
        }

        @Override
        long drop(long n) {
            if (started) {
                return super.drop(n);
            }
            number += n;
            return input.skip(n);
        }

        /** Interrupts the calls of the function that are under way: they may wait for something. */
        @Override
        void release() {
            synchronized (calling) {
                closing = true;
                calling.forEach(Thread::interrupt);
            }
            results.close();
        }

        private @Nullable R call(E example, long number) {
            synchronized (calling) {
                if (closing) {
                    return null; // nobody asks for it any more
                }
                boolean unused = calling.add(Thread.currentThread());
            }
            try {
                return checkNotNull(function.apply(example), "the function of map", number);
            } finally {
                synchronized (calling) {
                    boolean unused = calling.remove(Thread.currentThread());
                    unused = Thread.interrupted(); // it was meant for the call that is over
                }
            }
        }

        /** Pulls the examples, on one worker at a time. */
        private final class Pulled implements Jobs<Result, AutoCloseable> {

            @Override
            public @Nullable Result next() {
                long current = number++;
                try {
                    E example = input.next();
                    return example == null ? null : new Result(example, current);
                } catch (RuntimeException e) {
                    return new Result(e);
                }
            }

            @Override
            public void close() {
                input.close();
            }
        }

        /** One result in the making. A failure is kept and thrown in its place: the pass may go on behind it. */
        private final class Result implements Job<Result, AutoCloseable> {

            private final @Nullable E example;
            private final long number;
            private @Nullable R value;
            private @Nullable RuntimeException failure;

            Result(E example, long number) {
                this.example = example;
                this.number = number;
            }

            Result(RuntimeException failure) {
                this.example = null;
                this.number = -1;
                this.failure = failure;
            }

            @Override
            public int parts() {
                return example == null ? 0 : 1;
            }

            @Override
            public void run(int part, AutoCloseable worker) {
                if (example == null) {
                    return;
                }
                try {
                    value = call(example, number);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }

            @Override
            public Result finish() {
                return this;
            }

            @Nullable
            R get() {
                if (failure != null) {
                    throw failure;
                }
                return value;
            }
        }
    }
}
