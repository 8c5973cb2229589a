package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
    private final SearchSettings settings;

    private ImageSearch(Split images, SearchSpace space, SearchSettings settings) {
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
        return new ImageSearch(images, space, new SearchSettings());
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

    private ImageSearch with(Consumer<SearchSettings> change) {
        SearchSettings copy = settings.copy();
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
     * @param candidates at least 1; a grid may have fewer, and a genetic search may find no more that are new
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
     * Sets how long a candidate may train and be scored; without end unless set. After that it has failed: it ends after
     * its batch, and is interrupted within it. One that cannot be interrupted is left behind on a thread of its own, with
     * what it holds, and the search goes on. Which candidates fail then depends on the machine: such a search is not
     * reproducible, and {@link SearchResult#timedOut} says so.
     *
     * @param limit of wall-clock time
     * @return a new search
     * @throws IllegalArgumentException if it is not positive
     */
    public ImageSearch candidateTimeLimit(Duration limit) {
        Duration checked = Deadline.checked("candidateTimeLimit", limit);
        return with(s -> s.candidateTimeLimit = checked);
    }

    /**
     * Sets how long {@link #run} may take; without end unless set. After that no candidate is begun, and those that train
     * are ended and forgotten: with a {@link #directory} another run trains them. How many are done then depends on the
     * machine: such a search is not reproducible, and {@link SearchResult#timedOut} says so.
     *
     * @param limit of wall-clock time
     * @return a new search
     * @throws IllegalArgumentException if it is not positive
     */
    public ImageSearch timeLimit(Duration limit) {
        Duration checked = Deadline.checked("timeLimit", limit);
        return with(s -> s.timeLimit = checked);
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
     * @throws CandidateFailedException if all have failed, or the time limit has passed before one was done
     * @throws IllegalArgumentException if a grid has more than a million combinations
     * @throws IllegalStateException if the directory holds another search (other images, epochs or metric among them), or
     *     more candidates than this one has, or another search is running in it; or if this thread is interrupted, which
     *     ends the candidates that train, and stays noted
     * @throws UncheckedIOException if a file cannot be written or read
     */
    public SearchResult run() {
        try (SearchFolder folder = SearchFolder.open(settings.directory)) {
            return run(folder.path());
        }
    }

    private SearchResult run(Path directory) {
        Deadline end = Deadline.in(settings.timeLimit);
        EvaluationScoreFunction score = new EvaluationScoreFunction(settings.metric);
        TrialStore store = new TrialStore(directory, settings.seed, score.minimize());
        refuseMore(store);
        SearchConditions.of(space, settings.metric, images).require(directory);
        CandidateSequence sequence = new CandidateSequence(
                settings.method.generator(space.seed(settings.seed), settings.seed, score),
                store,
                settings.candidates,
                settings.method.generation(),
                end);
        OptimizationConfiguration configuration = new OptimizationConfiguration.Builder()
                .candidateGenerator(sequence)
                .dataSource(ImageDataSource.class, new Properties())
                .scoreFunction(score)
                .modelSaver(store)
                .terminationConditions(sequence)
                .build();
        SearchRunner runner = new SearchRunner(
                settings.parallel,
                configuration,
                new SearchTaskCreator(
                        new SearchLimits(settings.candidateTimeLimit, end),
                        SplitData.choosing(images, settings.metric)));
        OptimizationConfiguration shown = space.shown(score, settings.candidates);
        for (StatusListener listener : settings.listeners) {
            runner.addListeners(new ShownSearch(listener, shown));
        }
        runner.execute();
        return result(store, !sequence.isComplete());
    }

    private void refuseMore(TrialStore store) {
        int most = store.trials().stream().mapToInt(Trial::index).max().orElse(-1);
        if (most >= settings.candidates) {
            throw new IllegalStateException("the folder has candidate " + most + ", but this search is of "
                    + settings.candidates + ": ask for more candidates, or use another folder");
        }
    }

    private SearchResult result(TrialStore store, boolean unfinished) {
        List<Trial> trials = store.trials();
        Trial best = store.best().orElseThrow(() -> new CandidateFailedException(reason(trials)));
        try {
            return new SearchResult(
                    best,
                    ImagePipeline.fromJson(String.valueOf(best.pipeline()), space.augmentations()),
                    SearchResult.load(store.network(best)),
                    trials,
                    space.parameterNames(),
                    unfinished,
                    space.augmentations());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + store.network(best) + ": " + e.getMessage(), e);
        }
    }

    private static String reason(List<Trial> trials) {
        return trials.isEmpty()
                ? "the time limit of the search has passed before any candidate was done"
                : "all " + trials.size() + " candidates have failed, the first with: "
                        + trials.get(0).failure();
    }

    /**
     * Trains the best candidate anew, with several seeds, and the same network without augmentation, and compares both on
     * the test view, which played no part in choosing.
     *
     * @param result what {@link #run} has found
     * @param seeds for each a training with augmentation and one without; five give an idea
     * @return the scores
     * @throws CandidateFailedException if one of the trainings diverges, or takes longer than {@link #candidateTimeLimit},
     *     at whose end it ends after its batch
     * @throws IllegalStateException if there are no test images
     * @throws IllegalArgumentException if there are no seeds
     */
    public Judgement judge(SearchResult result, long... seeds) {
        if (images.test().size() == 0) {
            throw new IllegalStateException("there are no test images, and those that candidates were chosen by cannot"
                    + " judge them: use Splitter.perClass().split(source, 0.2, 0.2)");
        }
        SearchLimits limits = new SearchLimits(settings.candidateTimeLimit, Deadline.NEVER);
        return new Judging(images, space, settings.metric, limits).of(result.best(), seeds);
    }
}
