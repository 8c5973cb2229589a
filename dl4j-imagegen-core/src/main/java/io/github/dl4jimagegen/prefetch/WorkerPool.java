package io.github.dl4jimagegen.prefetch;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * The threads that all prefetchers of the process share. They are daemons and end when idle for a second.
 *
 * <p>Workers do the parts of jobs: as many as there are processors, or as the largest number that one prefetcher asked
 * for. Their tasks never wait for a consumer or for one another, and a task that finds others queueing gives up its
 * thread after each part, so that no pass can starve another.
 *
 * <p>Coordinators ask a pass for its next job and finish complete jobs, at most one of each a prefetcher. They may wait
 * in a user's generator, so their number is not bounded.
 */
final class WorkerPool {

    static final WorkerPool SHARED = new WorkerPool(Runtime.getRuntime().availableProcessors());

    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor coordinators = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), named("pass", Thread::new));

    private int asked;
    private int lost;

    WorkerPool(int threads) {
        asked = threads;
        workers = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("worker", Worker::new));
        workers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String kind, BiFunction<Runnable, String, Thread> threads) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = threads.apply(task, "imagegen-" + kind + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Sees to it that so many workers can run at the same time. */
    synchronized void provide(int threads) {
        if (threads > asked) {
            asked = threads;
            resize(asked + lost);
        }
    }

    /** Makes up for workers that wait or do not come back from a user's code, or takes the surplus back when they do. */
    synchronized void compensate(int threads) {
        lost += threads;
        resize(asked + lost);
    }

    /** Returns how many workers may run at the same time. */
    synchronized int size() {
        return workers.getCorePoolSize();
    }

    /** Returns whether a thread is one of those that do parts. */
    boolean isWorker(Thread thread) {
        return thread instanceof Worker;
    }

    private static final class Worker extends Thread {
        Worker(Runnable task, String name) {
            super(task, name);
        }
    }

    private void resize(int threads) {
        if (threads > workers.getMaximumPoolSize()) {
            workers.setMaximumPoolSize(threads);
            workers.setCorePoolSize(threads);
        } else {
            workers.setCorePoolSize(threads);
            workers.setMaximumPoolSize(threads);
        }
    }

    void work(Runnable task) {
        workers.execute(task);
    }

    void coordinate(Runnable task) {
        coordinators.execute(task);
    }

    /** Returns whether tasks wait for a thread. */
    boolean isCrowded() {
        return !workers.getQueue().isEmpty();
    }
}
