package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.LabelContext;
import io.github.dl4jimagegen.batch.LabelEncoder;
import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.engine.RowWriter;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.prefetch.DirectResults;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.prefetch.OrderedPrefetcher;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.statistics.Normalization;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What an {@link ImagePipeline} is set to, and what follows from it. A pipeline never changes its own nor shares it. */
final class PipelineSettings implements Serializable, Cloneable {

    private static final long serialVersionUID = 1L;

    private static final int TRIAL_DRAWS = 8;

    int height;
    int width;
    Decoding decoding = Decoding.to(ColorMode.RGB);
    SizePolicy sizePolicy = Resizing.stretch();
    double rescale = 1;
    Normalization normalization = Normalization.none();
    int batchSize = 32;
    ClassMode classMode = ClassMode.CATEGORICAL;
    double minVisible = Boxes.MIN_VISIBLE;
    double labelSmoothing;
    DataFormat dataFormat = DataFormat.NCHW;
    long seed = 42;
    int workers = ImagePipeline.AUTO;
    int prefetch = ImagePipeline.AUTO;
    DataType featureType = DataType.FLOAT;
    BatchMemory batchMemory = BatchMemory.fresh();
    Sampler sampler = Sampler.shuffled();
    int views = 1;
    int shard;
    int shards = 1;
    OnError onError = OnError.FAIL;
    boolean reports;

    @Nullable
    ClassWeights classWeights;

    @Nullable
    ValueRange valueRange;

    @Nullable
    Augmentation augmentation;

    @Nullable
    Mixing mixing;

    @Nullable
    Mosaic mosaic;

    @Nullable
    DecodedCache cache;

    @Nullable
    PreprocessingFunction preprocessing;

