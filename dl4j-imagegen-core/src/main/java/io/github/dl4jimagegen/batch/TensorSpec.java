package io.github.dl4jimagegen.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one tensor of an example looks like, and what becomes of it in a batch. Immutable.
 *
 * @param dataType the type of its values
 * @param shape its dimensions, without the batch; empty for a scalar
 * @param kind what becomes of it in a batch
 * @param classes the number of classes of a one-hot label, otherwise 0
 */
public record TensorSpec(DataType dataType, List<Long> shape, Kind kind, int classes) implements Serializable {

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
     * Checks that every dimension is positive.
     *
     * @param dataType the type of its values
     * @param shape its dimensions, without the batch; empty for a scalar
     * @param kind what becomes of it in a batch
     * @param classes the number of classes of a one-hot label, otherwise 0
     */
    public TensorSpec {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("every dimension must be positive but the shape is " + shape);
        }
    }

    /**
     * Returns the specification of a tensor that is stacked as it is.
     *
     * @param dataType the type of its values
     * @param shape its dimensions, without the batch; none for a scalar
     * @return a specification
     */
    public static TensorSpec of(DataType dataType, long... shape) {
        return new TensorSpec(dataType, LongStream.of(shape).boxed().toList(), Kind.TENSOR, 0);
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
    public static TensorSpec image(int height, int width, int channels) {
        List<Long> shape = List.of((long) height, (long) width, (long) channels);
        return new TensorSpec(DataType.FLOAT, shape, Kind.IMAGE, 0);
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
     * @throws IllegalStateException if this is not the specification of a scalar
     */
    public TensorSpec oneHot(int classes) {
        if (!shape.isEmpty()) {
            throw new IllegalStateException("only a scalar can be one-hot but this has the shape " + shape);
        }
        if (classes < 1) {
            throw new IllegalArgumentException("the number of classes must be positive but was " + classes);
        }
        return new TensorSpec(dataType, shape, Kind.ONE_HOT, classes);
    }

    /**
     * Returns the shape of a batch.
     *
     * @param rows the number of examples
     * @param format the order of an image's dimensions
     * @return the dimensions of the array
     */
    public long[] batchShape(int rows, DataFormat format) {
        if (kind == Kind.ONE_HOT) {
            return new long[] {rows, classes};
        }
        if (kind == Kind.IMAGE && format == DataFormat.NCHW) {
            return new long[] {rows, shape.get(2), shape.get(0), shape.get(1)};
        }
        if (shape.isEmpty()) {
            return new long[] {rows, 1};
        }
        return LongStream.concat(LongStream.of(rows), shape.stream().mapToLong(d -> d))
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
        boolean sameShape =
                Arrays.equals(array.shape(), shape.stream().mapToLong(d -> d).toArray());
        if (array.dataType() != dataType || !sameShape) {
            throw new SignatureMismatchException("generator example " + example + ": " + name + " are "
                    + describe(array) + " but the signature says " + dataType + " " + shape);
        }
        if (kind == Kind.ONE_HOT) {
            double label = array.getDouble(0);
            if (label != Math.rint(label) || label < 0 || label >= classes) {
                throw new SignatureMismatchException("generator example " + example + ": the class is " + label
                        + " but the signature allows 0 to " + (classes - 1));
            }
        }
    }

    /** Writes an example's tensor into its row of a batch. */
    void write(INDArray array, INDArray batch, int row, DataFormat format) {
        switch (kind) {
            case ONE_HOT -> batch.putScalar(row, array.getInt(0), 1);
            case IMAGE -> {
                INDArray image = format == DataFormat.NCHW ? array.permute(2, 0, 1) : array;
                batch.slice(row).assign(image);
            }
            case TENSOR -> {
                if (shape.isEmpty()) {
                    batch.putScalar(row, 0, array.getDouble(0));
                } else {
                    batch.slice(row).assign(array);
                }
            }
        }
    }
}
