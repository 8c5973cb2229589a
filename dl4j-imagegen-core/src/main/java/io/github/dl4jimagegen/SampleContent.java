package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.Map;

/** The images of a generator and the recipe that they go through. Immutable. */
final class SampleContent implements EpochFlow.Content {

    private final ImagePipeline pipeline;
    private final FlowMode mode;
    private final Examples<Sample> samples;
    private final ClassIndex classes;
    private final ImageStages stages;
    private final BatchAssembler assembler;

    SampleContent(ImagePipeline pipeline, FlowMode mode, Examples<Sample> samples, ClassIndex classes) {
        GeneratorContent.refuseInfinite(samples);
        this.pipeline = pipeline;
        this.mode = mode;
        this.samples = samples;
        this.classes = classes;
        this.stages = pipeline.stages(mode);
        this.assembler = pipeline.assembler(classes);
    }

    @Override
    public OrderedResults<Batch> open(EpochFlow.Place place, BatchBuffers buffers, StageTimes times) {
        return pipeline.prepare(
                new SampleJobs(
                        samples, stages, assembler, pipeline.batchSize(), pipeline.seed(), place, buffers, times),
                times);
    }

    @Override
    public SourceFingerprint source() {
        return SourceFingerprint.ofGenerator(samples.cardinality(), classes.names());
    }

    @Override
    public Map<String, String> recipe() {
        return pipeline.recipe(mode);
    }

    @Override
    public BatchMemory memory() {
        return pipeline.batchMemory();
    }

    @Override
    public int workers() {
        return pipeline.workers();
    }

    @Override
    public boolean logsReports() {
        return pipeline.logsReports();
    }
}
