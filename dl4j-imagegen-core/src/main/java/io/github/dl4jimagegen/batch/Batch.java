package io.github.dl4jimagegen.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Examples that go through a network together: its inputs, the outputs to learn with their masks, and the examples'
 * names. All arrays have one row an example.
 */
public final class Batch {

    private final List<INDArray> inputs;
    private final List<INDArray> outputs;
    private final List<@Nullable INDArray> outputMasks;
    private final List<String> names;
    private final Positions positions;
    private final BatchBuffers.Lease lease;

    /** Makes a batch of rows; without masks the list of them is empty, or null for each output. */
    Batch(
            List<INDArray> inputs,
            List<INDArray> outputs,
            List<@Nullable INDArray> outputMasks,
            List<String> names,
            Positions positions,
            BatchBuffers.Lease lease) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.outputMasks = outputMasks.stream().allMatch(Objects::isNull) ? new ArrayList<>() : outputMasks;
        this.names = names;
        this.positions = positions;
        this.lease = lease;
    }

    /**
     * Which positions of an epoch the rows stand for: more than there are rows where some were left out.
     *
     * @param ends for each row how many positions are behind the batch once the row is; the last one counts those that
     *     were left out at the end too
     */
    record Positions(List<Integer> ends) {

        static Positions of(List<Integer> kept, int all) {
            return new Positions(IntStream.range(0, kept.size())
                    .mapToObj(row -> row + 1 == kept.size() ? all : kept.get(row) + 1)
                    .toList());
        }

        static Positions ofRows(int rows) {
            return new Positions(IntStream.rangeClosed(1, rows).boxed().toList());
        }

        int count() {
            return ends.get(ends.size() - 1);
        }

        Positions behind(int more) {
            return more == 0
                    ? this
                    : new Positions(ends.stream().map(end -> more + end).toList());
        }

        Positions rows(int from, int to) {
            int before = from == 0 ? 0 : ends.get(from - 1);
            return new Positions(
                    ends.subList(from, to).stream().map(end -> end - before).toList());
        }

        Positions then(Positions next) {
            return new Positions(Stream.concat(ends.stream(), next.ends.stream().map(end -> count() + end))
                    .toList());
        }
    }

    BatchBuffers.Lease lease() {
        return lease;
    }

    /** Brings all arrays to a device. */
    void publish(ConsumerDevice device) {
        device.publish(inputs);
        device.publish(outputs);
        List<INDArray> masks = new ArrayList<>();
        outputMasks.forEach(mask -> {
            if (mask != null) {
                masks.add(mask);
            }
        });
        device.publish(masks);
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
     * Returns how many positions of the epoch are over with this batch.
     *
     * @return the number of rows, and of those that were left out among them
     */
    public int positions() {
        return positions.count();
    }

    /**
     * Returns this batch behind positions of which no row was left.
     *
     * @param positions how many
     * @return a batch of the same arrays
     */
    public Batch behind(int positions) {
        return new Batch(inputs, outputs, outputMasks, names, this.positions.behind(positions), lease);
    }

    /**
     * Returns copies of some rows, in memory of their own.
     *
     * @param from the first row
     * @param to the row after the last one
     * @return a batch of to - from rows
     */
    public Batch rows(int from, int to) {
        BatchBuffers.Lease copies = lease.ofCopies();
        List<@Nullable INDArray> masks = new ArrayList<>();
        outputMasks.forEach(mask -> masks.add(mask == null ? null : copy(mask, from, to, copies)));
        return new Batch(
                inputs.stream().map(array -> copy(array, from, to, copies)).toList(),
                outputs.stream().map(array -> copy(array, from, to, copies)).toList(),
                masks,
                names.isEmpty() ? names : List.copyOf(names.subList(from, to)),
                positions.rows(from, to),
                copies);
    }

    private static INDArray copy(INDArray array, int from, int to, BatchBuffers.Lease copies) {
        return concat(List.of(array.get(NDArrayIndex.interval(from, to))), copies);
    }

    /**
     * Returns batches as one, copied into memory of its own.
     *
     * @param batches at least one, of the same inputs and outputs
     * @return a batch of all their rows, in their order
     */
    public static Batch concat(List<Batch> batches) {
        BatchBuffers.Lease copies = batches.get(0).lease.ofCopies();
        List<String> names = new ArrayList<>();
        batches.forEach(batch -> names.addAll(batch.names));
        return new Batch(
                concatArrays(batches.stream().map(batch -> batch.inputs).toList(), copies),
                concatArrays(batches.stream().map(batch -> batch.outputs).toList(), copies),
                concatMasks(batches.stream().map(batch -> batch.outputMasks).toList(), copies),
                names,
                batches.stream()
                        .map(batch -> batch.positions)
                        .reduce(Positions::then)
                        .orElseThrow(),
                copies);
    }

    private static List<INDArray> concatArrays(List<List<INDArray>> parts, BatchBuffers.Lease copies) {
        return IntStream.range(0, parts.get(0).size())
                .mapToObj(i -> concat(parts.stream().map(part -> part.get(i)).toList(), copies))
                .toList();
    }

    /** An output has a mask in every batch or in none. */
    private static List<@Nullable INDArray> concatMasks(
            List<List<@Nullable INDArray>> parts, BatchBuffers.Lease copies) {
        List<@Nullable INDArray> whole = new ArrayList<>();
        for (int i = 0; i < parts.get(0).size(); i++) {
            List<INDArray> arrays = new ArrayList<>();
            for (List<@Nullable INDArray> part : parts) {
                INDArray mask = part.get(i);
                if (mask != null) {
                    arrays.add(mask);
                }
            }
            whole.add(arrays.isEmpty() ? null : concat(arrays, copies));
        }
        return whole;
    }

    private static INDArray concat(List<INDArray> arrays, BatchBuffers.Lease copies) {
        long[] shape = arrays.get(0).shape().clone();
        shape[0] = arrays.stream().mapToLong(array -> array.size(0)).sum();
        INDArray whole = copies.allocate(arrays.get(0).dataType(), shape);
        long row = 0;
        for (INDArray array : arrays) {
            if (!Arrays.equals(array.shape(), 1, array.rank(), shape, 1, shape.length)) { // assign would not notice
                throw new IllegalArgumentException("batches of "
                        + Arrays.toString(arrays.get(0).shape()) + " and " + Arrays.toString(array.shape())
                        + " cannot become one: take them one by one, with next()");
            }
            whole.get(NDArrayIndex.interval(row, row + array.size(0))).assign(array);
            row += array.size(0);
        }
        return whole;
    }

    /**
     * Returns this batch for a network of one input and at most one output.
     *
     * @return the same arrays; labels are null if there is no output, their mask if there is none
     */
    @SuppressWarnings("NullAway") // Deeplearning4j takes null for "none" but does not say so
    public DataSet toDataSet() {
        DataSet dataSet = new DataSet(
                inputs.get(0),
                outputs.isEmpty() ? null : outputs.get(0),
                null,
                outputMasks.isEmpty() ? null : outputMasks.get(0));
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
        INDArray @Nullable [] masks = outputMasks.isEmpty() ? null : outputMasks.toArray(INDArray[]::new);
        MultiDataSet dataSet = new MultiDataSet(inputs.toArray(INDArray[]::new), labels, null, masks);
        if (!names.isEmpty()) {
            dataSet.setExampleMetaData(names);
        }
        return dataSet;
    }
}
