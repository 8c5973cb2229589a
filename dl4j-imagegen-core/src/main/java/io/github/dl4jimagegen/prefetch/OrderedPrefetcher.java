package io.github.dl4jimagegen.prefetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs ahead of a consumer on several threads and hands out their results in order.
 *
 * <p>At most {@code depth} jobs are under way or finished and not yet taken. A worker that finds nothing to do ends
 * instead of waiting; taking a result starts workers again. So no pool thread ever waits for a consumer, and any number
 * of prefetchers can share one pool without a deadlock.
 *
 * <p>A failure, of whatever kind, is an item in its place: the results before it are delivered, then {@link #hasNext}
 * and {@link #next} throw it, and go on throwing it. If several parts of a job fail, the part with the smallest number
 * is the one reported, whatever the order in which they ran.
 *
 * <p>One consumer thread at a time; {@link #close} may be called by any thread and wakes the consumer.
 *
 * @param <T> the results
 * @param <W> what a worker holds while it works; made on demand, at most one a worker, closed by {@link #close}
 */
public final class OrderedPrefetcher<T, W extends AutoCloseable> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OrderedPrefetcher.class);
    private static final long CLOSE_SECONDS = 5;

    private final Jobs<T, W> jobs;
    private final Supplier<W> workerState;
    private final int workers;
    private final int depth;

    // All below is guarded by "this".
    private final Deque<Entry<T, W>> entries = new ArrayDeque<>();
    private final Deque<W> idle = new ArrayDeque<>();
    private int active;
    private @Nullable Thread planner;
    private boolean planning;
    private boolean exhausted;
    private boolean consumerWaits;
    private boolean closed;
    private boolean abandoned;
    private boolean jobsClosed;
    private @Nullable Throwable failure;

    /**
     * Starts nothing yet: the first call of {@link #hasNext} or {@link #next} does.
     *
     * @param jobs the jobs in order; closed with this object
     * @param workerState makes what a worker holds
     * @param workers how many threads work at the same time; 0 lets the consumer do all the work itself
     * @param depth how many jobs may be ahead of the consumer; 0 starts a job when the consumer asks for it
     */
    public OrderedPrefetcher(Jobs<T, W> jobs, Supplier<W> workerState, int workers, int depth) {
        if (workers < 0 || depth < 0) {
            throw new IllegalArgumentException(
                    "workers and depth must not be negative but were " + workers + " and " + depth);
        }
        this.jobs = jobs;
        this.workerState = workerState;
        this.workers = workers;
        this.depth = depth;
    }

    /**
     * Returns whether there is a further result, waiting until it is known.
     *
     * @return true if {@link #next} will return a result at once
     */
    public synchronized boolean hasNext() {
        return head() != null;
    }

    /**
     * Returns the next result, waiting until it is there.
     *
     * @return the result of the next job
     * @throws NoSuchElementException after the last one
     * @throws IllegalStateException if closed
     */
    public T next() {
        Entry<T, W> entry;
        synchronized (this) {
            entry = head();
            if (entry == null) {
                throw new NoSuchElementException("no further batch in this epoch");
            }
            entries.remove();
            if (workers > 0) {
                startWorkers();
            }
        }
        return entry.job.finish();
    }

    /**
     * Returns whether the pass has ended with a failure that the consumer has met.
     *
     * @return true once {@link #hasNext} or {@link #next} has thrown it
     */
    public synchronized boolean hasFailed() {
        return failure != null;
    }

    /**
     * Waits for the first entry to be complete. An interrupt does not end the wait, which is for work that is under
     * way: the flag is set again before returning, as Deeplearning4j's own prefetcher needs it when it stops.
     */
    private @Nullable Entry<T, W> head() {
        boolean interrupted = false;
        consumerWaits = true;
        try {
            while (true) {
                if (closed) {
                    throw new IllegalStateException("the iterator is closed");
                }
                if (failure != null) {
                    throw rethrow(failure);
                }
                Entry<T, W> head = entries.peek();
                if (head != null && head.isComplete()) {
                    if (head.failure == null) {
                        return head;
                    }
                    failure = head.failure;
                    continue;
                }
                if (head == null && exhausted) {
                    return null;
                }
                if (workers == 0) {
                    if (!workOnce()) {
                        throw new IllegalStateException("nothing to do and nothing to deliver");
                    }
                } else {
                    startWorkers();
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
        } finally {
            consumerWaits = false;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrow(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new CompletionException(failure);
    }

    /** Starts as many workers as find something to do: one a part, or one for the planning of the next job. */
    private synchronized void startWorkers() {
        int wanted = Math.min(workers, closed ? 0 : Math.max(unclaimedParts(), mayPlan() ? 1 : 0));
        while (active < wanted) {
            active++;
            try {
                WorkerThreads.SHARED.execute(this::work);
            } catch (Throwable e) {
                active--;
                if (active == 0) {
                    throw e;
                }
                return; // the machine has no more threads to give: those that run go on
            }
        }
    }

    private int unclaimedParts() {
        int parts = 0;
        for (Entry<T, W> entry : entries) {
            parts += entry.parts - entry.claimed;
        }
        return parts;
    }

    private boolean mayPlan() {
        return !planning && !exhausted && failure == null && entries.size() < depth + (consumerWaits ? 1 : 0);
    }

    private void work() {
        boolean lastOfAbandoned;
        try {
            while (workOnce()) {
                // goes on until there is nothing to do
            }
        } catch (Throwable e) {
            // workOnce records the failures of jobs; what arrives here is a fault of this class or of the machine.
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        } finally {
            synchronized (this) {
                active--;
                notifyAll();
                // Work may have appeared between the last look and this line.
                if (!closed && failure == null) {
                    startWorkers();
                }
                lastOfAbandoned = abandoned && active == 0;
            }
            if (lastOfAbandoned) {
                free();
            }
        }
    }

    /** Claims one part of a job, or the planning of the next job, and does it. Returns false if there is none. */
    private boolean workOnce() {
        Entry<T, W> entry = null;
        int part = -1;
        synchronized (this) {
            if (closed) {
                return false;
            }
            for (Entry<T, W> candidate : entries) {
                if (candidate.claimed < candidate.parts) {
                    entry = candidate;
                    part = candidate.claimed++;
                    break;
                }
            }
            if (entry == null) {
                if (!mayPlan()) {
                    return false;
                }
                planning = true;
                planner = Thread.currentThread();
            }
        }
        if (entry == null) {
            plan();
        } else {
            run(entry, part);
        }
        return true;
    }

    private void plan() {
        Entry<T, W> planned = null;
        try {
            Job<T, W> job = jobs.next();
            if (job != null) {
                planned = new Entry<>(job);
            }
        } catch (Throwable e) {
            planned = new Entry<>(e);
        }
        synchronized (this) {
            planning = false;
            planner = null;
            if (planned == null || planned.failure != null) {
                exhausted = true;
            }
            if (planned != null) {
                entries.add(planned);
                if (workers > 0) {
                    startWorkers();
                }
            }
            notifyAll();
        }
        if (planned == null || planned.failure != null) {
            closeJobs(); // there is nothing more to ask them for
        }
    }

    private void run(Entry<T, W> entry, int part) {
        Throwable thrown = null;
        W worker = null;
        try {
            synchronized (this) {
                worker = idle.poll();
            }
            if (worker == null) {
                worker = workerState.get();
            }
            entry.job.run(part, worker);
        } catch (Throwable e) {
            thrown = e;
        }
        synchronized (this) {
            if (worker != null) {
                idle.push(worker);
            }
            if (thrown != null && (entry.failure == null || part < entry.failedPart)) {
                entry.failure = thrown;
                entry.failedPart = part;
            }
            entry.done++;
            if (entry.isComplete()) {
                notifyAll();
            }
        }
    }

    /**
     * Stops the work, waits for the workers to end and frees what they hold. Idempotent.
     *
     * <p>Without workers the work is the consumer's own, and this call waits until it is done with its batch. With
     * workers, the thread that waits for the next job is interrupted. One that goes on all the same is waited for
     * during five seconds, and then left behind with a warning: it is a daemon thread, and frees what is left when it
     * ends.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
            if (planner != null && planner != Thread.currentThread()) {
                planner.interrupt();
            }
            if (!awaitWorkers()) {
                log.warn(
                        "a generator or image is still being read {} seconds after close(); its thread is left behind",
                        CLOSE_SECONDS);
                abandoned = true; // that thread frees what there is when it ends
                return;
            }
        }
        free();
    }

    private void free() {
        synchronized (this) {
            entries.clear();
        }
        W worker;
        while ((worker = nextIdle()) != null) {
            try {
                worker.close();
            } catch (Exception e) {
                log.warn("could not free a worker's memory", e);
            }
        }
        closeJobs();
    }

    private void closeJobs() {
        synchronized (this) {
            if (jobsClosed) {
                return;
            }
            jobsClosed = true;
        }
        try {
            jobs.close();
        } catch (RuntimeException e) {
            log.warn("could not close a generator", e);
        }
    }

    private synchronized @Nullable W nextIdle() {
        return idle.poll();
    }

    private synchronized boolean awaitWorkers() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        while (active > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return active == 0;
    }

    /** A job and how far it is. Guarded by the prefetcher. */
    private static final class Entry<T, W> {
        final Job<T, W> job;
        final int parts;
        int claimed;
        int done;
        int failedPart;

        @Nullable
        Throwable failure;

        Entry(Job<T, W> job) {
            this.job = job;
            this.parts = job.parts();
        }

        Entry(Throwable failure) {
            this.job = new FailedJob<>();
            this.parts = 0;
            this.failure = failure;
        }

        boolean isComplete() {
            return done == parts;
        }
    }

    private static final class FailedJob<T, W> implements Job<T, W> {
        @Override
        public int parts() {
            return 0;
        }

        @Override
        public void run(int part, W worker) {}

        @Override
        public T finish() {
            throw new IllegalStateException("a failed job has no result");
        }
    }
}
