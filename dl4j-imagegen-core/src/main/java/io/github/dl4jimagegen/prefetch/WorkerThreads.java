package io.github.dl4jimagegen.prefetch;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all prefetchers share. They are daemons and end when idle for a second; how many run is bounded by
 * the prefetchers, whose tasks never wait for one another, so that no pass can starve another.
 */
final class WorkerThreads {

    private static final AtomicInteger COUNT = new AtomicInteger();

    static final Executor SHARED =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "imagegen-worker-" + COUNT.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    private WorkerThreads() {}
}
