package io.github.dl4jimagegen.batch;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch being filled. Different threads may fill different rows at the same time; {@link #publish} or
 * {@link #discard} comes after all of them.
 */
public final class OpenBatch {

    private final BatchAssembler assembler;
    private final BatchBuffers buffers;
    private final BatchBuffers.Lease lease;
    private final int rows;
    private final INDArray features;
    private final long address;
    private final long rowBytes;
    private final float[] labels;
    private final String[] names;

    OpenBatch(BatchAssembler assembler, BatchBuffers buffers, int rows) {
        this.assembler = assembler;
        this.buffers = buffers;
        this.lease = buffers.lease();
        this.rows = rows;
        this.rowBytes =
                (long) assembler.featureType().width() * assembler.image().length();
        this.features =
                lease.allocate(assembler.featureType(), assembler.dataFormat().shape(rows, assembler.image()));
        this.address = addressOf(features);
        this.labels = new float[Math.multiplyExact(rows, assembler.classMode().columns(assembler.classes()))];
        this.names = new String[rows];
    }

    /** On a GPU the host's memory is there only after it has been asked for, and an address alone does not ask. */
    private static long addressOf(INDArray array) {
        var unused = array.data().pointer();
        return array.data().addressPointer().address();
    }

    /**
     * Returns where the features of a row are to be written.
     *
     * @param row from 0
     * @return the native address of the row's first value; valid while this object is reachable
     */
    public long featureAddress(int row) {
        return address + row * rowBytes;
    }

    /**
     * Sets the class and the name of a row.
     *
     * @param row from 0
     * @param label the index of the class; -1 if there are no classes
     * @param name the name of the example, kept as metadata
     */
    public void describe(int row, int label, String name) {
        names[row] = name;
        int classes = assembler.classes();
        if (classes > 0 && (label < 0 || label >= classes)) {
            throw new IllegalArgumentException(
                    name + " has class " + label + " but there are " + classes + " classes, 0 to " + (classes - 1));
        }
        switch (assembler.classMode()) {
            case CATEGORICAL -> labels[row * classes + label] = 1;
            case SPARSE, BINARY -> labels[row] = label;
            case NONE -> {}
        }
    }

    /**
     * Returns the filled batch, brought to the consumer's device. Called once.
     *
     * @return features, labels (none for {@link ClassMode#NONE}) and the names
     */
    public Batch publish() {
        buffers.device().use();
        ConsumerDevice.writtenByHost(features);
        List<INDArray> outputs = assembler.classMode() == ClassMode.NONE ? List.of() : List.of(labelArray());
        List<INDArray> inputs = List.of(features);
        buffers.device().publish(inputs);
        buffers.device().publish(outputs);
        return new Batch(inputs, outputs, Arrays.asList(names), lease);
    }

    private INDArray labelArray() {
        INDArray array = lease.allocate(DataType.FLOAT, rows, labels.length / rows);
        var unused = array.data().pointer();
        try (FloatPointer pointer = new FloatPointer(array.data().addressPointer())) {
            pointer.put(labels);
        }
        ConsumerDevice.writtenByHost(array);
        return array;
    }

    /** Gives the memory back; nothing is published after this, and what was is not handed out. */
    public void discard() {
        lease.release();
    }
}
