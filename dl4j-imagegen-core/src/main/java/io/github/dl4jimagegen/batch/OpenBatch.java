package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Target;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch being filled. Different threads may fill different rows at the same time; {@link #publish} or
 * {@link #discard} comes after all of them.
 */
public final class OpenBatch {

    private final BatchAssembler assembler;
    private final BatchBuffers buffers;
    private final BatchBuffers.Lease lease;
    private final HostRows features;
    private final List<HostRows> inputs = new ArrayList<>();
    private final List<HostRows> labels = new ArrayList<>();
    private final List<@Nullable HostRows> masks = new ArrayList<>();
    private final @Nullable String[] names;

    OpenBatch(BatchAssembler assembler, BatchBuffers buffers, int rows) {
        this.assembler = assembler;
        this.buffers = buffers;
        this.lease = buffers.lease();
        this.names = new String[rows];
        try {
            this.features = HostRows.of(
                    lease, assembler.featureType(), assembler.dataFormat().shape(rows, assembler.image()));
            allocateInputsAndLabels(rows);
        } catch (Throwable e) { // there is no batch that could be discarded
            lease.release();
            throw e;
        }
    }

    private void allocateInputsAndLabels(int rows) {
        for (long[] input : assembler.inputs()) {
            inputs.add(HostRows.filled(lease, 0, rows, input));
        }
        for (LabelEncoder label : assembler.labels()) {
            labels.add(HostRows.filled(lease, 0, rows, label.shape()));
            long[] mask = assembler.weighted() ? new long[] {1} : label.maskShape();
            masks.add(mask == null ? null : HostRows.filled(lease, 1, rows, mask));
        }
    }

    /**
     * Returns where the features of a row are to be written.
     *
     * @param row from 0
     * @return the native address of the row's first value; valid while this object is reachable
     */
    public long featureAddress(int row) {
        return features.address(row);
    }

    /**
     * Returns how many inputs there are beside the images.
     *
     * @return at least 0
     */
    public int inputs() {
        return inputs.size();
    }

    /**
     * Returns a row of a further input, to be written to.
     *
     * @param row from 0
     * @param input which one, from 0
     * @return as many values as the input's row has, all 0 before; valid while this object is reachable
     */
    public FloatBuffer input(int row, int input) {
        return inputs.get(input).row(row);
    }

    /**
     * Returns the features of a row of type FLOAT, once they are written.
     *
     * @param row from 0
     * @return a view of them, in the order of the data format, valid while this object is reachable; null if the row
     *     was left out
     */
    public @Nullable FloatBuffer features(int row) {
        return names[row] == null ? null : features.row(row);
    }

    /**
     * Sets the labels and the name of a row.
     *
     * @param row from 0
     * @param target what is to be learnt, after augmentation
     * @param name the name of the example, kept as metadata
     * @throws IllegalArgumentException if the class mode needs a target of another kind
     */
    public void describe(int row, Target target, String name) {
        names[row] = name;
        for (int i = 0; i < labels.size(); i++) {
            HostRows mask = assembler.weighted() ? null : masks.get(i);
            FloatBuffer maskRow = mask == null ? null : mask.row(row);
            assembler.labels().get(i).encode(target, labels.get(i).row(row), maskRow);
        }
    }

    /**
     * Sets how much a row counts in training. Called only if the assembler is weighted.
     *
     * @param row from 0
     * @param weight finite and not negative
     */
    public void weigh(int row, double weight) {
        for (int i = 0; i < masks.size(); i++) {
            HostRows mask = masks.get(i);
            if (mask != null) {
                mask.row(row).put(0, assembler.labels().get(i).maskOf(weight));
            }
        }
    }

    /**
     * Leaves a row out of the batch.
     *
     * @param row from 0
     */
    public void leaveOut(int row) {
        names[row] = null;
    }

    /**
     * Returns the filled batch, brought to the consumer's device. Called once.
     *
     * @return features, labels, their masks and the names; null if every row was left out
     */
    public @Nullable Batch publish() {
        return publish(rows -> List.of());
    }

    /**
     * Returns the filled batch, mixed and brought to the consumer's device. Called once.
     *
     * @param mixes draws for a number of rows what each gets from which, or nothing
     * @return features, labels, their masks and the names; null if every row was left out
     * @throws IllegalStateException if a row is not the partner of exactly one, or an area not within the image
     */
    public @Nullable Batch publish(IntFunction<List<Mix>> mixes) {
        List<Integer> kept = IntStream.range(0, names.length)
                .filter(row -> names[row] != null)
                .boxed()
                .toList();
        if (kept.isEmpty()) {
            discard();
            return null;
        }
        buffers.device().use();
        if (kept.size() < names.length) {
            features.keep(kept);
            inputs.forEach(rows -> rows.keep(kept));
            labels.forEach(rows -> rows.keep(kept));
            masks.forEach(rows -> {
                if (rows != null) {
                    rows.keep(kept);
                }
            });
        }
        int rows = kept.size();
        mix(mixes.apply(rows), rows);
        INDArray images = features.array(rows);
        List<INDArray> allInputs = new ArrayList<>(List.of(images));
        inputs.forEach(input -> allInputs.add(input.array(rows)));
        List<INDArray> outputs = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            INDArray output = labels.get(i).array(rows);
            if (assembler.labels().get(i).copiesFeatures()) {
                output.assign(images);
            }
            outputs.add(output);
        }
        List<@Nullable INDArray> outputMasks = new ArrayList<>();
        masks.forEach(mask -> outputMasks.add(mask == null ? null : mask.array(rows)));
        Batch batch = new Batch(
                allInputs,
                outputs,
                outputMasks,
                Arrays.asList(names).stream().filter(name -> name != null).toList(),
                Batch.Positions.of(kept, names.length),
                lease);
        batch.publish(buffers.device());
        return batch;
    }

    private void mix(List<Mix> mixes, int rows) {
        if (mixes.isEmpty()) {
            return;
        }
        if (mixes.size() != rows) {
            throw new IllegalStateException("a mixing drew " + mixes.size() + " values for " + rows + " rows");
        }
        List<HostRows> others = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!assembler.labels().get(i).copiesFeatures()) {
                others.add(labels.get(i));
            }
        }
        masks.forEach(mask -> {
            if (mask != null) {
                others.add(mask);
            }
        });
        new RowMixer(assembler.image(), assembler.dataFormat(), features, others).mix(mixes);
    }

    /** Gives the memory back; nothing is published after this, and what was is not handed out. */
    public void discard() {
        lease.release();
    }
}
