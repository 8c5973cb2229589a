package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.sampling.EpochPlan;
import org.jspecify.annotations.Nullable;

/** The batches of one epoch over a source: each a job whose parts are its images. */
final class SourceJobs implements Jobs<Batch, Scratch> {

    private final SourceImages images;
    private final EpochPlan plan;
    private final BatchAssembler assembler;
    private final int batchSize;
    private final BatchMixing mixing;
    private final BatchBuffers buffers;
    private int position;
    private int passedOver;

    SourceJobs(
            SourceImages images,
            EpochPlan plan,
            BatchAssembler assembler,
            int batchSize,
            int position,
            BatchMixing mixing,
            BatchBuffers buffers) {
        this.images = images;
        this.plan = plan;
        this.assembler = assembler;
        this.batchSize = batchSize;
        this.position = position;
        this.mixing = mixing;
        this.buffers = buffers;
    }

    @Override
    public @Nullable Job<Batch, Scratch> next() {
        int rows = rows(plan.size() - position);
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
                images.prepareOfBatch(plan, first, rows, batch, row, scratch);
            }

            @Override
            public @Nullable Batch finish() {
                return publish(batch, first, rows);
            }

            @Override
            public void discard() {
                batch.discard();
            }
        };
    }

    /**
     * A batch of one row with a labels mask makes Deeplearning4j M2.1 fail (it takes the mask for one of outputs), so a
     * last row that would stand alone joins the batch before.
     */
    private int rows(int left) {
        return assembler.weighted() && left == batchSize + 1 ? left : Math.min(batchSize, left);
    }

    /** Jobs finish in order: the positions of a batch that came to nothing are counted with the next one. */
    private @Nullable Batch publish(OpenBatch open, int first, int rows) {
        Batch batch = mixing.publish(open, first);
        if (batch == null) {
            passedOver += rows;
            if (passedOver == plan.size()) {
                throw images.noneReadable();
            }
            return null;
        }
        Batch whole = batch.behind(passedOver);
        passedOver = 0;
        return whole;
    }
}
