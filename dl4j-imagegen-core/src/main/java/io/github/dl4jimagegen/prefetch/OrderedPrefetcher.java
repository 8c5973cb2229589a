package io.github.dl4jimagegen.prefetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs ahead of a consumer on several threads and hands out their results in order.
 *
 * <p>A bounded number of jobs are under way or finished and not yet taken. Whoever finds nothing to do, or no room,
 * ends instead of waiting; taking a result starts threads again. So no thread of the pool ever waits for a consumer, and
 * any number of prefetchers can share one pool without a deadlock.
 *
 * <p>Three things are done, by different threads at the same time: one asks for the next job, some do the parts of the
 * jobs, one finishes complete jobs in their order. An interrupt does not end the consumer's wait, which is for work that
 * is under way: the flag is set again before returning, as Deeplearning4j's own prefetcher needs it when it stops.
 *
 * @param <T> the results
 * @param <W> what a worker holds while it works; made on demand, at most one a worker, closed after the last part or by
 *     {@link #close}
 */
public final class OrderedPrefetcher<T, W extends AutoCloseable> implements OrderedResults<T> {

    private static final Logger log = LoggerFactory.getLogger(OrderedPrefetcher.class);
    private static final long CLOSE_SECONDS = 5;
    private static final WorkerPool POOL = WorkerPool.SHARED;

    private final Jobs<T, W> jobs;
    private final Supplier<W> workerState;
    private final int workers;
    private final boolean mayWait;

    // All below is guarded by "this".
    private final Depth depth;
    private final Deque<Slot<T, W>> slots = new ArrayDeque<>();
    private final Deque<W> idle = new ArrayDeque<>();
    private int active;
    private int partsInHand;
    private final Set<Thread> inUserCode = new HashSet<>();
    private @Nullable Thread planner;
    private boolean planning;
    private boolean finishing;
    private boolean exhausted;
    private boolean consumerWaits;
    private boolean closed;
    private boolean leftBehind;
    private int lostWorkers;
    private boolean jobsClosed;
    private @Nullable Throwable failure;

    /**
     * Returns a prefetcher whose parts only compute: they are done on the threads that all such prefetchers share. It
     * gets further ahead if its consumer takes results in bursts. It starts nothing yet: the first call of
     * {@link #hasNext} or {@link #next} does.
     *
     * @param jobs the jobs in order; closed with this object
     * @param workerState makes what a worker holds
     * @param workers how many threads work on parts at the same time, at least 1
     * @param depth how many jobs may be ahead of the consumer at first; 0 starts a job when the consumer asks for it
     * @param maxDepth how many it may become
     * @throws IllegalArgumentException if workers is less than 1 or depth is negative
     */
    public OrderedPrefetcher(Jobs<T, W> jobs, Supplier<W> workerState, int workers, int depth, int maxDepth) {
        this(jobs, workerState, workers, new Depth(depth, maxDepth), false);
        POOL.provide(workers);
    }

    private OrderedPrefetcher(Jobs<T, W> jobs, Supplier<W> workerState, int workers, Depth depth, boolean mayWait) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be positive but were " + workers);
        }
        this.jobs = jobs;
        this.workerState = workerState;
        this.workers = workers;
        this.depth = depth;
        this.mayWait = mayWait;
    }

    /**
     * Returns a prefetcher whose parts may wait for something, a network or another process: it has threads of its own,
     * so that nobody else waits with it.
     *
     * @param jobs the jobs in order; closed with the prefetcher
     * @param workerState makes what a worker holds
     * @param workers how many threads work on parts at the same time, at least 1
     * @param depth how many jobs may be ahead of the consumer
     * @param <T> the results
     * @param <W> what a worker holds
     * @return a prefetcher that has started nothing yet
     */
    public static <T, W extends AutoCloseable> OrderedPrefetcher<T, W> ofWaitingParts(
            Jobs<T, W> jobs, Supplier<W> workerState, int workers, int depth) {
        return new OrderedPrefetcher<>(jobs, workerState, workers, new Depth(depth, depth), true);
    }

    @Override
    public synchronized boolean hasNext() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return hasNextInterruptibly();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Returns whether there is a further result, like {@link #hasNext}, but does not go on waiting when the thread is
     * interrupted. For passes within passes, whose consumer is a thread that is interrupted to end it.
     *
     * @return true if {@link #next} will return a result at once
     * @throws InterruptedException if the thread is interrupted and the result is not there yet; nothing is lost
     */
    public synchronized boolean hasNextInterruptibly() throws InterruptedException {
        return head() != null;
    }

    @Override
    public synchronized T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no further batch in this epoch");
        }
        Slot<T, W> head = slots.remove();
        startIfPossible();
        return head.result();
    }

    @Override
    public synchronized int ready() {
        int ready = 0;
        for (Slot<T, W> slot : slots) {
            if (!slot.finished) {
                break;
            }
            ready++;
        }
        return ready;
    }

    @Override
    public synchronized boolean hasFailed() {
        return failure != null;
    }

    @Override
    public synchronized boolean isWorking() {
        return active > 0 || planning || finishing;
    }

    /** Waits until the first slot is finished, or it is known that there is none. */
    private @Nullable Slot<T, W> head() throws InterruptedException {
        if (!consumerKnows()) {
            depth.asked(ready());
        }
        consumerWaits = true;
        boolean lent = false;
        try {
            while (true) {
                if (closed) {
                    throw new IllegalStateException("the iterator is closed");
                }
                Slot<T, W> head = slots.peek();
                if (head != null && head.finished && head.failure != null) {
                    failure = head.failure;
                }
                if (failure != null) {
                    throw Failures.rethrow(failure);
                }
                if (head != null && head.finished) {
                    head.seen = true;
                    return head;
                }
                if (head == null && exhausted) {
                    return null;
                }
                start();
                if (!lent && POOL.isWorker(Thread.currentThread())) { // what it waits for may need its thread
                    lent = true;
                    POOL.compensate(1);
                }
                wait();
            }
        } finally {
            consumerWaits = false;
            if (lent) {
                POOL.compensate(-1);
            }
        }
    }

    /** Returns whether the consumer has been told of the first result and only comes to fetch it. */
    private boolean consumerKnows() {
        Slot<T, W> head = slots.peek();
        return exhausted || (head != null && head.seen);
    }

    /** Starts threads for what there is to do. */
    private void start() {
        boolean possible = true;
        if (!planning && mayPlan()) {
            planning = true;
            possible = launch(() -> POOL.coordinate(this::plan), () -> planning = false);
        }
        if (possible && !finishing && nextToFinish() != null) {
            finishing = true;
            possible = launch(() -> POOL.coordinate(this::finish), () -> finishing = false);
        }
        int wanted = closed ? 0 : Math.min(workers, partsInHand + unclaimedParts());
        while (possible && active < wanted) {
            active++;
            possible = launch(this::launchWorker, () -> active--);
        }
    }

    /** Whoever has a result must not lose it because no thread can be had for the next one: asking for that will say so. */
    private void startIfPossible() {
        try {
            start();
        } catch (Throwable e) {
            log.debug("no thread to go on with", e);
        }
    }

    private void launchWorker() {
        if (mayWait) {
            POOL.coordinate(this::work);
        } else {
            POOL.work(this::work);
        }
    }

    /**
     * A machine that has no more threads to give ends the pass only if there is none at work: the last one at work wakes
     * the consumer, who tries again.
     *
     * @return false if there was no thread
     */
    private boolean launch(Runnable launch, Runnable undo) {
        try {
            launch.run();
            return true;
        } catch (Throwable e) {
            undo.run();
            if (!isWorking()) {
                throw e;
            }
            return false;
        }
    }

    private boolean mayPlan() {
        return !closed && !exhausted && failure == null && slots.size() < depth.now() + (consumerWaits ? 1 : 0);
    }

    private void plan() {
        while (true) {
            synchronized (this) {
                if (!mayPlan()) {
                    planning = false;
                    notifyAll();
                    break;
                }
                planner = Thread.currentThread();
                inUserCode.add(planner);
            }
            Slot<T, W> planned = null;
            try {
                Job<T, W> job = jobs.next();
                planned = job == null ? null : new Slot<>(job);
            } catch (Throwable e) {
                planned = new Slot<>(e);
            }
            boolean last = planned == null || planned.failure != null;
            synchronized (this) {
                inUserCode.remove(Thread.currentThread());
                planner = null;
                boolean unused = Thread.interrupted(); // close() meant the call that is over
                exhausted |= last;
                if (planned != null) {
                    slots.add(planned);
                }
                closeWorkersIfDone();
                start();
                notifyAll();
            }
            if (last) {
                closeJobs(); // there is nothing more to ask them for
            }
        }
        freeIfLeftBehind();
    }

    private @Nullable Slot<T, W> nextToFinish() {
        for (Slot<T, W> slot : slots) {
            if (!slot.finished) {
                return slot.isComplete() && !closed ? slot : null;
            }
        }
        return null;
    }

    private void finish() {
        while (true) {
            Slot<T, W> slot;
            synchronized (this) {
                slot = nextToFinish();
                if (slot == null) {
                    finishing = false;
                    notifyAll();
                    break;
                }
                inUserCode.add(Thread.currentThread());
            }
            Throwable thrown = null;
            T result = null;
            try {
                result = slot.finish();
            } catch (Throwable e) {
                thrown = e;
            }
            synchronized (this) {
                inUserCode.remove(Thread.currentThread());
                slot.result = result;
                slot.failure = thrown;
                slot.finished = true;
                if (result == null && thrown == null) {
                    boolean unused = slots.remove(slot); // nothing came of it
                    start();
                }
                notifyAll();
            }
        }
        freeIfLeftBehind();
    }

    private int unclaimedParts() {
        int parts = 0;
        for (Slot<T, W> slot : slots) {
            parts += slot.parts - slot.claimed;
        }
        return parts;
    }

    private @Nullable Slot<T, W> nextToWorkOn() {
        if (closed) {
            return null;
        }
        for (Slot<T, W> slot : slots) {
            if (slot.claimed < slot.parts) {
                return slot;
            }
        }
        return null;
    }

    private void work() {
        while (true) {
            Slot<T, W> slot;
            int part;
            synchronized (this) {
                slot = nextToWorkOn();
                if (slot == null) {
                    active--;
                    closeWorkersIfDone();
                    notifyAll();
                    break;
                }
                part = slot.claimed++;
                partsInHand++;
            }
            run(slot, part);
            if (!mayWait && POOL.isCrowded()) {
                POOL.work(this::work); // behind the others that wait for a thread
                return;
            }
        }
        freeIfLeftBehind();
    }

    private void run(Slot<T, W> slot, int part) {
        Throwable thrown = null;
        W worker = null;
        try {
            synchronized (this) {
                inUserCode.add(Thread.currentThread());
                worker = idle.poll();
            }
            if (worker == null) {
                worker = workerState.get();
            }
            slot.run(part, worker);
        } catch (Throwable e) {
            thrown = e;
        }
        synchronized (this) {
            inUserCode.remove(Thread.currentThread());
            if (worker != null) {
                idle.push(worker);
            }
            slot.done(part, thrown);
            partsInHand--;
            start();
        }
    }

    /**
     * Stops the work, waits for the threads to end and frees what they hold. Idempotent.
     *
     * <p>The thread that waits for the next job is interrupted. A thread that goes on all the same is waited for during
     * five seconds, and then left behind with a warning: it is a daemon, and frees what is left when it ends. A thread
     * at work may call this itself; it is not waited for.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
            if (planner != null) {
                planner.interrupt();
            }
            if (inUserCode.contains(Thread.currentThread()) || !awaitThreads()) {
                leftBehind = true;
                lostWorkers = mayWait ? 0 : active;
                POOL.compensate(lostWorkers);
                return;
            }
        }
        free();
    }

    private boolean awaitThreads() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        while (isWorking()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                log.warn(
                        "a generator or image is still being read {} seconds after close(); its thread is left behind",
                        CLOSE_SECONDS);
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
        return !isWorking();
    }

    private void freeIfLeftBehind() {
        synchronized (this) {
            if (!leftBehind || isWorking()) {
                return;
            }
            leftBehind = false;
            POOL.compensate(-lostWorkers);
        }
        free();
    }

    /** Called once, when no thread is at work any more. */
    private void free() {
        synchronized (this) {
            slots.forEach(Slot::discard);
            slots.clear();
            closeWorkers();
        }
        closeJobs();
    }

    /** The end of an epoch may be the last one's, and nobody closes what Deeplearning4j has read to its end. */
    private void closeWorkersIfDone() {
        if (exhausted && active == 0 && unclaimedParts() == 0) {
            closeWorkers();
        }
    }

    private void closeWorkers() {
        for (W worker : idle) {
            try {
                worker.close();
            } catch (Throwable e) {
                log.warn("could not free a worker's memory", e);
            }
        }
        idle.clear();
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
        } catch (Throwable e) { // a user's code may throw anything; the pass has to be left all the same
            log.warn("could not close a generator", e);
        }
    }

    /** A job and how far it is, or the failure that stands in its place. Guarded by the prefetcher. */
    private static final class Slot<T, W> {
        final @Nullable Job<T, W> job;
        final int parts;
        int claimed;
        private int done;
        private @Nullable Throwable failedWith;
        private int failedPart;

        boolean finished;
        boolean seen;

        @Nullable
        T result;

        @Nullable
        Throwable failure;

        Slot(Job<T, W> job) {
            this.job = job;
            this.parts = job.parts();
        }

        Slot(Throwable failure) {
            this.job = null;
            this.parts = 0;
            this.finished = true;
            this.failure = failure;
        }

        boolean isComplete() {
            return done == parts;
        }

        @SuppressWarnings("NullAway") // only a slot without parts has no job
        void run(int part, W worker) throws Exception {
            job.run(part, worker);
        }

        void done(int part, @Nullable Throwable thrown) {
            if (thrown != null && (failedWith == null || part < failedPart)) {
                failedWith = thrown;
                failedPart = part;
            }
            done++;
        }

        @SuppressWarnings("NullAway") // a slot without a job is finished from the start
        @Nullable
        T finish() throws Throwable {
            if (failedWith != null) {
                throw failedWith;
            }
            return job.finish();
        }

        @SuppressWarnings("NullAway") // called for a finished slot without a failure
        T result() {
            return result;
        }

        void discard() {
            if (job != null) {
                job.discard();
            }
        }
    }
}
