package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.classification.Evaluation;

/**
 * The short way to search: images, a space, a number of candidates, and out comes the best.
 *
 * <pre>{@code
 * SearchResult result = ImageSearch.of(ImageFolder.of(folder).split(0.2), pipelines, input -> smallNetwork(input))
 *     .epochs(3).candidates(20).seed(42)
 *     .run();
 * System.out.println(result.score() + " with " + result.augmentationCode());
 * }</pre>
 *
 * <p>Candidates train on the training view and are compared on the validation view; the test view is for
 * {@link #judge} alone. The same seed gives the same candidates, scores and winner, for any number of parallel
 * candidates, as far as Deeplearning4j's sums of floats are the same, which depend on the number of its own threads. With
 * a {@link #directory} a search that was killed goes on where it was. Immutable; {@link #run} starts everything.
 */
public final class ImageSearch {

    private final Split images;
    private final SearchSpace space;
    private final Settings settings;

    /** What may be left out. Changed in copies only. */
    private static final class Settings {

        private int candidates = 10;
        private long seed = 42;
        private int parallel = 1;
        private SearchMethod method = SearchMethod.random();
        private Evaluation.Metric metric = Evaluation.Metric.ACCURACY;
        private @Nullable Duration timeLimit;
        private @Nullable Path directory;
        private List<StatusListener> listeners = List.of();

        private Settings copy() {
            Settings copy = new Settings();
            copy.candidates = candidates;
            copy.seed = seed;
            copy.parallel = parallel;
            copy.method = method;
            copy.metric = metric;
            copy.timeLimit = timeLimit;
            copy.directory = directory;
            copy.listeners = listeners;
            return copy;
        }
    }

    private ImageSearch(Split images, SearchSpace space, Settings settings) {
        this.images = images;
        this.space = space;
        this.settings = settings;
    }

    /**
     * Returns a search over pipelines and networks: 10 random candidates, seed 42, one at a time, compared by accuracy.
     *
     * @param images to train on and to compare by
     * @param space pipelines and networks
     * @return a search
     * @throws IllegalArgumentException if there are no images to validate on
     */
    public static ImageSearch of(Split images, SearchSpace space) {
        if (images.validation().size() == 0) {
            throw new IllegalArgumentException("there are no images to compare candidates by: use split(0.2)");
        }
        return new ImageSearch(images, space, new Settings());
    }

    /**
     * Returns a search over pipelines alone, for one kind of network.
     *
     * @param images to train on and to compare by
     * @param pipelines the pipelines
     * @param network makes the network for an input, which has the size and colours of the pipeline
     * @return a search
     * @throws IllegalArgumentException if there are no images to validate on, or a parameter has one value only
     */
    public static ImageSearch of(
            Split images, PipelineSpace pipelines, Function<InputType, MultiLayerConfiguration> network) {
        return of(images, SearchSpace.checked(pipelines, new FixedNetwork(pipelines.inputType(), network)));
    }

    private ImageSearch with(Consumer<Settings> change) {
        Settings copy = settings.copy();
        change.accept(copy);
        return new ImageSearch(images, space, copy);
    }

    /**
     * Sets for how many epochs each candidate trains; as the network space says unless set, or 1.
     *
     * @param epochs at least 1
     * @return a new search
     * @throws IllegalArgumentException if it is not positive
     */
    public ImageSearch epochs(int epochs) {
        return new ImageSearch(images, space.epochs(epochs), settings);
    }

