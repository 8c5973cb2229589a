package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.LabelEncoder;
import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.cache.PictureCache;
import io.github.dl4jimagegen.cache.PictureCaches;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.engine.PixelVersion;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of a source and the recipe that they go through. Immutable but for the list of what was skipped. */
final class SourceContent implements ImageFlowContent {

    private static final Logger log = LoggerFactory.getLogger(SourceContent.class);
    private static final AtomicBoolean ADVISED = new AtomicBoolean();

    private final PipelineSettings settings;
    private final FlowMode mode;
    private final ImageSource source;
    private final SourceImages images;
    private final BatchAssembler assembler;
    private final List<LabelEncoder> labels;

    SourceContent(PipelineSettings settings, FlowMode mode, ImageSource source) {
        if (source.size() == 0) {
            throw new IllegalArgumentException("there are no images in this view of " + source
                    + ": a Split has images for testing only if a share was taken for them, as in split(source, 0.2,"
                    + " 0.1)");
        }
        this.settings = settings;
        this.mode = mode;
        this.source = source;
        this.images = new SourceImages(
                source,
                settings.stages(mode),
                mode,
                settings.onError,
                weights(settings, mode, source),
                mode == FlowMode.TRAINING ? settings.mosaic : null,
                new AtomicReference<>(),
                new SkippedImages());
        Target example = firstTarget(source);
        this.labels = settings.labels(mode, classCounts(source, example), example);
        tryOut(labels, finished(example, settings.shape()), source);
        if (images.weighted() && !ADVISED.getAndSet(true)) {
            log.warn("Weights need a network that ends in a LossLayer: Deeplearning4j's OutputLayer multiplies its"
                    + " pre-activations by them, too (see docs/labels.md)");
        }
        settings.checkMixing(mode, source.inputs(), labels);
        if (!isFinal(example)) {
            settings.checkFollowed(mode);
        }
        checkMosaic(example);
        settings.checkCache(mode);
        this.assembler = settings.assembler(source.inputs(), labels, images.weighted());
    }

    private void checkMosaic(Target example) {
        Mosaic mosaic = settings.mosaic;
        if (mosaic == null || mode != FlowMode.TRAINING) {
            return;
        }
        if (!source.inputs().isEmpty()) {
            throw new IllegalArgumentException("images with further inputs cannot be put together by " + mosaic
                    + ": leave mosaic or the inputs out");
        }
        if (hasKeypoints(example)) {
            throw new IllegalArgumentException("images with keypoints cannot be put together by " + mosaic
                    + ", since each has the same number of them: leave mosaic out");
        }
        if (isFinal(example)) {
            tryOut(labels, new Target.Mixed(List.of(example), List.of(1.0)), source);
        }
    }

    private static boolean hasKeypoints(Target target) {
        return target instanceof Target.Several several
                ? several.targets().stream().anyMatch(SourceContent::hasKeypoints)
                : target instanceof Target.OfKeypoints;
    }

    private static List<Integer> classCounts(ImageSource source, Target example) {
        int outputs =
                example instanceof Target.Several several ? several.targets().size() : 1;
        return IntStream.range(0, outputs)
                .mapToObj(output -> source.classes(output).size())
                .toList();
    }

    /** A class mode that needs other targets is known before the first batch. */
    private static void tryOut(List<LabelEncoder> labels, Target example, ImageSource source) {
        try {
            for (LabelEncoder label : labels) {
                long[] mask = label.maskShape();
                label.encode(example, row(label.shape()), mask == null ? null : row(mask));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + " (seen at " + source.name(0) + " under " + source + ")", e);
        }
    }

