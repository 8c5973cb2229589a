package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Rgb;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.json.PipelineJson;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.statistics.Fit;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import io.github.dl4jimagegen.statistics.Normalization;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The recipe that turns images into batches: read, decode, size, augment, preprocess, rescale, normalise, batch.
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
 * <p>Pipelines are equal if all their settings are. A function of one's own, a lambda say, equals only itself: make it a
 * record where that matters. What {@link #fromJson} reads equals what {@link #toJson} wrote.
 *
 * <p>Everything random is a hash of (seed, epoch, index of the image in the unsplit source): a batch is the same for
 * any number of workers and any prefetch, on any run.
 */
public final class ImagePipeline implements Serializable {

    /** The value of {@link #workers} and {@link #prefetch} that leaves the choice to the machine. */
    public static final int AUTO = -1;

    private static final long serialVersionUID = 1L;

    private final PipelineSettings settings;

    private ImagePipeline(PipelineSettings settings) {
        this.settings = settings;
    }

    ImagePipeline with(Consumer<PipelineSettings> change) {
        PipelineSettings copy = settings.copy();
        change.accept(copy);
        return new ImagePipeline(copy);
    }

    /**
     * Returns the recipe that brings images to a size, by stretching unless {@link #resize} is set, and otherwise: RGB, values from 0 to 255, categorical labels,
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
        PipelineSettings settings = new PipelineSettings();
        settings.height = height;
        settings.width = width;
        return new ImagePipeline(settings);
    }

    /**
     * Sets the channels that images are converted to; RGB unless set.
     *
     * @param colorMode grey, RGB, RGBA or BGR
     * @return a new pipeline
     * @throws IllegalArgumentException if it is RGBA and there is a background
     */
    public ImagePipeline colorMode(ColorMode colorMode) {
        return with(s -> s.decoding = s.decoding.colorMode(colorMode));
    }

    /**
     * Sets how images of other sizes become images of the target size; {@link Resizing#stretch} unless set, bilinear.
     *
     * @param policy for instance {@code Resizing.cropToAspectRatio()}; one that draws is for training flows only
     * @return a new pipeline
     */
    public ImagePipeline resize(SizePolicy policy) {
        return with(s -> s.sizePolicy = policy);
    }

    /**
     * Sets whether images are turned and mirrored as their files say (EXIF of JPEG, PNG and WebP, the tag of TIFF); true
     * unless set. Keras does not.
     *
     * @param apply false to take the pixels as they are stored
     * @return a new pipeline
     */
    public ImagePipeline applyExifOrientation(boolean apply) {
        return with(s -> s.decoding = s.decoding.applyExifOrientation(apply));
    }

    /**
     * Sets the largest image that is decoded; 178,956,970 pixels unless set, as in Pillow. A file with more fails before
     * memory is taken for it.
     *
     * @param pixels width x height, 1 to 536,870,911
     * @return a new pipeline
     * @throws IllegalArgumentException if it lies outside
     */
    public ImagePipeline pixelLimit(long pixels) {
        return with(s -> s.decoding = s.decoding.pixelLimit(pixels));
    }

    /**
     * Sets when a JPEG is decoded at a half, a quarter or an eighth of its size, which is faster: when that is still
     * this many times as large, in both directions, as what it is sized to; 2 unless set, as in Pillow's thumbnails.
     * Sizing with NEAREST, or as Pillow or TensorFlow does it, always decodes in full.
     *
     * @param gap 1 or more, or 0 for never
     * @return a new pipeline
     * @throws IllegalArgumentException if it is anything else
     */
    public ImagePipeline reducingGap(double gap) {
        return with(s -> s.decoding = s.decoding.reducingGap(gap));
    }

    /**
     * Sets what images with an alpha channel are blended over; unless set, alpha is dropped as in Keras, and whatever
     * colour lies under transparent pixels appears.
     *
     * @param color for instance {@code Rgb.WHITE}
     * @return a new pipeline
     * @throws IllegalArgumentException if the color mode is RGBA, which keeps alpha
     */
    public ImagePipeline background(Rgb color) {
        return with(s -> s.decoding = s.decoding.background(color));
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
     * Sets what is done to the values after they have been rescaled; nothing unless set. In training and evaluation
     * flows alike.
     *
     * @param normalization for instance {@code Normalization.samplewiseStd()}, or made of the statistics that
     *     {@link #fit} finds; checked against size, colours and rescale when a flow is made
     * @return a new pipeline
     */
    public ImagePipeline normalize(Normalization normalization) {
        return with(s -> s.normalization = normalization);
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
     * Sets how many threads prepare images; {@link #AUTO} unless set: one for each processor. All flows of a process
     * share their threads, and none is at work while the batches ahead are ready.
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
     * Sets how many batches may be ready before they are asked for; {@link #AUTO} unless set: two, and more (16 or 256
     * MB at most) if they are taken in bursts that empty the queue.
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

    /**
     * Sets the type of the features; FLOAT unless set. UINT8 batches are a quarter of the size, in memory and on the way
     * to a GPU; Deeplearning4j's layers convert them. Values are 0 to 255 then, so that a rescale other than 1 and a
     * normalization are refused when the flow is made: let the network divide, or an {@code ImagePreProcessingScaler}
     * after a cast.
     *
     * @param featureType FLOAT or UINT8
     * @return a new pipeline
     * @throws IllegalArgumentException if it is another type
     */
    public ImagePipeline featureType(DataType featureType) {
        if (featureType != DataType.FLOAT && featureType != DataType.UINT8) {
            throw new IllegalArgumentException("featureType must be FLOAT or UINT8 but was " + featureType);
        }
        return with(s -> s.featureType = featureType);
    }

    /**
     * Sets where the memory of batches comes from; {@link BatchMemory#fresh} unless set, whose batches are the caller's
     * to keep.
     *
     * @param memory fresh or recycled
     * @return a new pipeline
     */
    public ImagePipeline batchMemory(BatchMemory memory) {
        return with(s -> s.batchMemory = memory);
    }

    /**
     * Sets which images a training epoch consists of and in which order; {@link Sampler#shuffled} unless set. Evaluation
     * flows take every image once, in the order of the source.
     *
     * @param sampler for instance {@code Sampler.classBalanced()}
     * @return a new pipeline
     */
    public ImagePipeline sampler(Sampler sampler) {
        return with(s -> s.sampler = sampler);
    }

    /**
     * Sets which part of every epoch the flows deliver; all of it unless set. The shards of one epoch, made on several
     * machines with the same seed, are together the epoch.
     *
     * @param index which shard, from 0 to count - 1
     * @param count how many shards there are
     * @return a new pipeline
     * @throws IllegalArgumentException if the index does not lie in [0, count)
     */
    public ImagePipeline shard(int index, int count) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "the index of a shard must lie in [0, " + count + ") but was " + index + " of " + count);
        }
        return with(s -> {
            s.shard = index;
            s.shards = count;
        });
    }

    /**
     * Sets what becomes of images that cannot be read or decoded; {@link OnError#FAIL} unless set: the epoch ends there,
     * with an exception that names the file. With {@link OnError#SKIP} a training flow takes another image of the same
     * source in its place, drawn by a hash of (seed, epoch, position, attempt), and an evaluation flow leaves its row
     * out. Each is logged once, counted in {@link Flow#report} and listed in {@link ImageDataSetIterator#skipped}. Has no effect
     * on generators, which have {@code onError} of their own.
     *
     * @param onError fail or skip
     * @return a new pipeline
     */
    public ImagePipeline onError(OnError onError) {
        return with(s -> s.onError = onError);
    }

    /**
     * Sets how much the images of each class count in training; the same unless set. A training flow then gives the
     * labels a mask [n, 1] of weights, multiplied by the source's own, and a last batch of one image joins the one
     * before. Evaluation flows know no weights.
     *
     * <p>The network must end in a {@code LossLayer} or {@code CnnLossLayer}: Deeplearning4j 1.0.0-M2.1 multiplies the
     * pre-activations of an {@code OutputLayer} by the mask too. Over {@code CATEGORICAL} labels, weights of classes may
     * stand in the loss of an output layer instead, {@code new LossMCXENT(Nd4j.create(weights.weights()))}.
     *
     * @param weights for instance {@code ClassWeights.balanced(source)}
     * @return a new pipeline
     */
    public ImagePipeline classWeights(ClassWeights weights) {
        return with(s -> s.classWeights = weights);
    }

    /**
     * Sets how much of its area must be left of a box that sizing or augmentation cuts; one with less is dropped. A tenth
     * unless set.
     *
     * @param share from 0 (anything at all) to 1 (all of it); sizing and augmentation each must leave as much
     * @return a new pipeline
     * @throws IllegalArgumentException if it lies outside [0, 1]
     */
    public ImagePipeline minVisible(double share) {
        double checked = Boxes.checkVisible(share);
        return with(s -> s.minVisible = checked);
    }

    /**
     * Sets how much of each label is shared out among all classes in training, for networks that shall not be too sure;
     * 0 unless set. CATEGORICAL labels become 1 - s + s / classes and s / classes, BINARY and MULTI_LABEL ones
     * 1 - s / 2 and s / 2.
     *
     * @param smoothing s, from 0 to below 1
     * @return a new pipeline
     * @throws IllegalArgumentException if it lies outside [0, 1)
     */
    public ImagePipeline labelSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("labelSmoothing must lie in [0, 1) but was " + smoothing);
        }
        return with(s -> s.labelSmoothing = smoothing);
    }

    /**
     * Logs at the end of each epoch, in one line, where its time went: see {@link Flow#report}.
     *
     * @return a new pipeline
     */
    public ImagePipeline logReports() {
        return with(s -> s.reports = true);
    }

    /**
     * Sets what float images have for black and for white, which an augmentation that changes brightness, contrast or
     * colours, or fills in a constant, must know; it keeps values within. 8-bit images have 0 to 255, whatever is set here.
     *
     * @param low the value of black, for instance 0
     * @param high the value of white, for instance 1, 255 or 65535
     * @return a new pipeline
     * @throws IllegalArgumentException if low is not below high or one of them is not finite
     */
    public ImagePipeline valueRange(double low, double high) {
        ValueRange range = new ValueRange(low, high);
        return with(s -> s.valueRange = range);
    }

    /**
     * Sets what training images go through after they have been sized, replacing what was set before. Evaluation flows
     * never augment. What the last one makes must have the target size; a flow tries that when it is made, by some draws.
     *
     * @param augmentations in the order in which they are done; none to switch augmentation off
     * @return a new pipeline
     */
    public ImagePipeline augment(Augmentation... augmentations) {
        Augmentation sequence = augmentations.length == 0 ? null : Augmentation.sequence(augmentations);
        return with(s -> s.augmentation = sequence);
    }

    /**
     * Sets how the images of a training batch are mixed with one another when each has been augmented; not unless set.
     * Labels become soft: of class modes CATEGORICAL, BINARY, MULTI_LABEL, RAW and INPUT; sample and class weights are
     * mixed like them. A batch of one image is not mixed. Partners are of the same batch, so a saved state fits flows of
     * the same batch size only. Evaluation flows never mix.
     *
     * @param mixing for instance {@code Augmentations.mixUp(0.2)}
     * @return a new pipeline
     */
    public ImagePipeline mix(Mixing mixing) {
        return with(s -> s.mixing = mixing);
    }

    /**
     * Sets how several images of a training batch are put together into one before they are augmented; not unless set.
     * Masks and boxes come with their pictures; labels become soft, as by {@link #mix}. Each tile is read and sized from
     * the file, so such an image costs as much as four. Over sources only; a state fits flows of the same batch size
     * only. Evaluation flows never do it.
     *
     * @param mosaic for instance {@code Augmentations.mosaic(0.5)}
     * @return a new pipeline
     */
    public ImagePipeline mosaic(Mosaic mosaic) {
        return with(s -> s.mosaic = mosaic);
    }

    /**
     * Sets where decoded images are kept, so that later epochs neither read nor decode them; nowhere unless set. Kept is
     * the sized image, of 8 bits mostly, or where {@link #resize sizes are drawn} the full one, which is then decoded in
     * full. Flows deliver the same batches as without a cache, but for that. For sources of files; a cache is never used
     * for files that have changed when a flow begins, or for another way or version to decode or size them.
     *
     * @param cache {@code DecodedCache.onDisk(folder)} or {@code DecodedCache.inMemory(bytes)}
     * @return a new pipeline
     */
    public ImagePipeline cache(DecodedCache cache) {
        return with(s -> s.cache = cache);
    }

    /**
     * Sets a function that all images go through, in training and evaluation flows, {@link #fit} and {@link #preparer}
     * alike, after they have been augmented and before they are rescaled and normalized: Keras's
     * {@code preprocessing_function}. None unless set. It is given floats from 0 to 255, on the Java heap, which costs
     * two copies; {@link Normalization} has Keras's {@code preprocess_input} without them.
     *
     * @param function {@code PreprocessingFunction.named("my-name", image -> ...)}; without a name it cannot be written
     *     as JSON, and so not be saved with a model, and equals any other function when a run is resumed
     * @return a new pipeline
     */
    public ImagePipeline preprocessingFunction(PreprocessingFunction function) {
        return with(s -> s.preprocessing = function);
    }

    /**
     * Returns an iterator to train on: in a new random order each epoch, augmented.
     *
     * @param source the images, for instance {@code ImageFolder.of(path).split(0.2).training()}
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalStateException if classMode is NONE, since images without labels can be neither shuffled nor
     *     augmented; or if the augmentation makes images of another size
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     */
    public ImageDataSetIterator trainingFlow(ImageSource source) {
        refuseUnlabelled();
        return new ImageDataSetIterator(this, FlowMode.TRAINING, source, EpochFlow.Place.START);
    }

    /**
     * Returns an iterator to evaluate or predict on: in the order of the source, never augmented, the same each epoch.
     *
     * @param source the images, for instance {@code ImageFolder.of(path).split(0.2).validation()}
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     * @throws IllegalStateException if the size policy draws
     */
    public ImageDataSetIterator evaluationFlow(ImageSource source) {
        return new ImageDataSetIterator(this, FlowMode.EVALUATION, source, EpochFlow.Place.START);
    }

    /**
     * Returns an iterator to train a network of several outputs on, otherwise like {@link #trainingFlow(ImageSource)}.
     *
     * @param source the images, whose targets suit a class mode of several outputs
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalStateException if classMode is NONE
     * @throws IllegalArgumentException if the class mode does not suit the source
     */
    public ImageMultiDataSetIterator trainingMultiFlow(ImageSource source) {
        refuseUnlabelled();
        return new ImageMultiDataSetIterator(this, FlowMode.TRAINING, source, EpochFlow.Place.START);
    }

    /**
     * Returns an iterator to evaluate a network of several outputs on, otherwise like
     * {@link #evaluationFlow(ImageSource)}.
     *
     * @param source the images, whose targets suit a class mode of several outputs
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalArgumentException if the class mode does not suit the source
     */
    public ImageMultiDataSetIterator evaluationMultiFlow(ImageSource source) {
        return new ImageMultiDataSetIterator(this, FlowMode.EVALUATION, source, EpochFlow.Place.START);
    }

    /**
     * Returns an iterator over several views of each image, for test-time augmentation: in the order of the source, the
     * views of an image one after the other, each augmented with random numbers of its own. All of them are drawn: the
     * untouched image is not one of them, unless nothing is what was drawn. An epoch has views times as many examples as
     * the source; other epochs, by {@code reset()}, have other views. Images that cannot be read are left out as in
     * evaluation. {@link Predictions#of} takes the mean of the outputs over the views of each image.
     *
     * @param source the images
     * @param views how many of each, at least 1; 4 to 10 are usual
     * @return an iterator; close it, or leave it to the garbage collector
     * @throws IllegalArgumentException if views is less than 1, if there are no images, or they do not suit the class
     *     mode
     * @throws IllegalStateException if the pipeline neither augments nor draws sizes, so that all views would be the
     *     same, or if it has shards
     */
    public ImageDataSetIterator viewsFlow(ImageSource source, int views) {
        if (settings.augmentation == null && !settings.sizePolicy.isDrawn()) {
            throw new IllegalStateException("the pipeline augments nothing, so that all views of an image would be the"
                    + " same: use augment(...), or evaluationFlow");
        }
        if (settings.shards != 1) {
            throw new IllegalStateException("views of an image must stay together, but shard(" + settings.shard + ", "
                    + settings.shards + ") would take some of them: leave shard out, or give each machine a view of the"
                    + " source");
        }
        if (views < 1) {
            throw new IllegalArgumentException("views must be positive but were " + views);
        }
        return new ImageDataSetIterator(with(s -> s.views = views), FlowMode.VIEWS, source, EpochFlow.Place.START);
    }

    /**
     * Returns an iterator to train on the images of a generator: in the generator's order, augmented. The generator is
     * asked for a new pass each epoch; one without an image fails, with an {@link IllegalStateException}.
     *
     * @param samples the generator
     * @param classes the classes that its labels count
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalStateException if classMode is NONE
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     */
    public ImageDataSetIterator trainingFlow(Examples<Sample> samples, ClassIndex classes) {
        refuseUnlabelled();
        return new ImageDataSetIterator(this, FlowMode.TRAINING, samples, classes);
    }

    /**
     * Returns an iterator to evaluate or predict on the images of a generator: in the generator's order, never
     * augmented.
     *
     * @param samples the generator
     * @param classes the classes that its labels count
     * @return an iterator that starts threads when its first batch is asked for
     * @throws IllegalArgumentException if classMode is BINARY and there are not two classes
     * @throws IllegalStateException if the size policy draws
     */
    public ImageDataSetIterator evaluationFlow(Examples<Sample> samples, ClassIndex classes) {
        return new ImageDataSetIterator(this, FlowMode.EVALUATION, samples, classes);
    }

    /**
     * Returns what prepares single images, to the bit as the evaluation flow does: for inference.
     *
     * @return a preparer, to be closed
     * @throws IllegalStateException if the size policy draws, or the settings contradict each other
     */
    public ImagePreparer preparer() {
        return new ImagePreparer(settings);
    }

    /**
     * Finds mean and standard deviation of all images of a source, as this pipeline reads, sizes and rescales them:
     * Keras's {@code fit}, but from files, on all workers, in memory that does not grow with the number of images. Waits
     * until it is done, and logs every few seconds how far it is.
     *
     * @param source the images; those to train on, so that nothing is learnt of the others
     * @return the statistics, the same for any number of workers
     * @throws io.github.dl4jimagegen.source.ImageReadException if an image cannot be read and {@link #onError} is FAIL
     * @throws IllegalArgumentException if there are no images
     */
    public ImageStatistics fit(ImageSource source) {
        return fit(source, Fit.everyImage());
    }

    /**
     * Finds statistics of images of a source. The pipeline's normalization, sampler and shard play no part.
     *
     * @param source the images
     * @param fit of which of them, and whether augmented
     * @return the statistics, the same for any number of workers
     * @throws io.github.dl4jimagegen.source.ImageReadException if an image cannot be read and {@link #onError} is FAIL
     * @throws IllegalArgumentException if there are no images, or a covariance would not fit into memory
     * @throws IllegalStateException if augmented images are asked for but there is no augmentation
     */
    public ImageStatistics fit(ImageSource source, Fit fit) {
        return new Fitting(settings, fit).over(source);
    }

    /**
     * Finds mean and standard deviation of all images of a generator.
     *
     * @param samples the generator
     * @return the statistics, the same for any number of workers
     * @throws IllegalArgumentException if it is infinite or has no images
     */
    public ImageStatistics fit(Examples<Sample> samples) {
        return fit(samples, Fit.everyImage());
    }

    /**
     * Finds statistics of images of a generator.
     *
     * @param samples the generator
     * @param fit how; a random sample cannot be drawn from a generator
     * @return the statistics, the same for any number of workers
     * @throws IllegalArgumentException if it is infinite or has no images, if a sample is asked for, or if a covariance
     *     would not fit into memory
     * @throws IllegalStateException if augmented images are asked for but there is no augmentation
     */
    public ImageStatistics fit(Examples<Sample> samples, Fit fit) {
        return new Fitting(settings, fit).over(samples);
    }

    /**
     * Returns all settings as a value, to be looked at.
     *
     * @return what stands in the JSON
     * @throws IllegalArgumentException if the sampler is one of one's own
     */
    public PipelineRecipe recipe() {
        return PipelineRecipes.of(settings);
    }

    /**
     * Returns all settings as JSON, with augmentations of {@link AugmentationJson#standard}.
     *
     * @return an object, over several lines, without names of classes
     * @throws IllegalArgumentException as for {@link #toJson(AugmentationJson)}
     */
    public String toJson() {
        return toJson(AugmentationJson.standard());
    }

    /**
     * Returns all settings as JSON.
     *
     * @param augmentations the types that are known
     * @return an object, over several lines, without names of classes
     * @throws IllegalArgumentException if there is a function without a name, a type that is not known, a sampler of
     *     one's own, or a size policy that is no record
     */
    public String toJson(AugmentationJson augmentations) {
        return new PipelineJson(augmentations).write(recipe());
    }

    /**
     * Returns the pipeline that some JSON describes, with augmentations of {@link AugmentationJson#standard}.
     *
     * @param json what {@link #toJson} returned
     * @return a pipeline that gives the same batches
     * @throws IllegalArgumentException as for {@link #fromJson(String, AugmentationJson)}
     */
    public static ImagePipeline fromJson(String json) {
        return fromJson(json, AugmentationJson.standard());
    }

    /**
     * Returns the pipeline that some JSON describes.
     *
     * @param json what {@link #toJson} returned, here or in another program
     * @param augmentations the types that are known, and functions by their names
     * @return a pipeline that gives the same batches
     * @throws IllegalArgumentException if it is no such JSON or of a later version, if a property is missing, not known
     *     or out of its range, or an augmentation is not known
     */
    public static ImagePipeline fromJson(String json, AugmentationJson augmentations) {
        return PipelineRecipes.pipeline(new PipelineJson(augmentations).read(json));
    }

    private void refuseUnlabelled() {
        if (settings.classMode.equals(ClassMode.NONE)) {
            throw new IllegalStateException("classMode NONE gives no labels to train on, so it can be neither shuffled"
                    + " nor augmented: use evaluationFlow to predict, or another classMode to train");
        }
    }

    PipelineSettings settings() {
        return settings;
    }

    /** Returns what decides what a training flow delivers, in one line. */
    @Override
    public String toString() {
        Map<String, String> recipe = settings.recipe(FlowMode.TRAINING);
        String unused = recipe.remove("flow");
        recipe.put("batchSize", Integer.toString(settings.batchSize));
        return "ImagePipeline" + recipe;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImagePipeline pipeline && pipeline.settings.equals(settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
