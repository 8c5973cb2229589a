package io.github.dl4jimagegen.prefetch;

import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs on the thread that asks for their results, when it asks: no thread is started.
 *
 * <p>{@link #close} from another thread stops the work after the part in hand. If that takes longer than five seconds,
 * say in a generator that does not come back, the consumer frees what there is when it does.
 *
 * @param <T> the results
 * @param <W> what is needed for the work; made for the first part
 */
public final class DirectResults<T, W extends AutoCloseable> implements OrderedResults<T> {

    private static final Logger log = LoggerFactory.getLogger(DirectResults.class);
    private static final long CLOSE_SECONDS = 5;

    private final Jobs<T, W> jobs;
    private final Supplier<W> workerState;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable W worker;
    private @Nullable T ready;
    private boolean exhausted;
    private boolean jobsClosed;
    private @Nullable Throwable failure;
    private volatile boolean closed;

    /**
     * Does nothing yet: the first call of {@link #hasNext} or {@link #next} does.
     *
     * @param jobs the jobs in order; closed with this object
     * @param workerState makes what is needed for the work
     */
    public DirectResults(Jobs<T, W> jobs, Supplier<W> workerState) {
        this.jobs = jobs;
        this.workerState = workerState;
    }

    @Override
    public boolean hasNext() {
        lock.lock();
        try {
            prepare();
            return ready != null;
        } finally {
            unlock();
        }
    }

    @Override
    public T next() {
        lock.lock();
        try {
            prepare();
            T result = ready;
            if (result == null) {
                throw new NoSuchElementException("no further batch in this epoch");
            }
            ready = null;
            return result;
        } finally {
            unlock();
        }
    }

    /** An interrupt before the work begins is not meant for it: the flag is set again when it is done. */
    private void prepare() {
        boolean interrupted = Thread.interrupted();
        try {
            makeReady();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void makeReady() {
        refuseIfClosed();
        if (failure != null) {
            throw Failures.rethrow(failure);
        }
        if (ready != null || exhausted) {
            return;
        }
        try {
            while (ready == null && !exhausted) {
                Job<T, W> job = jobs.next();
                if (job == null) {
                    exhausted = true;
                    free();
                } else {
                    ready = make(job);
                }
            }
        } catch (Throwable e) {
            refuseIfClosed();
            failure = e;
            throw Failures.rethrow(e);
        }
    }

    private @Nullable T make(Job<T, W> job) throws Exception {
        W current = worker;
        if (current == null) {
            current = workerState.get();
            worker = current;
        }
        try {
            for (int part = 0; part < job.parts(); part++) {
                refuseIfClosed();
                job.run(part, current);
            }
            return job.finish();
        } catch (Throwable e) {
            job.discard();
            throw e;
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the iterator is closed");
        }
    }

    @Override
    public int ready() {
        return 0;
    }

    @Override
    public boolean hasFailed() {
        return failure != null;
    }

    @Override
    public boolean isWorking() {
        return lock.isLocked();
    }

    private void unlock() {
        if (closed && lock.getHoldCount() == 1) {
            free();
        }
        lock.unlock();
    }

    @Override
    public void close() {
        closed = true;
        boolean free = lock.isHeldByCurrentThread() || awaitConsumer();
        if (free) {
            lock.lock();
            unlock();
        } else {
            log.warn("a generator or image is still being read {} seconds after close()", CLOSE_SECONDS);
        }
    }

    /** Returns whether the consumer is done with the part in hand; an interrupt does not end the wait. */
    private boolean awaitConsumer() {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        try {
            while (true) {
                try {
                    if (lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        lock.unlock();
                        return true;
                    }
                    return false;
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

    private void free() {
        ready = null;
        W current = worker;
        worker = null;
        if (current != null) {
            try {
                current.close();
            } catch (Throwable e) {
                log.warn("could not free a worker's memory", e);
            }
        }
        closeJobs();
    }

    private void closeJobs() {
        if (jobsClosed) {
            return;
        }
        jobsClosed = true;
        try {
            jobs.close();
        } catch (Throwable e) { // a user's code may throw anything; the pass has to be left all the same
            log.warn("could not close a generator", e);
        }
    }
}
