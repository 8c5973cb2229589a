package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.Labels.ClassLabels;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images that are in memory, with their labels, weights and further inputs: Keras's {@code flow(x, y, sample_weight)}.
 *
 * <pre>{@code
 * ImageArrays digits = ImageArrays.of(images, DataFormat.NCHW).labels(ClassIndex.numbered(10), labels);
 * ImageDataSetIterator training = ImagePipeline.targetSize(28, 28).colorMode(GRAYSCALE).trainingFlow(digits);
 * }</pre>
 *
 * <p>Each call of {@link #labels}, {@link #oneHot}, {@link #values} and {@link #targets} adds an output of the network: one
 * call for most, several for a network of several outputs. Arrays are held and not copied: they must not change any more,
 * nor be closed. Of an array of UINT8 the images are 8-bit, of any other type they are float, of any range. Keras's split
 * is {@link Splitter#first}.
 *
 * <p>Immutable: every method returns a new source, of the same images. Thread-safe, and serialisable with all its arrays.
 */
public final class ImageArrays implements ImageSource {

    private static final long serialVersionUID = 1L;

    /** Where the pixels are. */
    private sealed interface Pixels extends Serializable {
        int size();

        Image image(int index);

        ImageShape shape();

        String describe();
    }

    private final Pixels pixels;
    private final List<Labels> outputs;
    private final Labels labels;
    private final List<Rows> inputs;
    private final double @Nullable [] weights;

    private ImageArrays(Pixels pixels, List<Labels> outputs, List<Rows> inputs, double @Nullable [] weights) {
        this.pixels = pixels;
        this.outputs = outputs;
        this.labels = Labels.ofOutputs(outputs);
        this.inputs = inputs;
        this.weights = weights;
    }

    private static ImageArrays of(Pixels pixels) {
        return new ImageArrays(pixels, List.of(), List.of(), null);
    }

    /**
     * Returns the images of an array.
     *
     * @param images [n, height, width, channels] or [n, channels, height, width]; UINT8, or another type of numbers; held
     * @param dataFormat which of the two
     * @return its images, without labels
     * @throws IllegalArgumentException if it does not have four dimensions
     */
    public static ImageArrays of(INDArray images, DataFormat dataFormat) {
        if (images.rank() != 4) {
            throw new IllegalArgumentException("images must have four dimensions, [n, height, width, channels] or [n,"
                    + " channels, height, width], but have " + Arrays.toString(images.shape())
                    + ": give grey ones a dimension for their one channel by reshape");
        }
        return of(new ArrayPixels(images, dataFormat));
    }

    /**
     * Returns images, of any sizes.
     *
     * @param images at least one
     * @return the images, without labels
     */
    public static ImageArrays of(List<Image> images) {
        return of(new ListedPixels(List.copyOf(images)));
    }

    /**
     * Returns the images of a Java array, as float images.
     *
     * @param images [n][height][width][channels]; copied
     * @return its images, without labels
     * @throws IllegalArgumentException if an image is empty, or its rows or pixels are not of the same length
     */
    public static ImageArrays of(float[][][][] images) {
        return of(Stream.of(images).map(ImageArrays::image).toList());
    }

    private static Image image(float[][][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        int channels = width == 0 ? 0 : rows[0][0].length;
        FloatBuffer values = FloatBuffer.allocate(new ImageShape(rows.length, width, channels).length());
        for (float[][] row : rows) {
            for (float[] pixel : row) {
                if (row.length != width || pixel.length != channels) {
                    throw new IllegalArgumentException("all rows of an image must have " + width
                            + " pixels and all pixels " + channels + " values, as the first, but there is a row of "
                            + row.length + " or a pixel of " + pixel.length);
                }
                values = values.put(pixel);
            }
        }
        return Image.ofFloats(rows.length, width, channels, values.array());
    }

    /**
     * Adds an output: the class of each image. For CATEGORICAL, SPARSE and BINARY.
     *
     * @param classes the classes
     * @param labels the index of each image's class, from 0; copied
     * @return a new source
     * @throws IllegalArgumentException if there are not as many labels as images, or if one is no class
     */
    public ImageArrays labels(ClassIndex classes, int... labels) {
        checkCount("labels", labels.length);
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("label " + i + " is " + labels[i] + " but there are "
                        + classes.size() + " classes, which count from 0");
            }
        }
        return with(new ClassLabels(classes, labels.clone()));
    }

    /**
     * Adds an output: the class of each image, by rows that are 1 in the column of the class, and else 0.
     *
     * @param classes the classes
     * @param rows [n, classes]; read at once
     * @return a new source
     * @throws IllegalArgumentException if it has another shape, or a row that does not have a single 1
     */
    public ImageArrays oneHot(ClassIndex classes, INDArray rows) {
        checkCount("one-hot rows", rows.size(0));
        if (rows.rank() != 2 || rows.size(1) != classes.size()) {
            throw new IllegalArgumentException("one-hot rows of " + classes.size() + " classes have the shape [n, "
                    + classes.size() + "] but were " + Arrays.toString(rows.shape()));
        }
        float[] values = floats(rows);
        return with(new ClassLabels(
                classes,
                IntStream.range(0, size())
                        .map(i -> one(values, i, classes.size()))
                        .toArray()));
    }

    private static int one(float[] values, int row, int classes) {
        float[] own = Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
        int[] set = IntStream.range(0, classes).filter(c -> own[c] != 0).toArray();
        if (set.length != 1 || own[set[0]] != 1) {
            throw new IllegalArgumentException("one-hot row " + row + " is " + Arrays.toString(own)
                    + " but must be 1 once and else 0: use values(...) for other numbers");
        }
        return set[0];
    }

    /**
     * Adds an output: the numbers of each image. For RAW.
     *
     * @param rows [n, ...]; held
     * @return a new source
     * @throws IllegalArgumentException if there are not as many rows as images
     */
    public ImageArrays values(INDArray rows) {
        checkCount("rows of values", rows.size(0));
        return with(new ArrayLabels(new Rows(rows)));
    }

    /**
     * Adds an output: what is to be learnt about each image, of whatever kind, such as several classes or a mask.
     *
     * @param classes the classes that the targets count; none if they count none
     * @param targets one an image, all of the same kind
     * @return a new source
     * @throws IllegalArgumentException if there are not as many targets as images, or if one is of a class that is none
     */
    public ImageArrays targets(ClassIndex classes, List<Target> targets) {
        checkCount("targets", targets.size());
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            List<Integer> own = target instanceof Target.Classes several ? several.labels() : List.of(target.label());
            if (own.stream().anyMatch(label -> label >= classes.size())) {
                throw new IllegalArgumentException("target " + i + " is " + target + " but there are " + classes.size()
                        + " classes, which count from 0");
            }
        }
        return with(new ListedLabels(classes, List.copyOf(targets)));
    }

    /**
     * Sets how much each image counts in training. The network must end in a {@code LossLayer}, see
     * {@link ImageSource#weight}.
     *
     * @param weights one an image, finite and not negative; copied
     * @return a new source
     * @throws IllegalArgumentException if there are not as many weights as images, or if one is negative or not finite
     */
    public ImageArrays weights(double... weights) {
        checkCount("weights", weights.length);
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight " + i + " must be finite and not negative but was " + weights[i]);
            }
        }
        return new ImageArrays(pixels, outputs, inputs, weights.clone());
    }

    /**
     * Adds a further input of the network behind the images: row i goes with image i, as it is. The flows are then those
     * that give a {@code MultiDataSet}.
     *
     * @param rows [n, ...]; held, and handed on as FLOAT; [n] becomes [n, 1]
     * @return a new source
     * @throws IllegalArgumentException if there are not as many rows as images
     */
    public ImageArrays input(INDArray rows) {
        checkCount("rows of a further input", rows.size(0));
        List<Rows> more = new ArrayList<>(inputs);
        more.add(new Rows(rows));
        return new ImageArrays(pixels, outputs, List.copyOf(more), weights);
    }

    private ImageArrays with(Labels output) {
        List<Labels> more = new ArrayList<>(outputs);
        more.add(output);
        return new ImageArrays(pixels, List.copyOf(more), inputs, weights);
    }

    private void checkCount(String what, long count) {
        if (count != size()) {
            throw new IllegalArgumentException("there are " + count + " " + what + " but " + size() + " images");
        }
    }

    /** Returns the values in C order, whatever the array's own order and type. */
    private static float[] floats(INDArray array) {
        try (INDArray copy = array.dup('c')) {
            return copy.data().asFloat();
        }
    }

    /** Rows of an array. */
    private record Rows(INDArray array) implements Serializable {

        long[] shape() {
            long[] shape = array.shape();
            return shape.length == 1 ? new long[] {1} : Arrays.copyOfRange(shape, 1, shape.length);
        }

        float[] row(int index) {
            return array.rank() == 1 ? new float[] {array.getFloat(index)} : floats(array.slice(index));
        }
    }

    private record ArrayPixels(INDArray images, DataFormat dataFormat) implements Pixels {

        @Override
        public int size() {
            return (int) images.size(0);
        }

        @Override
        public Image image(int index) {
            INDArray slice = images.slice(index);
            INDArray image = dataFormat == DataFormat.NHWC ? slice : slice.permute(1, 2, 0);
            int height = (int) image.size(0);
            int width = (int) image.size(1);
            int channels = (int) image.size(2);
            float[] values = floats(image);
            if (images.dataType() != DataType.UINT8) {
                return Image.ofFloats(height, width, channels, values);
            }
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (int) values[i];
            }
            return Image.ofBytes(height, width, channels, bytes);
        }

        @Override
        public ImageShape shape() {
            boolean last = dataFormat == DataFormat.NHWC;
            return new ImageShape(
                    (int) images.size(last ? 1 : 2), (int) images.size(last ? 2 : 3), (int) images.size(last ? 3 : 1));
        }

        @Override
        public String describe() {
            return images.dataType() + " " + Arrays.toString(images.shape()) + " " + dataFormat;
        }
    }

    private record ListedPixels(List<Image> images) implements Pixels {

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public Image image(int index) {
            return images.get(index);
        }

        @Override
        public ImageShape shape() {
            List<ImageShape> shapes =
                    images.stream().map(Image::shape).distinct().toList();
            if (shapes.size() != 1) {
                throw new IllegalStateException("all images must have one shape but they have " + shapes);
            }
            return shapes.get(0);
        }

        @Override
        public String describe() {
            return images.size() + " images";
        }
    }

    private record ArrayLabels(Rows rows) implements Labels {

        @Override
        public Target target(int index) {
            return Target.ofValues(rows.row(index));
        }
    }

    private record ListedLabels(ClassIndex classes, List<Target> targets) implements Labels {

        @Override
        public Target target(int index) {
            return targets.get(index);
        }

        @Override
        public int label(int index) {
            return targets.get(index).label();
        }
    }

    @Override
    public int size() {
        return pixels.size();
    }

    /**
     * Returns the shape that all images have.
     *
     * @return height, width and channels
     * @throws IllegalStateException if they have several shapes, or there is no image
     */
    public ImageShape shape() {
        return pixels.shape();
    }

    @Override
    public int sourceIndex(int index) {
        return index;
    }

    @Override
    public ClassIndex classes() {
        return labels.classes();
    }

    @Override
    public ClassIndex classes(int output) {
        return labels.classes(output);
    }

    /** Returns "image 0", "image 1", ... */
    @Override
    public String name(int index) {
        return "image " + index;
    }

    @Override
    public int label(int index) {
        return labels.label(index);
    }

    @Override
    public Target target(int index) {
        return labels.target(index);
    }

    @Override
    public int targetHash(int index) {
        int hash = Labels.hash(target(index));
        return weights == null ? hash : 31 * hash + Double.hashCode(weights[index]);
    }

    @Override
    public boolean isWeighted() {
        return weights != null;
    }

    @Override
    public double weight(int index) {
        return weights == null ? 1 : weights[index];
    }

    @Override
    public List<long[]> inputs() {
        return inputs.stream().map(Rows::shape).toList();
    }

    @Override
    public void input(int index, int input, FloatBuffer row) {
        FloatBuffer unused = row.put(inputs.get(input).row(index));
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) {
        return pixels.image(index);
    }

    @Override
    public String toString() {
        return pixels.describe();
    }
}
