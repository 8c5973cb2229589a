package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.engine.StageClock;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batches of one pass over a generator of images: pulled one after the other, prepared in parallel. */
final class SampleJobs implements Jobs<Batch, Scratch> {

    private final NumberedPass<Sample> pass;
    private final ImageStages stages;
    private final BatchAssembler assembler;
    private final int batchSize;
    private final long seed;
    private final long epoch;
    private final BatchBuffers buffers;
    private final BatchMixing mixing;
    private final StageTimes times;

    SampleJobs(
            Examples<Sample> samples,
            ImageStages stages,
            BatchAssembler assembler,
            int batchSize,
            long seed,
            EpochFlow.Place place,
            BatchMixing mixing,
            BatchBuffers buffers,
            StageTimes times) {
        this.pass = new NumberedPass<>(samples, place);
        this.stages = stages;
        this.assembler = assembler;
        this.batchSize = batchSize;
        this.seed = seed;
        this.epoch = place.epoch();
        this.buffers = buffers;
        this.mixing = mixing;
        this.times = times;
    }

    @Override
    public @Nullable Job<Batch, Scratch> next() {
        long started = System.nanoTime();
        long first = pass.number();
        List<Sample> samples = pass.take(batchSize);
        long unused = times.add(Stage.READ, started);
        if (samples.isEmpty()) {
            pass.refuseIfEmpty();
            return null;
        }
        OpenBatch batch = assembler.open(buffers, samples.size());
        return new Job<>() {
            @Override
            public int parts() {
                return samples.size();
            }

            @Override
            public void run(int row, Scratch scratch) {
                long number = first + row;
                SampleRandom random = SampleRandom.of(seed, epoch, number, 0);
                Sample sample = samples.get(row);
                StageClock clock = new StageClock(scratch);
                try {
                    Target target =
                            stages.process(sample.image(), sample.target(), random, batch, row, scratch, clock, null);
                    batch.describe(row, target, "example " + number);
                    clock.done();
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException(
                            "generator example " + number + " cannot be prepared: " + e.getMessage(), e);
                }
            }

            @Override
            public @Nullable Batch finish() {
                return mixing.publish(batch, first);
            }

            @Override
            public void discard() {
                batch.discard();
            }
        };
    }

    @Override
    public void close() {
        pass.close();
    }
}