    /** Returns what may become of a target: masks, boxes and keypoints follow their image, of which little may be left. */
    private static Target finished(Target target, ImageShape shape) {
        if (target instanceof Target.OfMask || target instanceof Target.OfMaskFile) {
            byte[] nothing = new byte[shape.height() * shape.width()];
            return Target.ofMask(Mask.of(shape.height(), shape.width(), nothing).ignoreIndex(0));
        }
        if (target instanceof Target.OfBoxes) {
            return Target.ofBoxes(List.of());
        }
        return target instanceof Target.Several several
                ? Target.ofSeveral(several.targets().stream()
                        .map(each -> finished(each, shape))
                        .toList())
                : target;
    }

    /** Masks, boxes and keypoints follow their image first. */
    private static boolean isFinal(Target target) {
        return target instanceof Target.Several several
                ? several.targets().stream().allMatch(SourceContent::isFinal)
                : target instanceof Target.None
                        || target instanceof Target.OneClass
                        || target instanceof Target.Classes
                        || target instanceof Target.Values;
    }

    private static FloatBuffer row(long[] shape) {
        return FloatBuffer.allocate((int) LongStream.of(shape).reduce(1, Math::multiplyExact));
    }

    private static @Nullable ClassWeights weights(PipelineSettings settings, FlowMode mode, ImageSource source) {
        ClassWeights weights = mode == FlowMode.TRAINING ? settings.classWeights : null;
        if (weights != null && !weights.classes().equals(source.classes())) {
            throw new IllegalArgumentException("the class weights are for the classes "
                    + weights.classes().names() + " but " + source + " has "
                    + source.classes().names());
        }
        if (weights != null && source.label(0) < 0) {
            throw new IllegalArgumentException("class weights need one class an image but " + source.name(0) + " under "
                    + source + " has not: give each image a weight of its own");
        }
        return weights;
    }

    private static Target firstTarget(ImageSource source) {
        try {
            return source.target(0);
        } catch (IOException e) {
            throw new ImageReadException(
                    "cannot read the target of " + source.name(0) + " under " + source + ": " + e.getMessage(), e);
        }
    }

    @Override
    public OrderedResults<Batch> open(EpochFlow.Place place, BatchBuffers buffers, StageTimes times) {
        EpochPlan plan = settings.sampler(mode).plan(source, settings.seed, place.epoch());
        PictureCache cache = cache();
        if (cache != null) {
            cache.beginEpoch();
        }
        if (plan.size() == 0) {
            throw new IllegalStateException("an epoch over " + source + " has no images: "
                    + settings.sampler(mode).describe() + " takes none of its " + source.size());
        }
        SourceJobs jobs = new SourceJobs(
                images,
                plan,
                assembler,
                settings.batchSize,
                (int) place.position(),
                settings.batchMixing(mode, place),
                buffers);
        return settings.prepare(jobs, times);
    }

    /** Opens the cache with the first epoch: to know the versions of all files takes time. */
    private @Nullable PictureCache cache() {
        DecodedCache wanted = settings.cache;
        PictureCache open = images.cache().get();
        if (wanted != null && open == null) {
            open = PictureCaches.open(
                    wanted,
                    new PictureCaches.Contents(
                            settings.decodingRecipe(),
                            PixelVersion.current(),
                            source.toString(),
                            source.size(),
                            source::name,
                            this::version));
            images.cache().set(open);
        }
        return open;
    }

    private long version(int index) {
        try {
            return source.version(index);
        } catch (IOException e) { // it cannot be read either, and is reported then
            return 0;
        }
    }

    @Override
    public void close() {
        PictureCache open = images.cache().get();
        if (open != null) {
            open.close();
        }
    }

    @Override
    public List<LabelEncoder> labels() {
        return labels;
    }

    @Override
    public SourceFingerprint source() {
        return SourceFingerprint.of(source);
    }

    @Override
    public Map<String, String> recipe() {
        return settings.recipe(mode);
    }

    @Override
    public BatchMemory memory() {
        return settings.batchMemory;
    }

    @Override
    public int workers() {
        return settings.workers();
    }

    @Override
    public boolean logsReports() {
        return settings.reports;
    }

    @Override
    public List<SkippedImages.SkippedImage> skipped() {
        return images.skipped().list();
    }
}
