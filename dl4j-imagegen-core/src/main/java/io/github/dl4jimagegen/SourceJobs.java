package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.source.ImageSource;
import org.jspecify.annotations.Nullable;

/** The batches of one epoch over a source: each a job whose parts are its images. */
final class SourceJobs implements Jobs<Batch, Scratch> {

    private final ImageSource source;
    private final EpochPlan plan;
    private final ImageStages stages;
    private final BatchAssembler assembler;
    private final int batchSize;
    private final BatchBuffers buffers;
    private int position;

    SourceJobs(
            ImageSource source,
            EpochPlan plan,
            ImageStages stages,
            BatchAssembler assembler,
            int batchSize,
            int position,
            BatchBuffers buffers) {
        this.source = source;
        this.plan = plan;
        this.stages = stages;
        this.assembler = assembler;
        this.batchSize = batchSize;
        this.position = position;
        this.buffers = buffers;
    }

    @Override
    public @Nullable Job<Batch, Scratch> next() {
        int rows = Math.min(batchSize, plan.size() - position);
        if (rows <= 0) {
            return null;
        }
        int first = position;
        position += rows;
        OpenBatch batch = assembler.open(buffers, rows);
        return new Job<>() {
            @Override
            public int parts() {
                return rows;
            }

            @Override
            public void run(int row, Scratch scratch) {
                stages.process(source, plan.at(first + row), batch, row, scratch);
            }

            @Override
            public Batch finish() {
                return batch.publish();
            }

            @Override
            public void discard() {
                batch.discard();
            }
        };
    }
}
