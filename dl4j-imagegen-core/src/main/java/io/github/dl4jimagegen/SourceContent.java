package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.LabelEncoder;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The images of a source and the recipe that they go through. Immutable but for the list of what was skipped. */
final class SourceContent implements ImageFlowContent {

    private final PipelineSettings settings;
    private final FlowMode mode;
    private final ImageSource source;
    private final SourceImages images;
    private final BatchAssembler assembler;
    private final List<LabelEncoder> labels;

    SourceContent(PipelineSettings settings, FlowMode mode, ImageSource source) {
        if (source.size() == 0) {
            throw new IllegalArgumentException("there are no images in " + source);
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
                new SkippedImages());
        this.labels = settings.labels(mode, source.classes().size(), firstTarget(source));
        this.assembler = settings.assembler(labels, images.weighted());
    }

    private static @Nullable ClassWeights weights(PipelineSettings settings, FlowMode mode, ImageSource source) {
        ClassWeights weights = mode == FlowMode.TRAINING ? settings.classWeights : null;
        if (weights != null && !weights.classes().equals(source.classes())) {
            throw new IllegalArgumentException("the class weights are for the classes "
                    + weights.classes().names() + " but " + source + " has "
                    + source.classes().names());
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
        if (plan.size() == 0) {
            throw new IllegalStateException("an epoch over " + source + " has no images: "
                    + settings.sampler(mode).describe() + " takes none of its " + source.size());
        }
        return settings.prepare(
                new SourceJobs(images, plan, assembler, settings.batchSize, (int) place.position(), buffers), times);
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
