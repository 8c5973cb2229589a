package io.github.dl4jimagegen.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What one tensor of an example looks like, and what becomes of it in a batch. Immutable.
 *
 * @param dataType the type of its values
 * @param shape its dimensions, without the batch; empty for a scalar; {@link #NONE} for one that is not fixed
 * @param kind what becomes of it in a batch
 * @param classes the number of classes of a one-hot label, otherwise 0
 * @param padding how examples that differ in a dimension are made equal, or null if they must not differ
 */
public record TensorSpec(
        DataType dataType,
        List<Long> shape,
        Kind kind,
        int classes,
        @Nullable Padding padding) implements Serializable {

    /** The dimension that is not fixed: tf's None. */
    public static final long NONE = -1;

    /** What becomes of a tensor in a batch. */
    public enum Kind {
        /** It is stacked: [n, dimensions...]; a scalar gives [n, 1]. */
        TENSOR,
        /** An image of height x width x channels is stacked in the iterator's data format. */
        IMAGE,
        /** A class index becomes a row of FLOAT that is 1 in the column of the class: [n, classes]. */
        ONE_HOT
    }

    /**
     * How tensors are brought to the same shape: at the end of each dimension, as in tf's {@code padded_batch}.
     *
     * @param shape the shape to pad to; {@link #NONE} for the longest of the batch
     * @param value what is filled in
     */
    public record Padding(List<Long> shape, double value) implements Serializable {}

    /**
     * Checks that the parts suit one another.
     *
     * @param dataType the type of its values
     * @param shape its dimensions, without the batch; empty for a scalar; {@link #NONE} for one that is not fixed
     * @param kind what becomes of it in a batch
     * @param classes the number of classes of a one-hot label, otherwise 0
     * @param padding how examples that differ in a dimension are made equal, or null if they must not differ
     */
    public TensorSpec {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(d -> d < 1 && d != NONE)) {
            throw new IllegalArgumentException("every dimension must be positive or NONE but the shape is " + shape);
        }
        if (kind == Kind.IMAGE && (shape.size() != 3 || shape.get(2) == NONE)) {
            throw new IllegalArgumentException(
                    "an image has height x width x channels, the last of them fixed, but the shape is " + shape);
        }
        if (kind == Kind.ONE_HOT ? !shape.isEmpty() || classes < 1 : classes != 0) {
            throw new IllegalArgumentException("a one-hot label is a scalar of at least one class, and nothing else has"
                    + " classes, but this has the shape " + shape + " and " + classes + " classes");
        }
        if (padding != null) {
            checkPadding(shape, padding.shape);
        }
    }

    private static void checkPadding(List<Long> shape, List<Long> padded) {
        boolean suits = padded.size() == shape.size()
                && IntStream.range(0, padded.size())
                        .allMatch(i -> shape.get(i) == NONE
                                ? padded.get(i) == NONE || padded.get(i) > 0
                                : padded.get(i).equals(shape.get(i)));
        if (!suits) {
            throw new IllegalArgumentException("cannot pad " + shape + " to " + padded
                    + ": only dimensions that are NONE are padded, to a positive length or to NONE, the longest of the"
                    + " batch");
        }
    }

    private static TensorSpec of(DataType dataType, Kind kind, long... shape) {
        return new TensorSpec(dataType, LongStream.of(shape).boxed().toList(), kind, 0, null);
    }

    /**
     * Returns the specification of a tensor that is stacked as it is.
     *
     * @param dataType the type of its values
     * @param shape its dimensions, without the batch; none for a scalar
     * @return a specification
     */
    public static TensorSpec of(DataType dataType, long... shape) {
        return of(dataType, Kind.TENSOR, shape);
    }

    /**
     * Returns the specification of a FLOAT image that examples hold as height x width x channels, and batches in the
     * iterator's data format.
     *
     * @param height rows
     * @param width columns
     * @param channels values of a pixel
     * @return a specification
     */
    public static TensorSpec image(long height, long width, long channels) {
        return of(DataType.FLOAT, Kind.IMAGE, height, width, channels);
    }

    /**
     * Returns the specification of a scalar: an INT32 class index is {@code scalar(DataType.INT32).oneHot(10)}.
     *
     * @param dataType the type of the value
     * @return a specification whose batches are [n, 1]
     */
    public static TensorSpec scalar(DataType dataType) {
        return of(dataType);
    }

    /**
     * Returns this scalar as a class index whose batches are one-hot, [n, classes] FLOAT.
     *
     * @param classes the number of classes; values are 0 to classes - 1
     * @return a new specification
     * @throws IllegalArgumentException if this is not the specification of a scalar, or classes is not positive
     */
    public TensorSpec oneHot(int classes) {
        return new TensorSpec(dataType, shape, Kind.ONE_HOT, classes, null);
    }

    /**
     * Returns this specification with what its {@link #NONE} dimensions are padded to, with zeros. Without it all
     * examples of a batch must agree in them. There are no masks: the network sees the padding.
     *
     * @param shape as long as this shape and equal to it where it is fixed; NONE for the longest of the batch
     * @return a new specification
     * @throws IllegalArgumentException if the two do not suit each other
     */
    public TensorSpec padTo(long... shape) {
        return padTo(0, shape);
    }

    /**
     * Returns this specification with what its {@link #NONE} dimensions are padded to.
     *
     * @param value what is filled in
     * @param shape as long as this shape and equal to it where it is fixed; NONE for the longest of the batch
     * @return a new specification
     * @throws IllegalArgumentException if the two do not suit each other
     */
    public TensorSpec padTo(double value, long[] shape) {
        Padding newPadding = new Padding(LongStream.of(shape).boxed().toList(), value);
        return new TensorSpec(dataType, this.shape, kind, classes, newPadding);
    }

    /**
     * Returns the shape of a batch.
     *
     * @param rows the number of examples
     * @param format the order of an image's dimensions
     * @return the dimensions of the array, {@link #NONE} for those that are not fixed
     */
    public long[] batchShape(int rows, DataFormat format) {
        return batchShape(rows, padding == null ? shape : padding.shape, format);
    }

    private long[] batchShape(int rows, List<Long> of, DataFormat format) {
        if (kind == Kind.ONE_HOT) {
            return new long[] {rows, classes};
        }
        if (kind == Kind.IMAGE && format == DataFormat.NCHW) {
            return new long[] {rows, of.get(2), of.get(0), of.get(1)};
        }
        if (of.isEmpty()) {
            return new long[] {rows, 1};
        }
        return LongStream.concat(LongStream.of(rows), of.stream().mapToLong(d -> d))
                .toArray();
    }

    /**
     * Returns the type of a batch's values.
     *
     * @return FLOAT for a one-hot label, otherwise the type of the tensor
     */
    public DataType batchType() {
        return kind == Kind.ONE_HOT ? DataType.FLOAT : dataType;
    }

    /** Returns what an array is, in the words of messages. */
    static String describe(INDArray array) {
        return array.dataType() + " " + Arrays.toString(array.shape());
    }

    /** Checks an example's tensor. */
    void check(INDArray array, String name, long example) {
        boolean suits = array.dataType() == dataType
                && array.rank() == shape.size()
                && IntStream.range(0, array.rank())
                        .allMatch(i -> shape.get(i) == NONE ? fitsPadding(array, i) : shape.get(i) == array.size(i));
        if (!suits) {
            String limit = padding == null ? "" : ", padded to " + padding.shape;
            throw new SignatureMismatchException("generator example " + example + ": " + name + " are "
                    + describe(array) + " but the signature says " + dataType + " " + shape + limit);
        }
        if (kind == Kind.ONE_HOT) {
            double label = array.getDouble(0);
            if (label != Math.rint(label) || label < 0 || label >= classes) {
                throw new SignatureMismatchException("generator example " + example + ": the class is " + label
                        + " but the signature allows 0 to " + (classes - 1));
            }
        }
    }

    private boolean fitsPadding(INDArray array, int dimension) {
        return padding == null
                || padding.shape.get(dimension) == NONE
                || array.size(dimension) <= padding.shape.get(dimension);
    }

    /** Stacks checked tensors, one a row. */
    INDArray stack(List<INDArray> arrays, String name, long first, DataFormat format, BatchBuffers.Lease lease) {
        List<Long> common = commonShape(arrays, name, first);
        INDArray batch = lease.allocate(batchType(), batchShape(arrays.size(), common, format));
        if (kind == Kind.ONE_HOT) {
            batch.assign(0);
        } else if (padding != null) {
            batch.assign(padding.value);
        }
        for (int row = 0; row < arrays.size(); row++) {
            write(arrays.get(row), batch, row, format);
        }
        return batch;
    }

    /** Returns the shape that every tensor of the batch has, or is padded to. */
    private List<Long> commonShape(List<INDArray> arrays, String name, long first) {
        Long[] common = shape.toArray(Long[]::new);
        for (int d = 0; d < common.length; d++) {
            if (common[d] != NONE) {
                continue;
            }
            if (padding != null && padding.shape.get(d) != NONE) {
                common[d] = padding.shape.get(d);
                continue;
            }
            for (int row = 0; row < arrays.size(); row++) {
                long length = arrays.get(row).size(d);
                if (row > 0 && padding == null && length != common[d]) {
                    throw new SignatureMismatchException("generator example " + (first + row) + ": " + name + " are "
                            + describe(arrays.get(row)) + " but example " + first + " of the same batch has "
                            + describe(arrays.get(0)) + ": use padTo, or a batch size of 1");
                }
                common[d] = Math.max(common[d], length);
            }
        }
        return List.of(common);
    }

    private void write(INDArray array, INDArray batch, int row, DataFormat format) {
        if (kind == Kind.ONE_HOT) {
            batch.putScalar(row, array.getInt(0), 1);
        } else if (shape.isEmpty()) {
            batch.putScalar(row, 0, array.getDouble(0));
        } else {
            boolean channelsFirst = kind == Kind.IMAGE && format == DataFormat.NCHW;
            INDArray source = channelsFirst ? array.permute(2, 0, 1) : array;
            target(batch.slice(row), source.shape()).assign(source);
        }
    }

    /** Returns the part of a row that is not padding. */
    private static INDArray target(INDArray row, long[] shape) {
        if (Arrays.equals(row.shape(), shape)) {
            return row;
        }
        INDArrayIndex[] start = LongStream.of(shape)
                .mapToObj(length -> NDArrayIndex.interval(0, length))
                .toArray(INDArrayIndex[]::new);
        return row.get(start);
    }
}
