package io.github.dl4jimagegen.keras;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.statistics.Fit;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the flows of an {@link ImageDataGenerator} have in common. Every method is one of Keras's parameters, unless
 * it says otherwise. Not thread-safe; what it builds does not change when the options do.
 *
 * @param <B> the options themselves
 */
public abstract sealed class FlowOptions<B extends FlowOptions<B>> permits FlowFromArrays, FlowFromFiles {

    private static final Logger log = LoggerFactory.getLogger(FlowOptions.class);
    private static final long LARGEST_SEED_OF_NUMPY = 0xFFFF_FFFFL;

    /** What a pipeline refuses is refused by the option, and not by {@link #build}. */
    private static final ImagePipeline ANY = ImagePipeline.targetSize(1, 1);

    final ImageDataGenerator generator;

    private int batchSize = 32;
    private @Nullable Boolean shuffle;
    private long seed = 42;
    private @Nullable Subset subset;
    private @Nullable ClassMode classMode;
    private @Nullable Traversal traversal;
    private int workers = ImagePipeline.AUTO;
    private @Nullable SaveToDir saveToDir;

    FlowOptions(ImageDataGenerator generator) {
        this.generator = generator;
    }

    abstract B self();

    /** Returns the images of a subset, or all of them. */
    abstract ImageSource source(@Nullable Subset subset);

    /** Returns the pipeline that brings images to their size and colours. */
    abstract ImagePipeline sized();

    /** Returns what the channels of the images are. */
    abstract ColorMode colors();

    /** Returns the class mode unless one is set. */
    abstract ClassMode usualClassMode();

    /** Returns how many numbers there are for the names of saved pictures. */
    abstract int fileNumbers();

    /**
     * Sets the number of images of a batch; 32 unless set. The last batch of an epoch is smaller if they do not divide.
     *
     * @param size at least 1
     * @return these options
     * @throws IllegalArgumentException if it is less
     */
    @CanIgnoreReturnValue
    public B batchSize(int size) {
        ImagePipeline unused = ANY.batchSize(size);
        batchSize = size;
        return self();
    }

    /**
     * Sets whether each epoch has a new random order. Unless set, it has; but by default {@link Subset#VALIDATION} and
     * {@link ClassMode#NONE} never have. In Keras's modes NONE needs false, since Keras would shuffle.
     *
     * @param shuffles false for the order of the source
     * @return these options
     */
    @CanIgnoreReturnValue
    public B shuffle(boolean shuffles) {
        shuffle = shuffles;
        return self();
    }

    /**
     * Sets the seed of order and transforms; 42 unless set, where Keras has none.
     *
     * @param number any; from 0 to 2^32 - 1 in Keras's modes
     * @return these options
     * @throws IllegalArgumentException if it is outside that range in one of them
     */
    @CanIgnoreReturnValue
    public B seed(long number) {
        if (isKeras() && (number < 0 || number > LARGEST_SEED_OF_NUMPY)) {
            throw new IllegalArgumentException("seed must lie in [0, 2^32 - 1] in the mode " + generator.compatibility()
                    + ", as numpy's, but was " + number);
        }
        seed = number;
        return self();
    }

    /**
     * Sets which side of the generator's {@code validationSplit}; all images unless set.
     *
     * @param side TRAINING, or VALIDATION, which by default is never augmented; Keras does augment it, and so do its modes
     * @return these options
     */
    @CanIgnoreReturnValue
    public B subset(Subset side) {
        subset = side;
        return self();
    }

    /**
     * Sets what labels look like. NONE is for prediction: images in the order of the source, never augmented. Keras shuffles
     * and augments {@code class_mode=None} too; for such images set INPUT and take the features.
     *
     * @param mode CATEGORICAL unless set; of arrays what suits their labels
     * @return these options
     */
    @CanIgnoreReturnValue
    public B classMode(ClassMode mode) {
        classMode = mode;
        return self();
    }

    /**
     * Has every picture written into a folder, for a look at what augmentation does. By default it is the picture before
     * rescaling and featurewise normalisation, in its true colours. What a preprocessing function, the image's own mean or
     * ZCA makes is not undone: it is saved as the network gets it, with the least value black and the greatest white. In
     * Keras's modes all pictures are, as in Keras.
     *
     * <p>The folder is made if it is not there. A picture is called {@code prefix_index_number.format}: its place in the
     * source, and a number that by default is another one in each epoch; Keras draws one out of 10,000 or 10,000,000.
     *
     * @param directory the folder
     * @param prefix how names begin, possibly ""
     * @param format png, jpg, jpeg or bmp
     * @return these options
     * @throws IllegalArgumentException if it is another format
     */
    @CanIgnoreReturnValue
    public B saveToDir(Path directory, String prefix, String format) {
        saveToDir = new SaveToDir(directory.toString(), prefix, format);
        return self();
    }

    /**
     * Has every picture written into a folder, as PNG and without a prefix.
     *
     * @param directory the folder
     * @return these options
     */
    @CanIgnoreReturnValue
    public B saveToDir(Path directory) {
        return saveToDir(directory, "", "png");
    }

    /**
     * Sets how many threads prepare images. No parameter of Keras's flows, but of its {@code fit}; what is delivered does
     * not depend on it.
     *
     * @param threads 0 for that of the caller, or {@link ImagePipeline#AUTO}, the default
     * @return these options
     * @throws IllegalArgumentException if it is another negative number
     */
    @CanIgnoreReturnValue
    public B workers(int threads) {
        ImagePipeline unused = ANY.workers(threads);
        workers = threads;
        return self();
    }

