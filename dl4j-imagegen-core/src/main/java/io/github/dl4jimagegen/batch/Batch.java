package io.github.dl4jimagegen.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Examples that go through a network together: its inputs, the outputs to learn, and the examples' names. All arrays
 * have one row an example.
 */
public final class Batch {

    private final List<INDArray> inputs;
    private final List<INDArray> outputs;
    private final List<String> names;
    private final BatchBuffers.Lease lease;

    Batch(List<INDArray> inputs, List<INDArray> outputs, List<String> names, BatchBuffers.Lease lease) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.names = names;
        this.lease = lease;
    }

    BatchBuffers.Lease lease() {
        return lease;
    }

    /** Says that nobody needs this batch any more, which was never handed out: its memory may be used again. */
    public void release() {
        lease.release();
    }

    /**
     * Returns the number of examples.
     *
     * @return at least 1
     */
    public int rows() {
        return (int) inputs.get(0).size(0);
    }

    /**
     * Returns copies of some rows, in memory of their own.
     *
     * @param from the first row
     * @param to the row after the last one
     * @return a batch of to - from rows
     */
    public Batch rows(int from, int to) {
        return new Batch(
                inputs.stream().map(array -> copy(array, from, to)).toList(),
                outputs.stream().map(array -> copy(array, from, to)).toList(),
                names.isEmpty() ? names : List.copyOf(names.subList(from, to)),
                lease.ofCopies());
    }

    private static INDArray copy(INDArray array, int from, int to) {
        return array.get(NDArrayIndex.interval(from, to)).dup('c').detach();
    }

    /**
     * Returns batches as one, copied into memory of its own.
     *
     * @param batches at least one, of the same inputs and outputs
     * @return a batch of all their rows, in their order
     */
    public static Batch concat(List<Batch> batches) {
        Batch first = batches.get(0);
        List<String> names = new ArrayList<>();
        batches.forEach(batch -> names.addAll(batch.names));
        return new Batch(
                concatArrays(batches.stream().map(batch -> batch.inputs).toList()),
                concatArrays(batches.stream().map(batch -> batch.outputs).toList()),
                names,
                first.lease.ofCopies());
    }

    private static List<INDArray> concatArrays(List<List<INDArray>> parts) {
        return IntStream.range(0, parts.get(0).size())
                .mapToObj(i -> Nd4j.concat(
                                0, parts.stream().map(part -> part.get(i)).toArray(INDArray[]::new))
                        .detach())
                .toList();
    }

    /**
     * Returns this batch for a network of one input and at most one output.
     *
     * @return the same arrays; labels are null if there is no output
     */
    @SuppressWarnings("NullAway") // Deeplearning4j takes null for "no labels" but does not say so
    public DataSet toDataSet() {
        DataSet dataSet = new DataSet(inputs.get(0), outputs.isEmpty() ? null : outputs.get(0));
        if (!names.isEmpty()) {
            dataSet.setExampleMetaData(names);
        }
        return dataSet;
    }

    /**
     * Returns this batch for a network of several inputs or outputs.
     *
     * @return the same arrays, in the order of the signature
     */
    @SuppressWarnings("NullAway") // as above
    public MultiDataSet toMultiDataSet() {
        INDArray @Nullable [] labels = outputs.isEmpty() ? null : outputs.toArray(INDArray[]::new);
        MultiDataSet dataSet = new MultiDataSet(inputs.toArray(INDArray[]::new), labels);
        if (!names.isEmpty()) {
            dataSet.setExampleMetaData(names);
        }
        return dataSet;
    }
}
