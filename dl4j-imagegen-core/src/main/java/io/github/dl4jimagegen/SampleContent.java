package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.LabelEncoder;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.List;
import java.util.Map;

/** The images of a generator and the recipe that they go through. Immutable. */
final class SampleContent implements ImageFlowContent {

    private final PipelineSettings settings;
    private final FlowMode mode;
    private final Examples<Sample> samples;
    private final ClassIndex classes;
    private final ImageStages stages;
    private final List<LabelEncoder> labels;
    private final BatchAssembler assembler;

    SampleContent(PipelineSettings settings, FlowMode mode, Examples<Sample> samples, ClassIndex classes) {
        GeneratorContent.refuseInfinite(samples);
        if (mode == FlowMode.TRAINING && settings.classWeights != null) {
            throw new IllegalArgumentException("the images of a generator cannot be weighted by their classes: leave"
                    + " classWeights out, or sample classes evenly with Examples.sampleFrom");
        }
        if (settings.cache != null) {
            throw new IllegalArgumentException("the images of a generator cannot be kept decoded by the pipeline: leave"
                    + " cache out, and use examples.cache(...)");
        }
        if (mode == FlowMode.TRAINING && settings.mosaic != null) {
            throw new IllegalArgumentException("the images of a generator cannot be put together by " + settings.mosaic
                    + ": leave mosaic out, or let the generator do it");
        }
        this.settings = settings;
        this.mode = mode;
        this.samples = samples;
        this.classes = classes;
        this.stages = settings.stages(mode);
        this.labels = settings.labels(mode, List.of(classes.size()), null);
        settings.checkMixing(mode, List.of(), labels);
        this.assembler = settings.assembler(List.of(), labels, false);
    }

    @Override
    public OrderedResults<Batch> open(EpochFlow.Place place, BatchBuffers buffers, StageTimes times) {
        SampleJobs jobs = new SampleJobs(
                samples,
                stages,
                assembler,
                settings.batchSize,
                settings.seed,
                place,
                settings.batchMixing(mode, place),
                buffers,
                times);
        return settings.prepare(jobs, times);
    }

    @Override
    public List<LabelEncoder> labels() {
        return labels;
    }

    @Override
    public SourceFingerprint source() {
        return SourceFingerprint.ofGenerator(samples.cardinality(), classes.names());
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
}