    /**
     * Sets, for Keras's modes, how the Python program goes through its iterator; {@link Traversal#BY_INDEX} unless set.
     * What {@code model.fit} does by itself cannot be repeated, see there.
     *
     * @param way by index, or by {@code next}
     * @return these options
     */
    @CanIgnoreReturnValue
    public B traversal(Traversal way) {
        if (!generator.compatibility().isKeras()) {
            throw new IllegalArgumentException("how an iterator is gone through does not matter in the mode "
                    + Compatibility.AS_DOCUMENTED + ": leave traversal out");
        }
        traversal = way;
        return self();
    }

    /**
     * Returns the iterator.
     *
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalArgumentException if there are no such images, or the options do not suit them
     * @throws IllegalStateException if the options contradict each other or the generator, or the generator needs a fit
     */
    public KerasIterator build() {
        ImageSource source = source(subset);
        boolean trains = trains();
        Sampler order = trains || isKeras() ? order() : Sampler.inOrder();
        ImagePipeline preparing = preparing();
        ImagePipeline pipeline = trains ? training(preparing, order) : preparing;
        SavedPictures pictures = saveToDir == null
                ? null
                : new SavedPictures(
                        saveToDir,
                        generator.standardization().pictureValues(generator.valueRange()),
                        colors(),
                        generator.dataFormat(),
                        source,
                        order,
                        seed);
        return new KerasIterator(
                trains ? pipeline.trainingFlow(source) : pipeline.evaluationFlow(source),
                isKeras() ? preparing : pipeline,
                source,
                pictures);
    }

    /**
     * Returns the iterator for a network of several inputs or outputs: Keras's class mode "multi_output", and arrays with
     * further inputs.
     *
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalArgumentException if there are no such images, or the options do not suit them
     * @throws IllegalStateException if pictures are to be saved, or as for {@link #build}
     */
    public ImageMultiDataSetIterator buildMulti() {
        if (saveToDir != null) {
            throw new IllegalStateException("saveToDir is there for flows of one output only: leave it out");
        }
        ImageSource source = source(subset);
        return trains()
                ? training(preparing(), order()).trainingMultiFlow(source)
                : preparing().evaluationMultiFlow(source);
    }

    /**
     * Returns the generator with the statistics of these options' images as they are: {@code fit(false, 1)}.
     *
     * @return a new generator; the same one if it needs no statistics
     */
    public ImageDataGenerator fit() {
        return fit(false, 1);
    }

    /**
     * Returns the generator with the statistics of the images of these options, of their subset and brought to their size:
     * see {@link ImageDataGenerator#fit(ImageSource, boolean, int, long)}. The seed is that of these options.
     *
     * @param augment whether images are measured after random transforms, and not as they are
     * @param rounds how often each image is transformed and measured, if they are, at least 1
     * @return a new generator; the same one if it needs no statistics
     * @throws IllegalArgumentException if there is less than 1 round
     * @throws IllegalStateException if augmented images are asked for and there is no augmentation; in Keras's modes they
     *     are measured as they are, as in Keras
     */
    public ImageDataGenerator fit(boolean augment, int rounds) {
        Fit augmented = Fit.everyImage().augmented(rounds);
        return KerasFit.of(
                generator,
                asKerasReads(sized()).seed(seed).workers(workers),
                source(subset),
                augment ? augmented : Fit.everyImage(),
                seed);
    }

    private ClassMode labels() {
        return classMode == null ? usualClassMode() : classMode;
    }

    /** Returns whether images are augmented and shuffled, in so far as that is set. */
    private boolean trains() {
        if (labels().equals(ClassMode.NONE)) {
            boolean shuffles = shuffle == null ? isKeras() : shuffle;
            boolean augments = !generator.ranges().isNothing() && (subset != Subset.VALIDATION || isKeras());
            if (shuffles || augments) {
                throw new IllegalStateException("a flow of classMode NONE is for prediction and can be neither shuffled"
                        + " nor augmented: "
                        + (isKeras() ? "set shuffle(false), without which Keras shuffles" : "leave shuffle out")
                        + ", and use a generator without random transforms. For other images without labels set"
                        + " classMode INPUT and take the features");
            }
            return false;
        }
        if (subset != Subset.VALIDATION) {
            return true;
        }
        if (!isKeras() && shuffle != null && shuffle) {
            throw new IllegalStateException("validation images are never shuffled: leave shuffle out");
        }
        if (isKeras() && !generator.ranges().isNothing()) {
            log.warn(
                    "The mode {} augments validation images too, as Keras does: measure with a generator that only"
                            + " rescales",
                    generator.compatibility());
        }
        return isKeras();
    }

    private boolean isKeras() {
        return generator.compatibility().isKeras();
    }

    private Sampler order() {
        boolean shuffles = shuffle == null || shuffle;
        if (!isKeras()) {
            return shuffles ? Sampler.shuffled() : Sampler.inOrder();
        }
        return generator.order(
                batchSize,
                shuffles,
                traversal == null ? Traversal.BY_INDEX : traversal,
                saveToDir == null ? 0 : fileNumbers());
    }

    private ImagePipeline preparing() {
        return generator
                .standardizing(asKerasReads(sized()))
                .batchSize(batchSize)
                .classMode(labels())
                .seed(seed)
                .workers(workers);
    }

    private ImagePipeline training(ImagePipeline preparing, Sampler order) {
        ImagePipeline ordered = preparing.sampler(order);
        return generator.ranges().isNothing() ? ordered : ordered.augment(generator.randomTransform());
    }

    private ImagePipeline asKerasReads(ImagePipeline pipeline) {
        return isKeras() ? pipeline.applyExifOrientation(false) : pipeline;
    }
}
