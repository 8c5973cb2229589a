package io.github.dl4jimagegen.examples;

import static io.github.dl4jimagegen.ImagePipeline.AUTO;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.keras.ImageDataGenerator;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a folder of images becomes batches, against its decoder and against DataVec. */
@Command(
        name = "bench",
        description = {
            "Measures how fast a folder of images becomes batches of floats, beside threads that only decode, and beside"
                    + " DataVec.",
            "All sides take turns, after a while to warm up. A round is as many epochs as it takes to have 2,000 images,"
                    + " or five seconds."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Bench implements Callable<Integer> {

    private static final int BATCH = 32;
    private static final BenchRound ROUND = new BenchRound(2_000, 5);

    /** What training images go through. */
    enum Augment {
        /** Nothing. */
        NONE,
        /** Rotation by 20 degrees, shifts by 0.1, shear by 10 degrees, zoom by 0.2, horizontal flip. */
        KERAS
    }

    @Mixin
    private ImagesArgument data = new ImagesArgument();

    @Mixin
    private DamagedImages damaged = new DamagedImages();

    @Option(
            names = "--size",
            paramLabel = "WIDTHxHEIGHT",
            converter = ImageSize.Converter.class,
            defaultValue = "224x224")
    private ImageSize size = new ImageSize(224, 224);

    @Option(
            names = "--augment",
            defaultValue = "none",
            description = "NONE or KERAS: rotation by up to 20 degrees, shifts by up to 0.1, shear by up"
                    + " to 10 degrees, zoom by up to 0.2, horizontal flip.")
    private Augment augment = Augment.NONE;

    @Option(
            names = "--workers",
            converter = Limits.NotNegative.class,
            description = "Threads that prepare images; one for each processor if absent.")
    private @Nullable Integer workers;

    @Option(
            names = "--fresh",
            description = "Batches that are the caller's to keep, the default in Java, not recycled.")
    private boolean fresh;

    @Option(names = "--cache", description = "Measure a cache of decoded images on disk, too.")
    private boolean cached;

    @Option(
            names = "--against",
            description =
                    "datavec or datavec-shipped: compare with DataVec on the natives of this project, or on those that"
                            + " Deeplearning4j ships.")
    private BenchDataVec.@Nullable Natives against;

    @Option(
            names = "--rounds",
            converter = Limits.Positive.class,
            defaultValue = "5",
            description = "Rounds, of which the median counts.")
    private int rounds;

    @Option(
            names = "--warm-up",
            converter = Limits.NotNegative.class,
            defaultValue = "5",
            description = "Seconds for each side before that.")
    private int warmUp;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Path folder = data.folder();
        ImageFolder images = ImageFolder.of(folder);
        ImagePipeline pipeline = pipeline();
        var unused = Backend.load();

        try (BenchDataVec dataVec = against == null
                        ? null
                        : BenchDataVec.start(against, folder, size, BATCH, augment == Augment.KERAS);
                BenchFlow flow = new BenchFlow(pipeline.trainingFlow(images))) {
            BenchDecoding decoding = new BenchDecoding(folder, images, Math.max(1, threads()));
            BenchCache cache = cached ? new BenchCache(pipeline, images) : null;
            List<BenchSide> sides = Stream.<@Nullable BenchSide>of(decoding, flow, cache, dataVec)
                    .flatMap(Stream::ofNullable)
                    .toList();
            for (BenchSide side : sides) {
                side.round(new BenchRound(Long.MAX_VALUE, warmUp));
                side.forgetWarmUp();
            }
            for (int round = 0; round < rounds; round++) {
                for (BenchSide side : sides) {
                    side.round(ROUND);
                }
            }
            print(result(images, flow, decoding, cache, dataVec));
        }
        return 0;
    }

    private ImagePipeline pipeline() {
        ImagePipeline plain = damaged.treatedBy(ImagePipeline.targetSize(size.height(), size.width()))
                .rescale(1 / 255.0)
                .batchSize(BATCH)
                .workers(workers == null ? AUTO : workers)
                .batchMemory(fresh ? BatchMemory.fresh() : BatchMemory.recycled(1));
        return augment == Augment.NONE ? plain : plain.augment(keras().augmentation());
    }

    private static ImageDataGenerator keras() {
        return ImageDataGenerator.builder()
                .rotationRange(20)
                .widthShiftRange(0.1)
                .heightShiftRange(0.1)
                .shearRange(10)
                .zoomRange(0.2)
                .horizontalFlip(true)
                .build();
    }

    private int threads() {
        return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    }

    private BenchResult result(
            ImageFolder images,
            BenchFlow flow,
            BenchDecoding decoding,
            @Nullable BenchCache cache,
            @Nullable BenchDataVec dataVec) {
        BenchRates.Rate rate = flow.rate();
        return new BenchResult(
                new BenchResult.Setup(
                        images.size(),
                        size.width(),
                        size.height(),
                        BATCH,
                        augment.name().toLowerCase(Locale.ROOT),
                        threads(),
                        fresh ? "fresh" : "recycled",
                        rounds),
                rate,
                decoding.rate(),
                rate.median() / decoding.rate().median(),
                flow.millisecondsPerImage(),
                flow.heapBytesPerImage(),
                cache == null ? null : cache.result(),
                against == null || dataVec == null
                        ? null
                        : new BenchResult.Against(
                                against.toString(),
                                dataVec.rate(),
                                rate.median() / dataVec.rate().median()));
    }

    private void print(BenchResult result) {
        if (json) {
            System.out.println(result.toJson());
        } else {
            result.lines().forEach(System.out::println);
        }
    }
}
