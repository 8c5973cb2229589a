package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.Serializable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recipe that turns images into batches: read, decode, size, augment, rescale, batch.
 *
 * <pre>{@code
 * Split photos = ImageFolder.of(Path.of("flowers")).split(0.2);
 * ImagePipeline pipeline = ImagePipeline.targetSize(150, 150).rescale(1 / 255.0).batchSize(32);
 *
 * ImageDataSetIterator training = pipeline.augment(randomFlipHorizontal()).trainingFlow(photos.training());
 * ImageDataSetIterator validation = pipeline.evaluationFlow(photos.validation());
 * network.fit(training, 10);
 * }</pre>
 *
 * <p>A pipeline is an immutable, thread-safe value without threads or open files: every method returns a new one, and
 * the order of the calls does not matter. Only the two methods whose names end in "Flow" start anything.
 *
 * <p>Everything random is a hash of (seed, epoch, index of the image in the unsplit source): a batch is the same for
 * any number of workers and any prefetch, on any run.
 */
public final class ImagePipeline implements Serializable {

    /** The value of {@link #workers} and {@link #prefetch} that leaves the choice to the machine. */
    public static final int AUTO = -1;

    private static final long serialVersionUID = 1L;

    private final Settings settings;

    private ImagePipeline(Settings settings) {
        this.settings = settings;
    }

    /** The settings while they are being changed; a pipeline never shows its own. */
    private static final class Settings implements Serializable, Cloneable {
        private static final long serialVersionUID = 1L;
        int height;
        int width;
        ColorMode colorMode = ColorMode.RGB;
        double rescale = 1;
        int batchSize = 32;
        ClassMode classMode = ClassMode.CATEGORICAL;
        DataFormat dataFormat = DataFormat.NCHW;
        long seed = 42;
        int workers = AUTO;
        int prefetch = AUTO;

        @Nullable
        Augmentation augmentation;

        Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ImagePipeline with(Consumer<Settings> change) {
        Settings copy = settings.copy();
        change.accept(copy);
        return new ImagePipeline(copy);
    }

