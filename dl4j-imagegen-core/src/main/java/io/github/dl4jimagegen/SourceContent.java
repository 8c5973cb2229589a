package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.source.ImageSource;
import java.util.Map;

/** The images of a source and the recipe that they go through. Immutable. */
final class SourceContent implements EpochFlow.Content {

    private final ImagePipeline pipeline;
    private final FlowMode mode;
    private final ImageSource source;
    private final ImageStages stages;
    private final BatchAssembler assembler;

    SourceContent(ImagePipeline pipeline, FlowMode mode, ImageSource source) {
        if (source.size() == 0) {
            throw new IllegalArgumentException("there are no images in " + source);
        }
        this.pipeline = pipeline;
        this.mode = mode;
        this.source = source;
        this.stages = pipeline.stages(mode);
        this.assembler = pipeline.assembler(source.classes());
    }

    @Override
    public OrderedResults<Batch> open(EpochFlow.Place place, BatchBuffers buffers, StageTimes times) {
        EpochPlan plan = pipeline.sampler(mode).plan(source, pipeline.seed(), place.epoch());
        if (plan.size() == 0) {
            throw new IllegalStateException("an epoch over " + source + " has no images: "
                    + pipeline.sampler(mode).describe() + " takes none of its " + source.size());
        }
        return pipeline.prepare(
                new SourceJobs(source, plan, stages, assembler, pipeline.batchSize(), (int) place.position(), buffers),
                times);
    }

    @Override
    public SourceFingerprint source() {
        return SourceFingerprint.of(source);
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