    /**
     * Sets how many candidates there are, failed ones among them.
     *
     * @param candidates at least 1; a grid may have fewer
     * @return a new search
     * @throws IllegalArgumentException if it is not positive
     */
    public ImageSearch candidates(int candidates) {
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates must be positive but were " + candidates);
        }
        return with(s -> s.candidates = candidates);
    }

    /**
     * Sets the seed of what is drawn and of all pipelines and networks.
     *
     * @param seed any number
     * @return a new search
     */
    public ImageSearch seed(long seed) {
        return with(s -> s.seed = seed);
    }

    /**
     * Sets how many candidates train at a time. All share the threads that prepare images.
     *
     * @param parallel at least 1
     * @return a new search
     * @throws IllegalArgumentException if it is not positive
     */
    public ImageSearch parallel(int parallel) {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be positive but was " + parallel);
        }
        return with(s -> s.parallel = parallel);
    }

    /**
     * Sets how candidates are drawn.
     *
     * @param method random, grid or genetic
     * @return a new search
     */
    public ImageSearch method(SearchMethod method) {
        return with(s -> s.method = method);
    }

    /**
     * Sets what candidates are compared by; the higher, the better.
     *
     * @param metric accuracy unless set
     * @return a new search
     */
    public ImageSearch metric(Evaluation.Metric metric) {
        return with(s -> s.metric = metric);
    }

    /**
     * Sets how long a candidate may train; without end unless set. Which candidates fail then depends on the machine.
     *
     * @param limit of wall-clock time, after which the training ends with its batch
     * @return a new search
     */
    public ImageSearch candidateTimeLimit(Duration limit) {
        return with(s -> s.timeLimit = limit);
    }

    /**
     * Sets where candidates are kept, from which a search goes on that was ended; nowhere unless set.
     *
     * @param directory of this search alone
     * @return a new search
     */
    public ImageSearch directory(Path directory) {
        return with(s -> s.directory = directory);
    }

    /**
     * Sets who is told of the progress, in the form of Arbiter: also its user interface, by {@code ArbiterStatusListener}.
     *
     * @param listeners called by the threads of candidates and by that of {@link #run}
     * @return a new search
     */
    public ImageSearch listeners(StatusListener... listeners) {
        return with(s -> s.listeners = List.of(listeners));
    }

    /**
     * Trains and compares all candidates that are not done yet. Waits until they are.
     *
     * @return the best, with its network
     * @throws CandidateFailedException if all have failed
     * @throws IllegalStateException if the directory holds another search
     * @throws UncheckedIOException if a file cannot be written or read
     */
    public SearchResult run() {
        if (settings.directory != null) {
            return run(settings.directory);
        }
        try {
            Path folder = Files.createTempDirectory("imagegen-search");
            try {
                return run(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep candidates in a temporary folder: " + e.getMessage(), e);
        }
    }

    private SearchResult run(Path directory) {
        EvaluationScoreFunction score = new EvaluationScoreFunction(settings.metric);
        TrialStore store = new TrialStore(directory, settings.seed, score.minimize());
        SearchSpace seeded = space.seed(settings.seed);
        CandidateSequence sequence = new CandidateSequence(
                settings.method.generator(seeded, settings.seed, score),
                store,
                settings.candidates,
                settings.method.generation());
        OptimizationConfiguration configuration = new OptimizationConfiguration.Builder()
                .candidateGenerator(sequence)
                .dataSource(ImageDataSource.class, new Properties())
                .scoreFunction(score)
                .modelSaver(store)
                .terminationConditions(sequence)
                .build();
        LocalOptimizationRunner runner = new LocalOptimizationRunner(
                settings.parallel,
                configuration,
                new SearchTaskCreator(settings.timeLimit, SplitData.choosing(images, settings.metric)));
        runner.addListeners(settings.listeners.toArray(StatusListener[]::new));
        try {
            runner.execute();
        } finally {
            runner.shutdown(false);
        }
        return result(store);
    }

    /**
     * Trains the best candidate anew, with several seeds, and the same network without augmentation, and compares both on
     * the test view, which played no part in choosing.
     *
     * @param result what {@link #run} has found
     * @param seeds for each a training with augmentation and one without; five give an idea
     * @return the scores
     * @throws IllegalStateException if there are no test images
     * @throws IllegalArgumentException if there are no seeds
     */
    public Judgement judge(SearchResult result, long... seeds) {
        if (images.test().size() == 0) {
            throw new IllegalStateException("there are no test images, and those that candidates were chosen by cannot"
                    + " judge them: use Splitter.perClass().split(source, 0.2, 0.2)");
        }
        double[] vector = result.best().parameters().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        var unused = new RandomSearchGenerator(space); // numbers the parameters
        List<Double> augmented = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (long seed : seeds) {
            SearchCandidate candidate = space.seed(seed).getValue(vector);
            augmented.add(judged(candidate, candidate.pipeline()));
            PipelineDocument document = PipelineDocument.of(candidate.pipeline());
            List.of("augmentation", "mixing", "mosaic").forEach(place -> document.set(place, null));
            plain.add(judged(candidate, document.pipeline()));
        }
        return new Judgement(augmented, plain);
    }

    @SuppressWarnings("try") // what is opened is noted elsewhere
    private double judged(SearchCandidate candidate, ImagePipeline pipeline) {
        SplitData choosing = SplitData.choosing(images, settings.metric);
        try (Openings openings = Openings.onThisThread();
                CandidateNetwork untrained = CandidateNetwork.of(candidate);
                CandidateNetwork network = untrained.trained(
                        choosing.training(pipeline),
                        candidate.patience(),
                        false,
                        model -> choosing.score(model, pipeline),
                        new CandidateWatch(settings.timeLimit))) {
            return SplitData.judging(images, settings.metric).score(network.model(), pipeline);
        }
    }

    private SearchResult result(TrialStore store) {
        List<Trial> trials = store.trials();
        Trial best = store.best()
                .orElseThrow(() -> new CandidateFailedException(
                        "all " + trials.size() + " candidates have failed, the first with: "
                                + trials.get(0).failure()));
        try {
            ImagePipeline pipeline = ImagePipeline.fromJson(String.valueOf(best.pipeline()));
            return new SearchResult(
                    best, pipeline, SearchResult.load(store.network(best)), trials, space.parameterNames());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + store.network(best) + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        Consumer<Path> deletion = file -> {
            boolean unused = file.toFile().delete();
        };
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(deletion);
        }
    }
}
