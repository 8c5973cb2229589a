package io.github.dl4jimagegen.batch;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the memory of batches that were allocated and are still reachable, over all iterators of the process.
 *
 * <p>A batch is a small Java object that holds a lot of native memory, so the garbage collector, which frees it, has
 * no reason to run: left alone, the process grows by gigabytes. Past a budget of eight batches, or 512 MB where that is
 * more, a collection is asked for before a further batch is allocated.
 */
final class BatchBudget {

    private static final Logger log = LoggerFactory.getLogger(BatchBudget.class);
    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "imagegen-batch-budget");
        thread.setDaemon(true);
        return thread;
    });
    private static final long MINIMUM = 512L << 20;
    private static final int BATCHES = 8;

    private final AtomicLong reachable = new AtomicLong();
    private final AtomicLong collectAt = new AtomicLong();
    private final AtomicLong collections = new AtomicLong();

    static final BatchBudget SHARED = new BatchBudget();

    /** Called before a batch is allocated; may ask for a collection, and returns without waiting for its effect. */
    void beforeAllocating(long bytes) {
        long budget = Math.max(MINIMUM, BATCHES * bytes);
        long wanted = reachable.get() + bytes;
        if (wanted <= budget) {
            collectAt.set(0);
        } else if (wanted > collectAt.get()) {
            if (collections.getAndIncrement() == 0) {
                log.debug("{} MB of batches wait for the garbage collector: it is asked to run", wanted >> 20);
            }
            System.gc();
            // What the caller really keeps does not go away: the next time is when half a budget has come on top.
            collectAt.set(wanted + budget / 2);
        }
    }

    /** Counts a batch until it is no longer reachable. */
    void count(DataBuffer memory, long bytes) {
        reachable.addAndGet(bytes);
        AtomicLong counter = reachable;
        var unused = CLEANER.register(memory, () -> counter.addAndGet(-bytes));
    }
}
