package io.github.dl4jimagegen.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.augment.geometric.RandomAffine;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.SgdSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Searches from images to the best candidate. */
@Timeout(180)
@SuppressWarnings("NullAway") // set by JUnit
class ImageSearchTest {

    @TempDir
    Path folder;

    private Split images;

    private final Set<Thread> threadsBefore = threads();

    @BeforeEach
    void images() {
        images = ImageFolder.of(SearchFixtures.bars(folder.resolve("images"), 15))
                .split(0.4);
    }

    static Stream<SearchMethod> methods() {
        return Stream.of(SearchMethod.random(), SearchMethod.grid(2), SearchMethod.genetic(4));
    }

    private ImageSearch search() {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        return ImageSearch.of(images, SearchSpace.of(pipelines, SearchFixtures.layers(pipelines)))
                .candidates(6);
    }

    private static List<String> outcomes(SearchResult result) {
        return result.trials().stream()
                .map(trial -> trial.index() + " " + trial.score() + " " + trial.parameters() + trial.pipeline()
                        + trial.network())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void candidatesScoresAndWinnerAreTheSameForOneAndTwoAtATime(SearchMethod method) {
        SearchResult one = search().method(method).run();
        SearchResult two = search().method(method).parallel(2).run();

        assertThat(one.trials()).hasSize(6).allSatisfy(trial -> assertThat(trial.score())
                .isNotNull());
        assertThat(outcomes(two)).isEqualTo(outcomes(one));
        assertThat(two.index()).isEqualTo(one.index());
        assertThat(two.layers().params().data().asFloat())
                .isEqualTo(one.layers().params().data().asFloat());
    }

    @Test
    void anotherSeedDrawsOthers() {
        assertThat(outcomes(search().candidates(2).seed(1).run()))
                .isNotEqualTo(outcomes(search().candidates(2).seed(2).run()));
    }

    @Test
    void theWinnerHasTheBestScoreAndItsNetworkAndPipelineGiveThatScore() {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchResult result = ImageSearch.of(images, pipelines, SearchFixtures::network)
                .epochs(8)
                .candidates(4)
                .run();

        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.score()).isLessThanOrEqualTo(result.score()));
        try (ImageDataSetIterator validation = result.pipeline().evaluationFlow(images.validation())) {
            assertThat(result.layers().evaluate(validation).accuracy()).isEqualTo(result.score());
        }
        assertThat(result.score()).isGreaterThan(0.6); // of two classes
        assertThat(AugmentationJson.standard().read(result.augmentationJson()))
                .isEqualTo(result.augmentation().orElseThrow());
        assertThat(result.augmentationCode()).startsWith("new Sequence(List.of(new RandomAffine(new Range(-");
    }

    @Test
    void graphsAreSearchedWithEarlyStopping() {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchSpace space =
                SearchSpace.of(pipelines, SearchFixtures.graphs(pipelines)).earlyStopping(1);
        SearchResult result =
                ImageSearch.of(images, space).epochs(30).candidates(2).run();

        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.score()).isNotNull());
        assertThat(result.graph().getEpochCount()).isLessThan(30);
        try (ImageDataSetIterator validation = result.pipeline().evaluationFlow(images.validation())) {
            double accuracy = result.graph().<Evaluation>evaluate(validation).accuracy();
            assertThat(accuracy).isEqualTo(result.score());
        }
    }

    @Test
    void aSearchGoesOnWhereItWasAndOverwritesNothing() throws Exception {
        Path directory = folder.resolve("search");
        SearchResult whole = search().run();
        SearchResult half = search().candidates(3).directory(directory).run();
        String first = Files.readString(directory.resolve("candidate-0000.json"));
        SearchResult rest = search().directory(directory).run();

        assertThat(half.trials()).hasSize(3);
        assertThat(outcomes(rest)).isEqualTo(outcomes(whole));
        assertThat(rest.index()).isEqualTo(whole.index());
        assertThat(Files.readString(directory.resolve("candidate-0000.json"))).isEqualTo(first);
        assertThat(rest.trials().subList(0, 3)).isEqualTo(half.trials());
        try (var files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".zip"))).hasSize(1);
        }
    }

    @Test
    void aGeneticSearchGoesOnWithinAGeneration() {
        Path directory = folder.resolve("search");
        ImageSearch genetic = search().method(SearchMethod.genetic(4)).candidates(10);
        SearchResult whole = genetic.run();
        SearchResult part = genetic.candidates(6).directory(directory).run();

        assertThat(part.trials()).hasSize(6);
        assertThat(outcomes(genetic.directory(directory).run())).isEqualTo(outcomes(whole));
    }

    @Test
    void theFolderOfAnotherSearchIsRefused() {
        Path directory = folder.resolve("search");
        var unused = search().candidates(1).directory(directory).run();

        assertThatThrownBy(() -> search().seed(5).directory(directory).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another search");
    }

    @Test
    void scoresThatCannotBeComparedAreNotMixedInOneFolder() {
        Path directory = folder.resolve("search");
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchSpace space = SearchSpace.of(pipelines, SearchFixtures.layers(pipelines));
        ImageSearch search = ImageSearch.of(images, space).candidates(2).directory(directory);
        List<Trial> done = search.candidates(1).run().trials();
        Split others = ImageFolder.of(SearchFixtures.bars(folder.resolve("others"), 16))
                .split(0.4);

        assertThatThrownBy(() -> search.epochs(3).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("epochs were 2, here 3");
        assertThatThrownBy(() -> search.metric(Evaluation.Metric.F1).run()).hasMessageContaining("metric was ACCURACY");
        assertThatThrownBy(() -> ImageSearch.of(images, space.earlyStopping(1))
                        .candidates(2)
                        .directory(directory)
                        .run())
                .hasMessageContaining("early stopping after was 0, here 1");
        assertThatThrownBy(() -> ImageSearch.of(others, space)
                        .candidates(2)
                        .directory(directory)
                        .run())
                .hasMessageContaining("number of training images was 18, here");
        assertThat(search.epochs(2).run().trials()).hasSize(2).containsAll(done);
    }

    @Test
    void aFolderWithMoreCandidatesIsRefused() {
        Path directory = folder.resolve("search");
        var unused = search().candidates(2).directory(directory).run();

        assertThatThrownBy(() -> search().candidates(1).directory(directory).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has candidate 1, but this search is of 1");
    }

    @Test
    void aSpaceThatAlwaysFailsEndsTheSearchWithTheCause() {
        PipelineSpace pipelines =
                PipelineSpace.of(SearchFixtures.pipeline()).batchSize(new DiscreteParameterSpace<>(-1, -2));

        assertThatThrownBy(() -> ImageSearch.of(images, pipelines, SearchFixtures::network)
                        .candidates(4)
                        .run())
                .isInstanceOf(CandidateFailedException.class)
                .hasMessageContaining("all 4 candidates have failed")
                .hasMessageContaining("batchSize");
    }

    @Test
    void aNetworkThatCannotBeMadeFailsAsTheSpaceDoes() {
        assertThatThrownBy(() -> ImageSearch.of(images, SearchFixtures.pipelines(), input -> {
                            throw new IllegalStateException("no network today");
                        })
                        .candidates(2)
                        .run())
                .hasMessageContaining("no network today");
    }

    @Test
    void candidatesThatDivergeAreRecordedAndTheSearchGoesOn() {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        MultiLayerSpace networks = new MultiLayerSpace.Builder()
                .updater(new SgdSpace(new DiscreteParameterSpace<>(0.1, 1e30)))
                .setInputType(pipelines.inputType())
                .addLayer(new org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace.Builder()
                        .kernelSize(3, 3)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .addLayer(new OutputLayerSpace.Builder()
                        .nOut(2)
                        .lossFunction(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build())
                .numEpochs(3)
                .build();
        SearchResult result = ImageSearch.of(images, SearchSpace.of(pipelines, networks))
                .candidates(6)
                .parallel(2)
                .run();

        assertThat(result.trials()).hasSize(6);
        assertThat(result.trials()).anySatisfy(trial -> {
            assertThat(trial.score()).isNull();
            assertThat(trial.failure()).contains("diverges");
        });
        assertThat(result.score()).isBetween(0.0, 1.0);
    }

    @Test
    void aCandidateWhoseLastBatchDivergesHasFailedToo() {
        PipelineSpace pipelines = PipelineSpace.of(SearchFixtures.pipeline()).batchSize(new FixedValue<>(64));
        MultiLayerSpace networks = new MultiLayerSpace.Builder()
                .updater(new SgdSpace(new DiscreteParameterSpace<>(0.1, Double.NaN)))
                .setInputType(pipelines.inputType())
                .addLayer(new OutputLayerSpace.Builder()
                        .nOut(2)
                        .lossFunction(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build())
                .numEpochs(1)
                .build();
        SearchResult result = ImageSearch.of(images, SearchSpace.of(pipelines, networks))
                .method(SearchMethod.grid(2))
                .candidates(2)
                .run();

        assertThat(result.trials())
                .filteredOn(trial -> trial.score() == null)
                .singleElement()
                .satisfies(trial -> assertThat(trial.failure()).contains("NaN"));
    }

    @Test
    void anInterruptEndsTheSearchAndItsCandidatesAndStaysNoted() throws Exception {
        Path directory = folder.resolve("search");
        ImageSearch search = ImageSearch.of(images, SearchFixtures.pipelines(), SearchFixtures::network)
                .epochs(100_000)
                .candidates(2)
                .directory(directory);
        CountDownLatch training = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean noted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            try {
                var unused = search.listeners(new BaseStatusListener() {
                            @Override
                            public void onCandidateIteration(CandidateInfo info, Object network, int iteration) {
                                training.countDown();
                            }
                        })
                        .run();
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
            noted.set(Thread.currentThread().isInterrupted());
        });
        caller.setDaemon(true);
        caller.start();
        training.await();
        caller.interrupt();
        caller.join(20_000);

        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown.get()).hasMessageContaining("the search was interrupted");
        assertThat(noted).isTrue();
        assertThatNoThreadsAreLeft(Duration.ofSeconds(2));
        assertThat(new TrialStore(directory, 42, false).trials()).isEmpty();
    }

    @Test
    void aGridThatArbiterCannotListIsRefused() {
        PipelineSpace pipelines = PipelineSpace.of(SearchFixtures.pipeline())
                .augment(AugmentationSpace.of(RandomAffine.IDENTITY)
                        .vary("rotation", RangeSpace.around(0, new ContinuousParameterSpace(0, 10)))
                        .vary("zoom", RangeSpace.around(1, new ContinuousParameterSpace(0, 0.1)))
                        .vary("xTranslation", RangeSpace.around(0, new ContinuousParameterSpace(0, 0.1)))
                        .vary("yTranslation", RangeSpace.around(0, new ContinuousParameterSpace(0, 0.1))));
        ImageSearch search = ImageSearch.of(images, pipelines, SearchFixtures::network);

        for (int steps : new int[] {32, 1 << 16}) { // Arbiter counts 0 combinations of the second
            assertThatThrownBy(() -> search.method(SearchMethod.grid(steps)).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("combinations, more than 1,000,000");
        }
    }

    @Test
    void nothingIsLeftOpenAndNoThreadsAreLeft() throws Exception {
        AtomicInteger started = new AtomicInteger();
        var unused = ImageSearch.of(images, SearchFixtures.pipelines(), input -> {
                    started.incrementAndGet();
                    return SearchFixtures.network(input);
                })
                .candidates(3)
                .parallel(2)
                .run();

        assertThat(started.get()).isGreaterThanOrEqualTo(3);
        assertThatNoThreadsAreLeft(Duration.ofSeconds(20));
    }

    @Test
    void aFolderThatNobodyAskedForIsDeleted() throws Exception {
        Path temporary;
        try (SearchFolder open = SearchFolder.open(null)) {
            temporary = open.path();
            var unused = Files.writeString(temporary.resolve("candidate-0000.json"), "{}");
        }
        assertThat(temporary).doesNotExist();
    }

    /** Other tests leave some of Arbiter's. */
    private void assertThatNoThreadsAreLeft(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!threadsBefore.containsAll(threads()) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(threads()).isSubsetOf(threadsBefore);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName()
                        .matches("(LocalCandidateExecutor|ArbiterOptimizationRunner|imagegen-candidate).*"))
                .collect(Collectors.toSet());
    }

    @Test
    void theWinnerIsJudgedOnImagesThatWereNotUsedToChooseBesideItsNetworkWithoutAugmentation() {
        Split three = Splitter.perClass().split(ImageFolder.of(folder.resolve("images")), 0.3, 0.3);
        ImageSearch search = ImageSearch.of(three, SearchFixtures.pipelines(), SearchFixtures::network)
                .candidates(2)
                .epochs(3);
        SearchResult result = search.run();
        Judgement judgement = search.judge(result, 1, 2, 3);

        assertThat(judgement.augmented()).hasSize(3).isNotEqualTo(judgement.plain());
        assertThat(search.judge(result, 1, 2, 3)).isEqualTo(judgement);
        assertThat(judgement.toString()).contains("3 seeds");
        assertThatThrownBy(() -> search().judge(result, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no test images");
    }

    @Test
    void meanAndStandardErrorAreThoseOfASample() {
        assertThat(Judgement.mean(List.of(1.0, 2.0, 3.0, 6.0))).isEqualTo(3);
        assertThat(Judgement.standardError(List.of(1.0, 2.0, 3.0, 6.0)))
                .isCloseTo(Math.sqrt(14.0 / 3 / 4), org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void memoryDoesNotGrowOverFiftyCandidates() {
        ImageSearch search = ImageSearch.of(images, SearchFixtures.pipelines(), SearchFixtures::large);
        SearchResult first = search.candidates(5).run();
        long before = Pointer.physicalBytes();
        SearchResult result = search.candidates(50).run();

        assertThat(result.trials()).hasSize(50).extracting(Trial::score).doesNotContainNull();
        assertThat(first.trials()).hasSize(5);
        // 50 networks with the states of their updaters would be about 1 GB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(300L << 20);
    }

    @Test
    void badNumbersAreRefused() {
        assertThatThrownBy(() -> search().candidates(0)).hasMessageContaining("candidates must be positive but were 0");
        assertThatThrownBy(() -> search().epochs(0)).hasMessageContaining("epochs must be positive but were 0");
        assertThatThrownBy(() -> search().parallel(0)).hasMessageContaining("parallel must be positive but was 0");
        assertThatThrownBy(() -> search().timeLimit(Duration.ZERO)).hasMessageContaining("timeLimit must be positive");
        assertThatThrownBy(() -> search().candidateTimeLimit(Duration.ofSeconds(-1)))
                .hasMessageContaining("candidateTimeLimit must be positive");
        assertThatThrownBy(() -> SearchMethod.grid(1)).hasMessageContaining("at least 2 steps");
        assertThatThrownBy(() -> SearchMethod.genetic(3)).hasMessageContaining("at least 4 candidates");
    }
}