    PipelineSettings copy() {
        try {
            return (PipelineSettings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns every setting. */
    private List<@Nullable Object> values() {
        return Arrays.asList(
                height,
                width,
                decoding,
                sizePolicy,
                rescale,
                normalization,
                batchSize,
                classMode,
                minVisible,
                labelSmoothing,
                dataFormat,
                seed,
                workers,
                prefetch,
                featureType,
                batchMemory,
                sampler,
                views,
                shard,
                shards,
                onError,
                reports,
                classWeights,
                valueRange,
                augmentation,
                mixing,
                mosaic,
                cache,
                preprocessing);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PipelineSettings settings && settings.values().equals(values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    ImageStages stages(FlowMode mode) {
        boolean eightBit = featureType == DataType.UINT8;
        if (eightBit && rescale != 1) {
            throw new IllegalStateException("features of type UINT8 cannot be rescaled by " + rescale
                    + ": leave rescale at 1 and divide in the network, or use FLOAT");
        }
        if (eightBit && !normalization.isNone()) {
            throw new IllegalStateException("features of type UINT8 cannot be normalized (" + normalization
                    + "): leave normalization out and normalize in the network, or use FLOAT");
        }
        normalization.checkSuits(shape(), decoding.colorMode(), rescale);
        return stages(mode, new RowWriter(shape(), dataFormat, eightBit, rescale, normalization));
    }

    private ImageStages stages(FlowMode mode, RowWriter writer) {
        if (mode.augments() && augmentation != null) {
            checkKeepsSize(augmentation);
        }
        return new ImageStages(
                shape(),
                decoding(),
                sizePolicy(mode),
                minVisible,
                writer,
                valueRange,
                mode.augments() ? augmentation : null,
                preprocessing);
    }

    /** An augmentation of another size is refused before the first batch. */
    private void checkKeepsSize(Augmentation used) {
        trialDraws(used).forEach(operations -> {
            ImageShape result = shape();
            for (ImageOperation operation : operations) {
                result = operation.outputShape(result);
            }
            ImageStages.checkSize(result.height(), result.width(), shape());
        });
    }

    /** What masks, boxes and keypoints could not follow is refused before the first batch. */
    void checkFollowed(FlowMode mode) {
        if (mode.augments() && augmentation != null) {
            trialDraws(augmentation).forEach(operations -> {
                List<ImageOperation> unused = ImageOperation.tracked(operations);
            });
        }
    }

    /** Returns what some images would get, without any being there. */
    private Stream<List<ImageOperation>> trialDraws(Augmentation used) {
        return IntStream.range(0, TRIAL_DRAWS).mapToObj(i -> used.draw(shape(), SampleRandom.of(seed, 0, i, 0)));
    }

    /** Returns the stages that write floats as they are measured: not rescaled, the channels next to each other. */
    ImageStages measuringStages(FlowMode mode) {
        if (mode == FlowMode.TRAINING && augmentation == null && !sizePolicy.isDrawn()) {
            throw new IllegalStateException(
                    "the pipeline augments nothing, so that there are no augmented images to fit"
                            + " on: use augment(...), or leave augmented(...) out");
        }
        if (mode == FlowMode.EVALUATION && sizePolicy.isDrawn()) {
            throw new IllegalStateException("sizes are drawn, with " + sizePolicy.describe()
                    + ", for augmented images only: fit on such, with Fit.everyImage().augmented(rounds), or give the"
                    + " pipeline a policy that does not draw, resize(Resizing.cropToAspectRatio()).fit(...)");
        }
        return stages(mode, new RowWriter(shape(), DataFormat.NHWC, false, 1, Normalization.none()));
    }

    private SizePolicy sizePolicy(FlowMode mode) {
        if (mode == FlowMode.EVALUATION && sizePolicy.isDrawn()) {
            throw new IllegalStateException("an evaluation flow cannot draw sizes with " + sizePolicy.describe()
                    + ": give it a policy that does not, resize(Resizing.cropToAspectRatio()).evaluationFlow(...)");
        }
        return sizePolicy;
    }

    /** Returns how targets become labels; what the target of one example looks like may not be known. */
    List<LabelEncoder> labels(FlowMode mode, List<Integer> classCounts, @Nullable Target example) {
        double smoothing = mode == FlowMode.TRAINING ? labelSmoothing : 0;
        return classMode.encoders(new LabelContext(classCounts, shape(), dataFormat, smoothing, example));
    }

    BatchAssembler assembler(List<long[]> inputs, List<LabelEncoder> labels, boolean weighted) {
        if (weighted && batchSize == 1) {
            throw new IllegalStateException("Deeplearning4j cannot train on weighted batches of one image: use a larger"
                    + " batchSize, or leave sample and class weights out");
        }
        if (weighted && dataFormat == DataFormat.NHWC && labels.stream().anyMatch(LabelEncoder::copiesFeatures)) {
            throw new IllegalStateException(
                    "Deeplearning4j cannot weight pictures in NHWC: use NCHW, or leave sample and"
                            + " class weights out");
        }
        return new BatchAssembler(shape(), featureType, dataFormat, inputs, labels, weighted);
    }

    /** What is mixed must be means of floats, so that it means something. */
    void checkMixing(FlowMode mode, List<long[]> inputs, List<LabelEncoder> labels) {
        if (mixing == null || mode != FlowMode.TRAINING) {
            return;
        }
        if (featureType == DataType.UINT8) {
            throw new IllegalStateException(
                    "batches of type UINT8 cannot be mixed, by " + mixing.describe() + ": use FLOAT, or leave mix out");
        }
        if (!inputs.isEmpty()) {
            throw new IllegalStateException("batches with further inputs beside the images cannot be mixed, by "
                    + mixing.describe() + ": leave mix or the inputs out");
        }
        if (!labels.stream().allMatch(LabelEncoder::canBeMixed)) {
            throw new IllegalStateException("labels of classMode " + classMode + " cannot be mixed, by "
                    + mixing.describe() + ": CATEGORICAL, BINARY, MULTI_LABEL, RAW and INPUT can");
        }
    }

    BatchMixing batchMixing(FlowMode mode, EpochFlow.Place place) {
        boolean training = mode == FlowMode.TRAINING;
        return new BatchMixing(
                training ? mixing : null, training ? mosaic : null, shape(), batchSize, seed, place.epoch());
    }

    /** What is kept to be sized in many ways is decoded in full. */
    private Decoding decoding() {
        return cache != null && sizePolicy.isDrawn() ? decoding.reducingGap(0) : decoding;
    }

    /** Pictures are found again by what was done to them. */
    void checkCache(FlowMode mode) {
        if (cache == null) {
            return;
        }
        if (mode == FlowMode.TRAINING && mosaic != null) {
            throw new IllegalStateException("mosaics are sized from full pictures, which a cache of sized ones does not"
                    + " have: leave mosaic or cache out");
        }
        if (!sizePolicy.isDrawn() && sizePolicy.describe().equals("a function")) {
            throw new IllegalStateException("a cache cannot tell pictures sized by one function from those of another:"
                    + " make the size policy a record, or leave cache out");
        }
    }

    /** Returns everything that decides what precedes the first drawn step. Two policies of users may have one name. */
    String decodingRecipe() {
        String full = "decoded " + decoding();
        return sizePolicy.isDrawn()
                ? full
                : full + " sized " + height + "x" + width + " "
                        + sizePolicy.getClass().getName() + " " + sizePolicy.describe() + " " + sizePolicy.resampling()
                        + " " + sizePolicy.padding() + (valueRange == null ? "" : " " + valueRange);
    }

    /** Has jobs done by as many threads, and as far ahead, as is set. */
    <T> OrderedResults<T> prepare(Jobs<T, Scratch> jobs, StageTimes times) {
        if (workers() == 0) {
            return new DirectResults<>(jobs, () -> new Scratch(times));
        }
        long batchBytes = (long) batchSize * shape().length() * featureType.width();
        Prefetch depth = Prefetch.of(prefetch, batchBytes);
        return new OrderedPrefetcher<>(jobs, () -> new Scratch(times), workers(), depth.batches(), depth.most());
    }

    /** Returns everything that decides what a flow delivers, and nothing else. */
    Map<String, String> recipe(FlowMode mode) {
        Map<String, String> recipe = new LinkedHashMap<>();
        recipe.put("flow", mode.toString());
        recipe.put("targetSize", height + "x" + width);
        recipe.put("colorMode", decoding.colorMode().toString());
        recipe.put("rescale", Double.toString(rescale));
        recipe.put("normalization", normalization.toString());
        recipe.put("classMode", classMode.toString());
        recipe.put("dataFormat", dataFormat.toString());
        recipe.put("featureType", featureType.toString());
        recipe.put("seed", Long.toString(seed));
        recipe.put("sampler", sampler(mode).describe());
        Augmentation used = mode.augments() ? augmentation : null;
        recipe.put("augmentation", used == null ? "none" : used.describe());
        putUnlessDefault(recipe);
        if (mode == FlowMode.TRAINING && mixing != null) {
            recipe.put("mixing", mixing.describe());
        }
        if (mode == FlowMode.TRAINING && mosaic != null) {
            recipe.put("mosaic", mosaic.toString());
        }
        if (mode == FlowMode.TRAINING && (mixing != null || mosaic != null)) {
            recipe.put("batchSize", Integer.toString(batchSize));
        }
        boolean mayPad = !sizePolicy.equals(Resizing.stretch());
        if (valueRange != null && (mode.augments() || mayPad)) {
            recipe.put("valueRange", valueRange.toString());
        }
        if (mode == FlowMode.TRAINING && labelSmoothing != 0) {
            recipe.put("labelSmoothing", Double.toString(labelSmoothing));
        }
        if (mode == FlowMode.TRAINING && classWeights != null) {
            recipe.put("classWeights", classWeights.byName().toString());
        }
        return recipe;
    }

    /** States that were saved before there were these settings hold for their defaults. */
    private void putUnlessDefault(Map<String, String> recipe) {
        Decoding defaults = Decoding.to(decoding.colorMode());
        if (!sizePolicy.equals(Resizing.stretch())) {
            recipe.put("resize", sizePolicy.describe());
        }
        if (minVisible != Boxes.MIN_VISIBLE) {
            recipe.put("minVisible", Double.toString(minVisible));
        }
        if (!decoding.applyExifOrientation()) {
            recipe.put("applyExifOrientation", "false");
        }
        if (decoding.reducingGap() != defaults.reducingGap()) {
            recipe.put("reducingGap", Double.toString(decoding.reducingGap()));
        }
        if (decoding.background() != null) {
            recipe.put("background", decoding.background().toString());
        }
        if (cache != null && sizePolicy.isDrawn()) { // by full pictures, where JPEGs would be decoded smaller
            recipe.put("cache", "full pictures");
        }
        if (preprocessing != null) {
            recipe.put("preprocessingFunction", preprocessing.describe());
        }
    }

    Sampler sampler(FlowMode mode) {
        Sampler whole =
                switch (mode) {
                    case TRAINING -> sampler;
                    case EVALUATION -> Sampler.inOrder();
                    case VIEWS -> Sampler.inOrder(views);
                };
        return shards == 1 ? whole : whole.shard(shard, shards);
    }

    ImageShape shape() {
        return new ImageShape(height, width, decoding.colorMode().channels());
    }

    int workers() {
        return workers == ImagePipeline.AUTO ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
