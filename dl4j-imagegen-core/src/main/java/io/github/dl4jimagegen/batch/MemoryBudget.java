package io.github.dl4jimagegen.batch;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allocates the arrays of batches, and counts the memory of those still reachable over all iterators of the process.
 *
 * <p>A batch is a small Java object that holds a lot of native memory, so the garbage collector, which frees it, has
 * no reason to run: left alone, the process grows by gigabytes. Past a budget of eight batches, the largest that any
 * iterator has, or 512 MB where that is more, but never more than a third of what JavaCPP lets the process have, a
 * collection is asked for before a further batch is allocated.
 */
final class MemoryBudget implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MemoryBudget.class);
    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "imagegen-cleaner-of-batches");
        thread.setDaemon(true);
        return thread;
    });
    private static final Blocks BLOCKS = new Blocks();
    private static final Set<MemoryBudget> OPEN = ConcurrentHashMap.newKeySet();
    private static final long MINIMUM = 512L << 20;
    private static final int BATCHES = 8;
    private static final int SHARE_OF_LIMIT = 3;

    private static final ReachableBatches REACHABLE = new ReachableBatches();
    private static final GarbageCollection COLLECTION = new GarbageCollection();
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final AtomicLong largestBatch = new AtomicLong();

    private MemoryBudget() {}

    /** Returns what an iterator allocates by, from now until it closes it. */
    static MemoryBudget open() {
        MemoryBudget opened = new MemoryBudget();
        OPEN.add(opened);
        BLOCKS.open();
        return opened;
    }

    /** Says that the iterator has ended. Called once. */
    @Override
    public void close() {
        OPEN.remove(this);
        BLOCKS.close();
    }

    /** Returns how many iterators are open. */
    static int opened() {
        return OPEN.size();
    }

    /** Returns how many bytes of batches there may be: one budget for all iterators, by the largest of their batches. */
    static long bytes() {
        long largest = 0;
        for (MemoryBudget open : OPEN) {
            largest = Math.max(largest, open.largestBatch.get());
        }
        long budget = Math.max(MINIMUM, BATCHES * largest);
        long limit = Pointer.maxPhysicalBytes(); // of the process: four times the Java heap, unless set
        return limit > 0 ? Math.min(budget, limit / SHARE_OF_LIMIT) : budget;
    }

    /**
     * Returns an array that is not filled yet, on a device: detached, C-ordered, at offset 0.
     *
     * @param batchBytes how large the batch is with this array, as far as it has been allocated
     */
    INDArray allocate(ConsumerDevice device, long batchBytes, DataType type, long... shape) {
        long bytes = bytes(type, shape);
        largestBatch.accumulateAndGet(batchBytes, Math::max);
        long budget = bytes();
        collectPast(budget, bytes);
        device.use();
        if (!Blocks.canHold(type)) {
            INDArray array = Nd4j.createUninitializedDetached(type, 'c', shape);
            whenUnreachable(array, bytes, () -> {});
            return array;
        }
        Blocks.Block block = BLOCKS.take(bytes, budget);
        INDArray array = block.array(type, shape);
        whenUnreachable(array, bytes, () -> BLOCKS.giveBack(block));
        return array;
    }

    static long bytes(DataType type, long... shape) {
        return type.width() * LongStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    private static void whenUnreachable(INDArray array, long bytes, Runnable giveBack) {
        REACHABLE.allocated(bytes);
        var unused = CLEANER.register(array.data(), () -> {
            giveBack.run();
            REACHABLE.freed(bytes);
        });
    }

    /** May ask for a collection; returns without waiting for its effect. */
    private static void collectPast(long budget, long bytes) {
        ReachableBatches.Due due = REACHABLE.due(bytes, budget);
        if (due == ReachableBatches.Due.NOTHING) {
            return;
        }
        if (!TOLD.getAndSet(true)) {
            log.info(
                    "{} MB of batches wait for the garbage collector, which is asked to run, now and whenever it comes"
                            + " to that; batchMemory(BatchMemory.recycled(2)) uses the same memory again where no batch"
                            + " is kept",
                    (REACHABLE.bytes() + bytes) >> 20);
        }
        if (due == ReachableBatches.Due.EVERYTHING || !COLLECTION.young()) {
            COLLECTION.full();
        }
    }
}