    /**
     * Returns the recipe that stretches images to a size, and otherwise: RGB, values from 0 to 255, categorical labels,
     * batches of 32 in NCHW, seed 42, no augmentation.
     *
     * @param height rows of every image, at least 1
     * @param width columns of every image, at least 1
     * @return a pipeline
     * @throws IllegalArgumentException if one of the two is not positive
     */
    public static ImagePipeline targetSize(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "targetSize must be positive but was " + height + " x " + width + " (height x width)");
        }
        Settings settings = new Settings();
        settings.height = height;
        settings.width = width;
        return new ImagePipeline(settings);
    }

    /**
     * Sets the channels that images are converted to; RGB unless set.
     *
     * @param colorMode grey, RGB or RGBA
     * @return a new pipeline
     */
    public ImagePipeline colorMode(ColorMode colorMode) {
        return with(s -> s.colorMode = colorMode);
    }

    /**
     * Sets the factor every value is multiplied by, after augmentation; 1 unless set. With 1 / 255.0 the values of
     * image files lie between 0 and 1.
     *
     * @param factor finite and not 0
     * @return a new pipeline
     * @throws IllegalArgumentException if the factor is 0 or not finite
     */
    public ImagePipeline rescale(double factor) {
        if (factor == 0 || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("rescale must be finite and not 0 but was " + factor
                    + (factor == 0 ? ": write 1 / 255.0, since 1 / 255 is 0 in Java" : ""));
        }
        return with(s -> s.rescale = factor);
    }

    /**
     * Sets the number of examples of a batch; 32 unless set. The last batch of an epoch is smaller if they do not
     * divide.
     *
     * @param batchSize at least 1
     * @return a new pipeline
     * @throws IllegalArgumentException if it is not positive
     */
    public ImagePipeline batchSize(int batchSize) {
        checkBatchSize(batchSize);
        return with(s -> s.batchSize = batchSize);
    }

    static void checkBatchSize(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be positive but was " + batchSize);
        }
    }

    /**
     * Sets what the labels look like; CATEGORICAL unless set.
     *
     * @param classMode how a class becomes a row
     * @return a new pipeline
     */
    public ImagePipeline classMode(ClassMode classMode) {
        return with(s -> s.classMode = classMode);
    }

    /**
     * Sets the order of the features' dimensions; NCHW unless set, which is the faster one in Deeplearning4j.
     *
     * @param dataFormat NCHW or NHWC
     * @return a new pipeline
     */
    public ImagePipeline dataFormat(DataFormat dataFormat) {
        return with(s -> s.dataFormat = dataFormat);
    }

    /**
     * Sets the seed of order and augmentation; 42 unless set, so that a program run twice gives the same batches.
     *
     * @param seed any number; neighbouring seeds have nothing in common
     * @return a new pipeline
     */
    public ImagePipeline seed(long seed) {
        return with(s -> s.seed = seed);
    }

    /**
     * Sets how many threads prepare images; {@link #AUTO} unless set: one for each processor.
     *
     * @param workers 0 to let the thread that asks for a batch do the work, or {@link #AUTO}
     * @return a new pipeline
     * @throws IllegalArgumentException if it is negative and not AUTO
     */
    public ImagePipeline workers(int workers) {
        checkAuto("workers", workers);
        return with(s -> s.workers = workers);
    }

    /**
     * Sets how many batches may be ready before they are asked for; {@link #AUTO} unless set: two.
     *
     * @param batches 0 to start on a batch when it is asked for, or {@link #AUTO}
     * @return a new pipeline
     * @throws IllegalArgumentException if it is negative and not AUTO
     */
    public ImagePipeline prefetch(int batches) {
        checkAuto("prefetch", batches);
        return with(s -> s.prefetch = batches);
    }

    static void checkAuto(String name, int value) {
        if (value < AUTO) {
            throw new IllegalArgumentException(name + " must be 0, positive or AUTO but was " + value);
        }
    }

    static int workersOf(int setting) {
        return setting == AUTO ? Runtime.getRuntime().availableProcessors() : setting;
    }

    static int prefetchOf(int setting) {
        return setting == AUTO ? 2 : setting;
    }

    /**
     * Sets what training images go through after they have been sized, replacing what was set before. Evaluation flows
     * never augment.
     *
     * @param augmentations in the order in which they are done; none to switch augmentation off
     * @return a new pipeline
     */
    public ImagePipeline augment(Augmentation... augmentations) {
        Augmentation sequence = augmentations.length == 0 ? null : Augmentation.sequence(augmentations);
        return with(s -> s.augmentation = sequence);
    }

    /**
     * Returns an iterator to train on: in a new random order each epoch, augmented.
     *
     * @param source the images, for instance {@code ImageFolder.of(path).split(0.2).training()}
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalStateException if classMode is NONE, since images without labels can be neither shuffled nor
     *     augmented
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     */
    public ImageDataSetIterator trainingFlow(ImageSource source) {
        refuseUnlabelled();
        return new ImageDataSetIterator(this, ImageDataSetIterator.Mode.TRAINING, source, 0, 0);
    }

    /**
     * Returns an iterator to evaluate or predict on: in the order of the source, never augmented, the same each epoch.
     *
     * @param source the images, for instance {@code ImageFolder.of(path).split(0.2).validation()}
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     */
    public ImageDataSetIterator evaluationFlow(ImageSource source) {
        return new ImageDataSetIterator(this, ImageDataSetIterator.Mode.EVALUATION, source, 0, 0);
    }

    /**
     * Returns an iterator to train on the images of a generator: in the generator's order, augmented. The generator is
     * asked for a new pass each epoch.
     *
     * @param samples the generator
     * @param classes the classes that its labels count
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalStateException if classMode is NONE
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     */
    public ImageDataSetIterator trainingFlow(Examples<Sample> samples, ClassIndex classes) {
        refuseUnlabelled();
        return new ImageDataSetIterator(this, ImageDataSetIterator.Mode.TRAINING, samples, classes);
    }

    /**
     * Returns an iterator to evaluate or predict on the images of a generator: in the generator's order, never
     * augmented.
     *
     * @param samples the generator
     * @param classes the classes that its labels count
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     */
    public ImageDataSetIterator evaluationFlow(Examples<Sample> samples, ClassIndex classes) {
        return new ImageDataSetIterator(this, ImageDataSetIterator.Mode.EVALUATION, samples, classes);
    }

    private void refuseUnlabelled() {
        if (settings.classMode == ClassMode.NONE) {
            throw new IllegalStateException("classMode NONE gives no labels to train on, so it can be neither shuffled"
                    + " nor augmented: use evaluationFlow to predict, or another classMode to train");
        }
    }

    ImageStages stages(boolean augmented) {
        return new ImageStages(
                shape(),
                settings.colorMode,
                settings.rescale,
                settings.dataFormat,
                augmented ? settings.augmentation : null);
    }

    BatchAssembler assembler(ClassIndex classes) {
        return new BatchAssembler(shape(), settings.dataFormat, settings.classMode, classes.size());
    }

    ImageShape shape() {
        return new ImageShape(settings.height, settings.width, settings.colorMode.channels());
    }

    ClassMode classMode() {
        return settings.classMode;
    }

    int batchSize() {
        return settings.batchSize;
    }

    long seed() {
        return settings.seed;
    }

    int workers() {
        return workersOf(settings.workers);
    }

    int prefetch() {
        return prefetchOf(settings.prefetch);
    }
}
