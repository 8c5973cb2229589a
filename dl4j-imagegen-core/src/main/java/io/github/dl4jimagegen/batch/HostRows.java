package io.github.dl4jimagegen.batch;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An array that is filled row by row through the host's memory. Different threads may fill different rows. */
final class HostRows {

    private final INDArray array;
    private final long address;
    private final long rowBytes;

    private HostRows(INDArray array) {
        this.array = array;
        // On a GPU the host's memory is there only after it has been asked for, and an address alone does not ask.
        var unused = array.data().pointer();
        this.address = array.data().addressPointer().address();
        this.rowBytes = array.length() / array.size(0) * array.dataType().width();
    }

    /** Leases an array whose values are whatever they are. */
    static HostRows of(BatchBuffers.Lease lease, DataType type, long... shape) {
        return new HostRows(lease.allocate(type, shape));
    }

    /** Leases an array of FLOAT that holds one value. */
    static HostRows filled(BatchBuffers.Lease lease, float value, int rows, long... rowShape) {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = rows;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        HostRows host = of(lease, DataType.FLOAT, shape);
        if (value == 0) {
            try (RawMemory memory = new RawMemory(host.address)) {
                Pointer.memset(memory, 0, host.rowBytes * rows);
            }
        } else {
            for (int row = 0; row < rows; row++) {
                FloatBuffer values = host.row(row);
                while (values.hasRemaining()) {
                    values.put(value);
                }
            }
        }
        return host;
    }

    /** Returns where a row begins. Valid while this object is reachable. */
    long address(int row) {
        return address + row * rowBytes;
    }

    /** Returns a row of FLOAT, to be written to. */
    FloatBuffer row(int row) {
        try (RawMemory memory = new RawMemory(address(row));
                FloatPointer floats = new FloatPointer(memory)) {
            return floats.capacity(rowBytes / Float.BYTES).asBuffer();
        }
    }

    /** Returns the values of a row of FLOAT. */
    float[] copy(int row) {
        FloatBuffer values = row(row);
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    /** Sets the values of a row of FLOAT. */
    void set(int row, float[] values) {
        row(row).put(values);
    }

    /** Moves some rows to the front and forgets the others. */
    void keep(List<Integer> rows) {
        for (int to = 0; to < rows.size(); to++) {
            int from = rows.get(to);
            if (from != to) {
                try (RawMemory target = new RawMemory(address(to));
                        RawMemory source = new RawMemory(address(from))) {
                    Pointer.memmove(target, source, rowBytes);
                }
            }
        }
    }

    /** Returns the first rows as an array that ND4J knows to have been written to. */
    INDArray array(int rows) {
        ConsumerDevice.writtenByHost(array);
        return rows == array.size(0) ? array : array.get(NDArrayIndex.interval(0, rows));
    }

    /** A pointer to memory that somebody else owns. */
    private static final class RawMemory extends Pointer {
        RawMemory(long address) {
            this.address = address;
        }
    }
}
