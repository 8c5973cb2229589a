package io.github.dl4jimagegen;

import io.github.dl4jimagegen.FitJobs.Block;
import io.github.dl4jimagegen.FitJobs.Preparation;
import io.github.dl4jimagegen.FitJobs.Preparations;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ConsumerDevice;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.engine.StageClock;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.statistics.Fit;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import io.github.dl4jimagegen.statistics.StatisticsSums;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Finds statistics in one pass over images: prepared and measured by workers, added up in order by the caller. */
final class Fitting {

    private final PipelineSettings settings;
    private final Fit fit;
    private final ImageStages stages;
    private final int rounds;

    Fitting(PipelineSettings settings, Fit fit) {
        this.settings = settings;
        this.fit = fit;
        this.stages = settings.measuringStages(fit.rounds() == 0 ? FlowMode.EVALUATION : FlowMode.TRAINING);
        this.rounds = Math.max(1, fit.rounds());
    }

    ImageStatistics over(ImageSource source) {
        if (source.size() == 0) {
            throw new IllegalArgumentException("there are no images in " + source);
        }
        int size = fit.images() == 0 ? source.size() : Math.min(fit.images(), source.size());
        return over(new FromSource(new PicturesAlone(source), size), (long) rounds * size);
    }

    /** The images of a source, or some of them, round by round. What cannot be read is never replaced by another. */
    private final class FromSource implements Preparations {
        private final ImageSource source;
        private final int size;
        private final SourceImages images;
        private final Sampler order;
        private EpochPlan plan;
        private int round;
        private int position;

        FromSource(ImageSource source, int size) {
            this.source = source;
            this.size = size;
            this.images = new SourceImages(
                    source,
                    stages,
                    FlowMode.EVALUATION,
                    settings.onError,
                    null,
                    null,
                    new AtomicReference<>(),
                    new SkippedImages());
            this.order = size < source.size() ? Sampler.shuffled() : Sampler.inOrder();
            this.plan = order.plan(source, settings.seed, 0);
        }

        @Override
        public List<Preparation> take(int count) {
            if (position == size && round + 1 < rounds) {
                round++;
                position = 0;
                plan = order.plan(source, settings.seed, round);
            }
            EpochPlan current = plan;
            int first = position;
            position = (int) Math.min((long) position + count, size);
            return IntStream.range(first, position)
                    .<Preparation>mapToObj(
                            i -> (batch, row, scratch) -> images.prepare(current, i, batch, row, scratch))
                    .toList();
        }
    }

    ImageStatistics over(Examples<Sample> samples) {
        GeneratorContent.refuseInfinite(samples);
        if (fit.images() > 0) {
            throw new IllegalArgumentException("no random sample can be drawn from a generator: give"
                    + " samples.shuffle(bufferSize, seed).take(" + fit.images() + ") instead");
        }
        long size = samples.cardinality();
        return over(new FromGenerator(samples), size < 0 ? size : size * rounds);
    }

    /** The images of a generator, which is passed through once a round. */
    private final class FromGenerator implements Preparations {
        private final Examples<Sample> samples;
        private long round;
        private NumberedPass<Sample> pass;

        FromGenerator(Examples<Sample> samples) {
            this.samples = samples;
            this.pass = new NumberedPass<>(samples, EpochFlow.Place.START);
        }

        @Override
        public List<Preparation> take(int count) {
            while (true) {
                long first = pass.number();
                List<Sample> taken = pass.take(count);
                if (!taken.isEmpty()) {
                    return LongStream.range(0, taken.size())
                            .mapToObj(i -> preparation(taken.get((int) i), round, first + i))
                            .toList();
                }
                if (round + 1 >= rounds) {
                    return List.of();
                }
                round++;
                pass.close();
                pass = new NumberedPass<>(samples, new EpochFlow.Place(round, 0));
            }
        }

        private Preparation preparation(Sample sample, long epoch, long number) {
            return (batch, row, scratch) -> {
                try {
                    SampleRandom random = SampleRandom.of(settings.seed, epoch, number, 0);
                    StageClock clock = new StageClock(scratch);
                    Target target =
                            stages.process(sample.image(), Target.none(), random, batch, row, scratch, clock, null);
                    batch.describe(row, target, "example " + number);
                    clock.done();
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException(
                            "generator example " + number + " cannot be prepared: " + e.getMessage(), e);
                }
            };
        }

        @Override
        public void close() {
            pass.close();
        }
    }

    private ImageStatistics over(Preparations images, long total) {
        ImageShape shape = settings.shape();
        BatchAssembler assembler =
                new BatchAssembler(shape, DataType.FLOAT, DataFormat.NHWC, List.of(), List.of(), false);
        FitProgress progress = new FitProgress(total, fit.listener());
        try (BatchBuffers buffers = new BatchBuffers(BatchMemory.recycled(1), ConsumerDevice.ofCurrentThread());
                StatisticsSums sums = new StatisticsSums(shape, fit.covariance());
                OrderedResults<Block> blocks = settings.prepare(
                        new FitJobs(images, assembler, settings.batchSize, buffers), new StageTimes())) {
            while (blocks.hasNext()) {
                Block block = blocks.next();
                sums.add(block.values(), block.moments());
                block.batch().discard();
                progress.done(sums.images());
            }
            if (sums.images() == 0) {
                throw new IllegalArgumentException("there is no image that could be read to find the mean of");
            }
            return sums.statistics(settings.decoding.colorMode(), settings.rescale);
        }
    }
}
