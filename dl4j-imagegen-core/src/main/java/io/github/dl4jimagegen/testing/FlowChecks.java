package io.github.dl4jimagegen.testing;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Checks that a flow keeps what it promises, with the user's own source, generator and augmentations in it: that it is
 * the same on every run, and that it goes on exactly from any saved state.
 *
 * <pre>{@code
 * FlowChecks.resumesAnywhere(() -> pipeline.trainingFlow(new MySource()));
 * }</pre>
 *
 * <p>A check keeps the batches of two epochs in memory: use a small source.
 */
public final class FlowChecks {

    private static final int EPOCHS = 2;

    private FlowChecks() {}

    /**
     * Checks that two flows deliver the same batches, value for value and name for name, in two epochs.
     *
     * @param one makes a flow
     * @param other makes a flow that should be the same, for instance one with more workers; or the same again
     * @param <F> an iterator of this library
     * @throws AssertionError with the place of the first difference
     */
    public static <F extends Flow & Iterator<?>> void deliverTheSame(Supplier<F> one, Supplier<F> other) {
        compare(epochs(one), epochs(other), "the other flow");
    }

    /**
     * Checks that a flow goes on exactly from every place at which it can be saved: before the first batch, after each
     * batch of two epochs, and at their ends. The state goes through JSON each time.
     *
     * @param flows makes a new flow, always the same one
     * @param <F> an iterator of this library
     * @throws AssertionError with the place where it was restored and that of the first difference
     */
    public static <F extends Flow & Iterator<?>> void resumesAnywhere(Supplier<F> flows) {
        List<List<Rows>> whole = epochs(flows);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int taken = 0; taken <= whole.get(epoch).size(); taken++) {
                String place = "the flow restored after batch " + taken + " of epoch " + epoch;
                PipelineState state =
                        PipelineState.fromJson(stateAt(flows, epoch, taken).toJson());
                try (F flow = flows.get()) {
                    flow.restore(state);
                    boolean atEnd = taken == whole.get(epoch).size();
                    int from = epoch + (atEnd ? 1 : 0);
                    if (flow.epoch() != from) {
                        throw new AssertionError(place + " is in epoch " + flow.epoch() + " but should be in " + from);
                    }
                    reset(flow); // which trainers do first, and which must not lose the rest of the epoch
                    if (atEnd && from == EPOCHS) {
                        continue;
                    }
                    List<List<Rows>> tail = new ArrayList<>();
                    tail.add(
                            atEnd
                                    ? whole.get(from)
                                    : whole.get(epoch)
                                            .subList(taken, whole.get(epoch).size()));
                    tail.addAll(whole.subList(from + 1, EPOCHS));
                    compare(tail, epochs(flow, tail.size()), place);
                }
            }
        }
    }

    private static <F extends Flow & Iterator<?>> PipelineState stateAt(Supplier<F> flows, int epoch, int taken) {
        try (F flow = flows.get()) {
            for (int e = 0; e < epoch; e++) {
                List<Rows> unused = drain(flow);
                reset(flow);
            }
            for (int i = 0; i < taken; i++) {
                if (!flow.hasNext()) {
                    throw new AssertionError("epoch " + epoch + " has only " + i + " batches, and had more before");
                }
                Object unused = flow.next();
            }
            return flow.state();
        }
    }

    private static <F extends Flow & Iterator<?>> List<List<Rows>> epochs(Supplier<F> flows) {
        try (F flow = flows.get()) {
            return epochs(flow, EPOCHS);
        }
    }

    private static <F extends Flow & Iterator<?>> List<List<Rows>> epochs(F flow, int count) {
        List<List<Rows>> epochs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                reset(flow);
            }
            epochs.add(drain(flow));
        }
        return epochs;
    }

    private static List<Rows> drain(Iterator<?> flow) {
        List<Rows> batches = new ArrayList<>();
        while (flow.hasNext()) {
            batches.add(Rows.of(flow.next()));
        }
        return batches;
    }

    private static void reset(Object flow) {
        if (flow instanceof DataSetIterator iterator) {
            iterator.reset();
        } else if (flow instanceof MultiDataSetIterator iterator) {
            iterator.reset();
        } else {
            throw new IllegalArgumentException("not an iterator of Deeplearning4j: " + flow.getClass());
        }
    }

    private static void compare(List<List<Rows>> expected, List<List<Rows>> actual, String what) {
        for (int epoch = 0; epoch < expected.size(); epoch++) {
            List<Rows> batches = expected.get(epoch);
            if (batches.size() != actual.get(epoch).size()) {
                throw new AssertionError(what + " delivers " + actual.get(epoch).size() + " batches in its epoch "
                        + epoch + " but there should be " + batches.size());
            }
            for (int i = 0; i < batches.size(); i++) {
                String difference = batches.get(i).difference(actual.get(epoch).get(i));
                if (difference != null) {
                    throw new AssertionError(
                            what + " differs in batch " + i + " of its epoch " + epoch + ": " + difference);
                }
            }
        }
    }

    /** What is in an array: ND4J's own comparison of single numbers is not exact. */
    private record Values(DataType type, List<Long> shape, DoubleBuffer values) {

        static Values of(INDArray array) {
            double[] values = array.dup('c').data().asDouble();
            return new Values(
                    array.dataType(), LongStream.of(array.shape()).boxed().toList(), DoubleBuffer.wrap(values));
        }
    }

    /** A batch, copied, since its memory may be recycled. */
    private record Rows(List<Values> arrays, List<?> names) {

        static Rows of(Object batch) {
            if (batch instanceof DataSet dataSet) {
                return new Rows(
                        copies(Stream.of(dataSet.getFeatures(), dataSet.getLabels(), dataSet.getLabelsMaskArray())
                                .filter(Objects::nonNull)),
                        names(dataSet.getExampleMetaData()));
            }
            if (batch instanceof MultiDataSet dataSet) {
                return new Rows(
                        copies(Stream.of(dataSet.getFeatures(), dataSet.getLabels(), dataSet.getLabelsMaskArrays())
                                .flatMap(Rows::stream)),
                        names(dataSet.getExampleMetaData()));
            }
            throw new IllegalArgumentException("not a batch: " + batch);
        }

        private static Stream<INDArray> stream(INDArray @Nullable [] arrays) {
            return arrays == null ? Stream.of() : Arrays.stream(arrays).filter(Objects::nonNull);
        }

        private static List<Values> copies(Stream<INDArray> arrays) {
            return arrays.map(Values::of).toList();
        }

        private static List<?> names(@Nullable List<?> metaData) {
            return metaData == null ? List.of() : List.copyOf(metaData);
        }

        @Nullable
        String difference(Rows other) {
            if (!names.equals(other.names)) {
                return "it has " + other.names + " but should have " + names;
            }
            for (int i = 0; i < arrays.size(); i++) {
                if (!arrays.get(i).equals(other.arrays.get(i))) {
                    return "array " + i + " is not the same";
                }
            }
            return null;
        }
    }
}
