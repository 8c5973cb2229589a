package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.keras.Standardization.Fitted;
import io.github.dl4jimagegen.sampling.NumpyRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keras's {@code ImageDataGenerator}: how images are augmented and brought into the range of values that a network
 * wants.
 *
 * <pre>{@code
 * ImageDataGenerator generator = ImageDataGenerator.builder()
 *         .rescale(1 / 255.0).validationSplit(0.2).rotationRange(20).horizontalFlip(true)
 *         .build();
 * DataSetIterator training = generator.flowFromDirectory(folder)
 *         .targetSize(32, 32).batchSize(32).subset(Subset.TRAINING).seed(42).build();
 * DataSetIterator validation = generator.flowFromDirectory(folder)
 *         .targetSize(32, 32).batchSize(32).subset(Subset.VALIDATION).build();
 * }</pre>
 *
 * <p>Immutable and thread-safe, without threads or open files. {@link Compatibility} says whether it does what Keras's
 * documentation says, which is the default, or what one of its generations does.
 */
public final class ImageDataGenerator implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Compatibility compatibility;
    private final TransformRanges ranges;
    private final DocumentedTransform documented;
    private final KerasTransform keras;
    private final Standardization standardization;
    private final ValueRange valueRange;
    private final DataFormat dataFormat;
    private final DataType dtype;
    private final ValidationSplit validationSplit;

    ImageDataGenerator(
            Compatibility compatibility,
            TransformRanges ranges,
            DocumentedTransform documented,
            KerasTransform keras,
            Standardization standardization,
            ValueRange valueRange,
            DataFormat dataFormat,
            DataType dtype,
            ValidationSplit validationSplit) {
        this.compatibility = compatibility;
        this.ranges = ranges;
        this.documented = documented;
        this.keras = keras;
        this.standardization = standardization;
        this.valueRange = valueRange;
        this.dataFormat = dataFormat;
        this.dtype = dtype;
        this.validationSplit = validationSplit;
    }

    /**
     * Returns a builder of a generator that changes nothing, unless told to.
     *
     * @return a new builder
     */
    public static ImageDataGeneratorBuilder builder() {
        return new ImageDataGeneratorBuilder();
    }

    /**
     * Returns the parameters of a random transform: those that Keras's {@code get_random_transform} draws after {@code
     * numpy.random.seed(seed)}. By default the channels have a shift each, x is columns and y rows, and shifts in whole
     * pixels or from a list are drawn as documented, which Keras does not.
     *
     * @param shape the shape of the image
     * @param seed from 0 to 2^32 - 1
     * @return parameters for {@link #applyTransform}
     * @throws IllegalArgumentException if the seed is outside that range
     */
    public TransformParameters getRandomTransform(ImageShape shape, long seed) {
        return ranges.draw(shape, compatibility, new NumpyRandom(seed));
    }

    /**
     * Returns an image after a transform, by the very code that flows use: everything geometric in one resampling.
     *
     * @param image 8-bit or float; it stays as it is
     * @param parameters what is done
     * @return an image of the same shape: of the same kind by default, float if the compatibility is one of Keras's
     */
    public Image applyTransform(Image image, TransformParameters parameters) {
        return Operations.apply(operations(image.shape(), parameters), image, valueRange);
    }

    /**
     * Returns an image after a random transform: {@link #getRandomTransform}, then {@link #applyTransform}.
     *
     * @param image 8-bit or float; it stays as it is
     * @param seed from 0 to 2^32 - 1
     * @return an image of the same shape
     * @throws IllegalArgumentException if the seed is outside that range
     */
    public Image randomTransform(Image image, long seed) {
        return applyTransform(image, getRandomTransform(image.shape(), seed));
    }

    /**
     * Returns an image as a network gets it, but in the order of an image: the preprocessing function, rescaling, the
     * image's own mean and standard deviation, those of all images, ZCA, in so far as each is set.
     *
     * @param image 8-bit or float, of 1, 3 or 4 channels; it stays as it is
     * @return a float image
     * @throws IllegalStateException if it needs statistics that this generator does not have
     */
    public Image standardize(Image image) {
        ImageShape shape = image.shape();
        ImagePipeline pipeline = standardization
                .in(ImagePipeline.targetSize(shape.height(), shape.width()).colorMode(FlowFromArrays.colors(shape)))
                .dataFormat(DataFormat.NHWC);
        try (ImagePreparer preparer = pipeline.preparer()) {
            float[] values = preparer.prepare(image).data().asFloat();
            return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
        }
    }

    /**
     * Returns this generator with the statistics of images as they are: {@code fit(source, false, 1, 42)}.
     *
     * @param source those to train on
     * @return a new generator; this one if it needs no statistics
     * @throws IllegalArgumentException if there are no images
     */
    public ImageDataGenerator fit(ImageSource source) {
        return fit(source, false, 1, 42);
    }

    /**
     * Returns this generator with the statistics of images, which featurewise normalisation and ZCA need: Keras's {@code
     * fit}, of images from anywhere. Those in memory keep their size and colours; files become 256 x 256 and RGB, as in a
     * flow that is not told otherwise, and {@code flowFromSource(files).targetSize(150, 150).fit(augment, rounds)} tells.
     *
     * <p>The images are taken as they will be when they are normalised, preprocessed and rescaled; Keras leaves the
     * preprocessing out, and keras-preprocessing 1.1 rescaling too, and so do the modes.
     *
     * @param source those to train on: arrays, a folder, a table, an archive, a part of one
     * @param augment whether images are measured after random transforms, and not as they are
     * @param rounds how often each image is transformed and measured, if they are, at least 1
     * @param seed of the random transforms
     * @return a new generator; this one if it needs no statistics
     * @throws IllegalArgumentException if there are no images, or less than 1 round
     * @throws IllegalStateException if augmented images are asked for and there is no augmentation; in Keras's modes they
     *     are measured as they are, as in Keras
     */
    public ImageDataGenerator fit(ImageSource source, boolean augment, int rounds, long seed) {
        return flowFromSource(source).seed(seed).fit(augment, rounds);
    }

    /**
     * Returns this generator with statistics that were found before, in place of a fit.
     *
     * @param statistics for instance {@code ImageStatistics.load(file)}
     * @return a new generator
     * @throws IllegalStateException if there is to be ZCA and the statistics have no covariance
     */
    public ImageDataGenerator withStatistics(ImageStatistics statistics) {
        return new ImageDataGenerator(
                compatibility,
                ranges,
                documented,
                keras,
                standardization.with(statistics),
                valueRange,
                dataFormat,
                dtype,
                validationSplit);
    }

    /**
     * Returns the mean of each channel that a fit found.
     *
     * @return as many numbers as the images have channels
     * @throws IllegalStateException if there was no fit
     */
    public List<Double> mean() {
        return fitted().mean();
    }

    /**
     * Returns the standard deviation of each channel that a fit found.
     *
     * @return as many numbers as the images have channels
     * @throws IllegalStateException if there was no fit
     */
    public List<Double> std() {
        return fitted().std();
    }

    private Fitted fitted() {
        Fitted found = standardization.fitted();
        if (found == null) {
            throw new IllegalStateException("this generator has no statistics: use the one that fit(...) returns");
        }
        return found;
    }

    /**
     * Begins an iterator over images in memory: Keras's {@code flow}.
     *
     * @param images images of one size, with their labels and weights
     * @return its options
     */
    public FlowFromArrays flow(ImageArrays images) {
        return new FlowFromArrays(this, images);
    }

    /**
     * Begins an iterator over images in memory, whose labels are handed on as they are.
     *
     * @param images [n, height, width, channels] with NHWC, [n, channels, height, width] with NCHW; UINT8, or another
     *     type of numbers; held
     * @param labels [n, ...], for instance one-hot rows; held
     * @return its options
     * @throws IllegalArgumentException if there are not as many labels as images, or these have not four dimensions
     */
    public FlowFromArrays flow(INDArray images, INDArray labels) {
        return flow(ImageArrays.of(images, dataFormat).values(labels));
    }

    /**
     * Begins an iterator over a folder that has one sub-folder for each class: Keras's {@code flow_from_directory}.
     *
     * @param directory the folder
     * @return its options
     */
    public FlowFromDirectory flowFromDirectory(Path directory) {
        return new FlowFromDirectory(this, directory);
    }

    /**
     * Begins an iterator over the images that the rows of a table name: Keras's {@code flow_from_dataframe}.
     *
     * @param table the rows, and what their columns mean
     * @return its options
     */
    public FlowFromSource flowFromTable(ImageTable table) {
        return flowFromSource(table);
    }

    /**
     * Begins an iterator over the images that a file names, in the columns that Keras expects: "filename", relative to
     * the file's directory, and "class".
     *
     * @param csv a file with commas, or with tabs if its name ends with .tsv or .tab
     * @return its options
     * @throws IllegalArgumentException if the file is malformed, lacks a column, or if no row is left
     */
    public FlowFromSource flowFromTable(Path csv) {
        return flowFromTable(ImageTable.of(csv));
    }

    /**
     * Begins an iterator over the images of any source, for instance of an archive, which Keras has to unpack. Images in
     * memory, a part of arrays say, keep their size and colours unless told otherwise.
     *
     * @param source images from anywhere
     * @return its options
     */
    public FlowFromSource flowFromSource(ImageSource source) {
        return new FlowFromSource(this, source);
    }

    /**
     * Returns the random transform as an augmentation for an {@code ImagePipeline}, without rescaling or preprocessing.
     * Its random numbers and the value range of float images are the pipeline's; masks, boxes and keypoints go where the pixels go.
     *
     * @return an immutable augmentation
     * @throws IllegalStateException if the compatibility is one of Keras's, which belongs to Keras's order of random
     *     numbers, batch by batch
     */
    public Augmentation augmentation() {
        if (compatibility.isKeras()) {
            throw new IllegalStateException("the mode " + compatibility + " goes with Keras's order of random numbers,"
                    + " batch by batch, which only the generator's own flows have: use the mode "
                    + Compatibility.AS_DOCUMENTED + " for augmentations of an ImagePipeline");
        }
        return randomTransform();
    }

    /** Returns the random transform in whatever mode; Keras's modes make float images, and know no targets. */
    Augmentation randomTransform() {
        return compatibility.isKeras()
                ? new KerasRandomTransform(ranges, keras)
                : new RandomTransform(ranges, documented);
    }

    private List<ImageOperation> operations(ImageShape shape, TransformParameters parameters) {
        return compatibility.isKeras() ? keras.operations(parameters) : documented.operations(shape, parameters);
    }

    /** Returns the pipeline that also does what {@link #standardize} does, in this generator's data format and type. */
    ImagePipeline standardizing(ImagePipeline pipeline) {
        return standardization
                .in(pipeline)
                .valueRange(valueRange.low(), valueRange.high())
                .dataFormat(dataFormat)
                .featureType(dtype);
    }

    /** Returns the order and the random numbers of Keras's seeded iterators, for a pipeline with that batch size. */
    Sampler order(int batchSize, boolean shuffle, Traversal traversal, int fileNumbers) {
        return new KerasOrder(batchSize, shuffle, traversal, ranges, compatibility, fileNumbers);
    }

    Compatibility compatibility() {
        return compatibility;
    }

    TransformRanges ranges() {
        return ranges;
    }

    Standardization standardization() {
        return standardization;
    }

    ValueRange valueRange() {
        return valueRange;
    }

    DataFormat dataFormat() {
        return dataFormat;
    }

    ValidationSplit validationSplit() {
        return validationSplit;
    }

    /** Returns the transform in words. */
    @Override
    public String toString() {
        return "ImageDataGenerator[" + compatibility + ", " + ranges + ", "
                + (compatibility.isKeras() ? keras.sampler() : documented) + "]";
    }
}
