package io.github.dl4jimagegen.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory under arrays that ND4J does not own, on a CPU. What comes back is used for the next array of about its
 * size, which costs neither page faults nor the zeros that ND4J fills all memory with. Thread-safe.
 *
 * <p>The memory of a block lives as long as any {@link DataBuffer} leads to it: views and slices of an array lead to its
 * own. That is what ND4J's own freeing relies on, too.
 */
final class Blocks {

    /** One piece of memory. */
    record Block(Pointer memory, long bytes) {

        /** Returns an array over this block: detached, C-ordered, at offset 0, with whatever values there are. */
        INDArray array(DataType type, long... shape) {
            long length = LongStream.of(shape).reduce(1, (a, b) -> a * b);
            DataBuffer buffer = Nd4j.createBuffer(pointer(type).capacity(length), length, type);
            return Nd4j.create(buffer, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', type);
        }

        private Pointer pointer(DataType type) {
            return switch (type) {
                case FLOAT -> new FloatPointer(memory);
                case DOUBLE -> new DoublePointer(memory);
                case BYTE, UBYTE -> new BytePointer(memory);
                case BOOL -> new BooleanPointer(memory);
                case SHORT, UINT16, HALF, BFLOAT16 -> new ShortPointer(memory);
                case INT, UINT32 -> new IntPointer(memory);
                case LONG, UINT64 -> new LongPointer(memory);
                default -> throw new IllegalArgumentException("no block can hold " + type);
            };
        }
    }

    private static final int WAITS = 10;
    private static final long WAIT_MILLISECONDS = 100;

    private final LongFunction<@Nullable Pointer> malloc;
    private final Map<Long, Deque<Block>> free = new HashMap<>();
    private long allocated;
    private int users;

    Blocks() {
        this(Pointer::malloc);
    }

    /** Takes a source of memory that returns null where there is none. */
    Blocks(LongFunction<@Nullable Pointer> malloc) {
        this.malloc = malloc;
    }

    /** Returns whether such an array may lie in a block: on a GPU memory of one's own is something else. */
    static boolean canHold(DataType type) {
        return (type.isNumerical() || type == DataType.BOOL)
                && Nd4j.getEnvironment().isCPU();
    }

    /** Says that somebody begins to use blocks. */
    synchronized void open() {
        users++;
    }

    /** Says that somebody has ended; after the last one, what comes back is freed. */
    synchronized void close() {
        users--;
        if (users == 0) {
            freeAll();
        }
    }

    /**
     * Returns a block, one that came back if there is one.
     *
     * @param bytes how large it has to be at least
     * @param most how many bytes there should be in all; past them, those that came back are freed first
     */
    synchronized Block take(long bytes, long most) {
        long rounded = rounded(bytes);
        Deque<Block> fitting = free.get(rounded);
        if (fitting != null && !fitting.isEmpty()) {
            return fitting.pop();
        }
        if (allocated + rounded > most || isNearTheLimit(rounded)) {
            freeAll();
        }
        Pointer memory = allocate(rounded);
        boolean interrupted = false;
        for (int i = 0; memory == null && i < WAITS; i++) {
            interrupted |= waitForCollected();
            freeAll();
            memory = allocate(rounded);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (memory == null) {
            throw new OutOfMemoryError("cannot allocate " + rounded + " bytes of native memory for a batch, beside "
                    + allocated + " bytes of batches that are still in use: use smaller batches, keep fewer of them, or"
                    + " give the Java heap less of the machine's memory");
        }
        allocated += rounded;
        return new Block(memory, rounded);
    }

    private @Nullable Pointer allocate(long bytes) {
        Pointer memory = malloc.apply(bytes);
        return memory == null || memory.isNull() ? null : memory;
    }

    /** Batches that nobody needs any more may be many: the collector does not know how large they are. */
    @SuppressWarnings("WaitNotInLoop") // a time to wait, which anything may cut short
    private boolean waitForCollected() {
        System.gc();
        try {
            wait(WAIT_MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Past JavaCPP's limit of the whole process, its own allocations fail: OpenCV's, and ND4J's. */
    private static boolean isNearTheLimit(long bytes) {
        long limit = Pointer.maxPhysicalBytes();
        return limit > 0 && Pointer.physicalBytes() + bytes > limit / 4 * 3;
    }

    /** Returns how many bytes there are in all, those that came back included. */
    synchronized long bytes() {
        return allocated;
    }

    /** Eight sizes for each power of two, so that batches of padded sequences find one another's. */
    private static long rounded(long bytes) {
        long step = Math.max(64, Long.highestOneBit(bytes) >> 3);
        return (bytes + step - 1) / step * step;
    }

    synchronized void giveBack(Block block) {
        free.computeIfAbsent(block.bytes, size -> new ArrayDeque<>()).push(block);
        notifyAll();
        if (users == 0) {
            freeAll();
        }
    }

    private void freeAll() {
        free.values()
                .forEach(blocks -> blocks.forEach(block -> {
                    Pointer.free(block.memory);
                    allocated -= block.bytes;
                }));
        free.clear();
    }
}
