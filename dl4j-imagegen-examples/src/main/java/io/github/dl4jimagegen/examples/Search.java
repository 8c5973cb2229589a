package io.github.dl4jimagegen.examples;

import static io.github.dl4jimagegen.augment.Augmentations.randomErasing;
import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.augment.geometric.RandomAffine;
import io.github.dl4jimagegen.search.AugmentationSpace;
import io.github.dl4jimagegen.search.ImageSearch;
import io.github.dl4jimagegen.search.PipelineSpace;
import io.github.dl4jimagegen.search.RangeSpace;
import io.github.dl4jimagegen.search.SearchResult;
import io.github.dl4jimagegen.search.TrialStore;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches for the augmentation, the batch size and the image size that suit a folder of images best. */
@Command(
        name = "search",
        description = "Searches for the augmentation that suits a folder with one sub-folder for each class.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Search implements Callable<Integer> {

    private static final int BOARD = 10;

    /** Where the images are, as the other commands are told, or as an option. */
    private static final class Data extends ImagesArgument {
        @Option(names = "--data", paramLabel = "DIR", description = "The same.")
        private @Nullable Path option;

        @Override
        @Nullable
        Path given() {
            return super.given() == null ? option : super.given();
        }
    }

    @ArgGroup
    private Data data = new Data();

    @Mixin
    private DamagedImages damaged = new DamagedImages();

    @Option(
            names = "--candidates",
            converter = Limits.Positive.class,
            defaultValue = "8",
            description = "How many are tried.")
    private int candidates;

    @Option(
            names = "--epochs",
            converter = Limits.Positive.class,
            defaultValue = "3",
            description = "Passes over the training images for each.")
    private int epochs;

    @Option(names = "--seed", defaultValue = "42")
    private long seed;

    @Option(
            names = "--parallel",
            converter = Limits.Positive.class,
            defaultValue = "1",
            description = "Candidates that train at a time.")
    private int parallel;

    @Option(
            names = "--sizes",
            paramLabel = "PIXELS",
            split = ",",
            converter = Limits.Positive.class,
            defaultValue = "20,24,28",
            description = "Heights and widths of images that are tried.")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--time-limit",
            paramLabel = "MINUTES",
            converter = Limits.Positive.class,
            description = "Ends the search after that time; the same command goes on with it.")
    private @Nullable Integer timeLimit;

    @Option(
            names = "--judge",
            paramLabel = "N",
            converter = Limits.NotNegative.class,
            defaultValue = "5",
            description =
                    "Seeds by which the best one is compared, on a fifth of the images that is kept for that, with"
                            + " its network without augmentation; 0 for not at all.")
    private int judge;

    @Option(
            names = "--ui",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "9000",
            description = "Shows the search in Arbiter's own page, too, while it runs; on port 9000 if none is given.")
    private @Nullable Integer ui;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "Where candidates, the best network and the page index.html go; a search that was ended goes on"
                            + " from there.")
    private Path out = Path.of(".");

    @Override
    public Integer call() throws Exception {
        Split images = Splitter.perClass().split(ImageFolder.of(data.folder()), 0.2, 0.2);
        Backend.announce();
        System.out.printf(
                Locale.ROOT,
                "Training on %,d images, choosing by %,d, judging by %,d%n",
                images.training().size(),
                images.validation().size(),
                images.test().size());
        ImageSearch search = search(images);
        SearchResult result = run(search);

        System.out.println(result.leaderBoard(BOARD));
        Path page = out.resolve("index.html");
        Files.writeString(page, result.page(images.training()));
        System.out.println("See " + page);
        if (result.augmentation().isEmpty()) {
            System.out.println("augmentation: none");
        } else {
            System.out.println("augmentation as code: " + result.augmentationCode());
            System.out.println("augmentation as JSON: " + result.augmentationJson());
        }
        if (judge > 0) {
            System.out.println(search.judge(
                    result, LongStream.range(seed + 1, seed + 1 + judge).toArray()));
        }
        System.out.printf(Locale.ROOT, "best candidate: %d score: %.4f%n", result.index(), result.score());
        return 0;
    }

    private ImageSearch search(Split images) {
        int classes = images.training().classes().size();
        ImageSearch search = ImageSearch.of(
                        images, pipelines(), input -> Networks.smallConfiguration(input, classes, 0.001, seed))
                .candidates(candidates)
                .epochs(epochs)
                .seed(seed)
                .parallel(parallel)
                .directory(out);
        return timeLimit == null ? search : search.timeLimit(Duration.ofMinutes(timeLimit));
    }

    private SearchResult run(ImageSearch search) throws Exception {
        SearchProgress progress = SearchProgress.of(candidates, new TrialStore(out, seed, false));
        if (ui == null) {
            return search.listeners(progress).run();
        }
        try (SearchUi arbiter = SearchUi.open(ui)) {
            System.out.println("While it runs, see " + arbiter.address());
            return search.listeners(progress, arbiter.listener()).run();
        }
    }

    /** As much as a small network can use in few epochs; half of the candidates go without augmentation. */
    private PipelineSpace pipelines() {
        ImagePipeline pipeline = damaged.treatedBy(ImagePipeline.targetSize(sizes.get(0), sizes.get(0))
                .colorMode(data.usualColor())
                .rescale(1 / 255.0));
        RangeSpace shift = RangeSpace.around(0, new ContinuousParameterSpace(0, 0.1));
        PipelineSpace pipelines = PipelineSpace.of(pipeline)
                .batchSize(new DiscreteParameterSpace<>(16, 32))
                .augment(
                        AugmentationSpace.of(randomFlipHorizontal())
                                .vary("probability", new DiscreteParameterSpace<>(0.0, 0.5)),
                        AugmentationSpace.of(RandomAffine.IDENTITY)
                                .vary("rotation", RangeSpace.around(0, new ContinuousParameterSpace(0, 10)))
                                .vary("xTranslation", shift)
                                .vary("yTranslation", shift)
                                .vary("zoom", RangeSpace.around(1, new ContinuousParameterSpace(0, 0.1))),
                        AugmentationSpace.of(randomErasing()).probability(new ContinuousParameterSpace(0, 0.2)))
                .choose("whether to augment", p -> p, ImagePipeline::augment);
        return sizes.size() == 1 ? pipelines : pipelines.imageSize(new DiscreteParameterSpace<>(sizes));
    }
}
