package io.github.dl4jimagegen.batch;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch being filled. Different threads may fill different rows at the same time; {@link #publish} comes after all of
 * them.
 */
public final class OpenBatch {

    private final BatchAssembler assembler;
    private final int rows;
    private final INDArray features;
    private final long address;
    private final long rowBytes;
    private final float[] labels;
    private final String[] names;

    OpenBatch(BatchAssembler assembler, int rows) {
        this.assembler = assembler;
        this.rows = rows;
        this.rowBytes = 4L * assembler.image().length();
        this.features =
                BatchMemory.allocate(DataType.FLOAT, assembler.dataFormat().shape(rows, assembler.image()));
        this.address = features.data().addressPointer().address();
        this.labels = new float[rows * assembler.classMode().columns(assembler.classes())];
        this.names = new String[rows];
    }

    /**
     * Returns where the features of a row are to be written.
     *
     * @param row from 0
     * @return the native address of the row's first float; valid while this object is reachable
     */
    public long featureAddress(int row) {
        return address + row * rowBytes;
    }

    /**
     * Sets the class and the name of a row.
     *
     * @param row from 0
     * @param label the index of the class
     * @param name the name of the example, kept as metadata
     */
    public void describe(int row, int label, String name) {
        names[row] = name;
        int classes = assembler.classes();
        if (label < 0 || label >= classes) {
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
     * Returns the filled batch. Called once.
     *
     * @return features, labels (none for {@link ClassMode#NONE}) and as metadata the names
     */
    public DataSet publish() {
        Nd4j.getAffinityManager().tagLocation(features, AffinityManager.Location.HOST);
        INDArray labelArray = assembler.classMode() == ClassMode.NONE ? null : detached(labels, rows);
        return dataSet(features, labelArray, Arrays.asList(names));
    }

    private static INDArray detached(float[] values, int rows) {
        INDArray array = BatchMemory.allocate(DataType.FLOAT, rows, values.length / rows);
        try (FloatPointer pointer = new FloatPointer(array.data().addressPointer())) {
            pointer.put(values);
        }
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
        return array;
    }

    @SuppressWarnings("NullAway") // Deeplearning4j takes null for "no labels" but does not say so
    private static DataSet dataSet(INDArray features, @Nullable INDArray labels, List<String> names) {
        DataSet dataSet = new DataSet(features, labels);
        dataSet.setExampleMetaData(names);
        return dataSet;
    }
}
