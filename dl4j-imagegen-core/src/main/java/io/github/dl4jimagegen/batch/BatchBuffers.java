package io.github.dl4jimagegen.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The memory of one iterator's batches: leases arrays to batches, and takes them back by the rule of
 * {@link BatchMemory}. Thread-safe.
 */
public final class BatchBuffers implements AutoCloseable {

    private final BatchMemory memory;
    private final ConsumerDevice device;
    private final MemoryBudget budget = MemoryBudget.open();
    private final Deque<INDArray> free = new ArrayDeque<>();
    private final Deque<Lease> handedOut = new ArrayDeque<>();
    private long bytesFree;
    private long bytesInUse;
    private long mostInUse;
    private boolean closed;

    /**
     * Allocates nothing yet.
     *
     * @param memory fresh or recycled
     * @param device where the batches are needed
     */
    public BatchBuffers(BatchMemory memory, ConsumerDevice device) {
        this.memory = memory;
        this.device = device;
    }

    /** Says that no further batch is needed. Those that were handed out stay valid. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            free.clear();
            bytesFree = 0;
            budget.close();
        }
    }

    ConsumerDevice device() {
        return device;
    }

    Lease lease() {
        return new Lease(false);
    }

    /**
     * Counts a batch as handed out. The batch that leaves the ring for it is recycled.
     *
     * @param batch what the caller gets
     */
    public void handOut(Batch batch) {
        if (memory.ring() == 0) {
            return;
        }
        Lease expired;
        synchronized (this) {
            handedOut.add(batch.lease());
            expired = handedOut.size() > memory.ring() ? handedOut.remove() : null;
        }
        if (expired != null) {
            expired.release();
        }
    }

    private synchronized INDArray take(long batchBytes, DataType type, long[] shape) {
        if (memory.ring() == 0) {
            return budget.allocate(device, batchBytes, type, shape);
        }
        for (Iterator<INDArray> arrays = free.iterator(); arrays.hasNext(); ) {
            INDArray array = arrays.next();
            if (array.dataType() == type && fits(array.shape(), shape)) {
                arrays.remove();
                bytesFree -= bytes(array);
                bytesInUse += bytes(array);
                return array;
            }
        }
        bytesInUse += MemoryBudget.bytes(type, shape);
        mostInUse = Math.max(mostInUse, bytesInUse);
        while (bytesInUse + bytesFree > mostInUse && !free.isEmpty()) { // shapes that vary would leave one of each
            bytesFree -= bytes(free.remove());
        }
        return budget.allocate(device, batchBytes, type, shape);
    }

    /** Returns whether rows of the same shape are there in sufficient number. */
    private static boolean fits(long[] array, long[] wanted) {
        return array[0] >= wanted[0] && Arrays.equals(array, 1, array.length, wanted, 1, wanted.length);
    }

    private synchronized void giveBack(List<INDArray> arrays) {
        for (INDArray array : arrays) {
            bytesInUse -= bytes(array);
            if (!closed) {
                bytesFree += bytes(array);
                free.add(array);
            }
        }
    }

    /** Returns how much memory there is to be used again, that in use included. */
    synchronized long bytesHeld() {
        return bytesInUse + bytesFree;
    }

    private static long bytes(INDArray array) {
        return MemoryBudget.bytes(array.dataType(), array.shape());
    }

    /** The arrays of one batch. */
    final class Lease {

        private final boolean ofCopies;
        private final List<INDArray> arrays = new ArrayList<>();
        private long bytes;

        private Lease(boolean ofCopies) {
            this.ofCopies = ofCopies;
        }

        /** Returns an array that is not filled yet: detached, C-ordered, at offset 0. */
        INDArray allocate(DataType type, long... shape) {
            bytes += MemoryBudget.bytes(type, shape);
            if (ofCopies) {
                return budget.allocate(device, bytes, type, shape);
            }
            INDArray array = take(bytes, type, shape);
            arrays.add(array);
            return array.size(0) == shape[0] ? array : array.get(NDArrayIndex.interval(0, shape[0]));
        }

        /** Returns the lease of copies, which have fresh memory of their own: there is nothing to give back. */
        Lease ofCopies() {
            return new Lease(true);
        }

        /** The batch is not needed any more, by no one: its memory may be written to. A second call does nothing. */
        void release() {
            if (memory.ring() == 0 || ofCopies) {
                return;
            }
            Nd4j.getExecutioner().commit(); // whatever still reads it on a GPU
            if (memory.checking()) {
                arrays.forEach(array -> array.assign(array.dataType() == DataType.UINT8 ? 255 : Double.NaN));
            } else {
                giveBack(arrays);
            }
            arrays.clear();
        }
    }
}
