package io.github.dl4jimagegen.search;

import static io.github.dl4jimagegen.augment.Augmentations.randAugment;
import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.statistics.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pipelines and networks, drawn together. */
@Timeout(180)
class SearchSpaceTest {

    static Stream<SearchSpace> spaces() {
        PipelineSpace ofLayers = SearchFixtures.pipelines();
        PipelineSpace ofGraphs = SearchFixtures.pipelines();
        return Stream.of(
                SearchSpace.of(ofLayers, SearchFixtures.layers(ofLayers)),
                SearchSpace.of(ofGraphs, SearchFixtures.graphs(ofGraphs)));
    }

    private static OptimizationConfiguration configuration(SearchSpace space, Path folder) {
        Properties properties = new Properties();
        properties.setProperty(ImageDataSource.FOLDER, folder.toString());
        return new OptimizationConfiguration.Builder()
                .candidateGenerator(new RandomSearchGenerator(space))
                .dataSource(ImageDataSource.class, properties)
                .scoreFunction(new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
                .modelSaver(new InMemoryResultSaver())
                .terminationConditions(new MaxCandidatesCondition(3))
                .rngSeed(5)
                .build();
    }

    private static SearchCandidate drawn(SearchSpace space) {
        return (SearchCandidate) new RandomSearchGenerator(space).getCandidate().getValue();
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void everyParameterThatIsSharedCountsOnce(SearchSpace space) {
        assertThat(space.numParameters()).isEqualTo(6); // size, batch, colour, rotation; learning rate, maps
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void parametersHaveNames(SearchSpace space) {
        assertThat(space.parameterNames())
                .contains("height", "batchSize", "augmentation/steps/0/rotation", "colour", "updater/learningRate")
                .filteredOn(name -> name.matches("(layer_0|features)/nOut"))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void networksHaveTheInputOfTheirPipelines(SearchSpace space) {
        CandidateGenerator generator = new RandomSearchGenerator(space);
        for (int i = 0; i < 20; i++) {
            SearchCandidate candidate =
                    (SearchCandidate) generator.getCandidate().getValue();
            PipelineRecipe recipe = candidate.pipeline().recipe();
            int maps = recipe.height() - 2;
            Model network = candidate.network();
            INDArray kernels = network.getParam(network instanceof MultiLayerNetwork ? "0_W" : "features_W");
            INDArray output = network.getParam(network instanceof MultiLayerNetwork ? "1_W" : "out_W");
            assertThat(kernels.size(1)).isEqualTo(recipe.decoding().colorMode().channels());
            assertThat(output.size(0)).isEqualTo(kernels.size(0) * maps * maps);
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void itRunsInArbitersRunnerWithCandidatesInParallel(SearchSpace space, @TempDir Path folder) throws Exception {
        LocalOptimizationRunner runner =
                new LocalOptimizationRunner(2, configuration(space, SearchFixtures.bars(folder, 10)));
        runner.execute();

        assertThat(runner.numCandidatesFailed()).isZero();
        assertThat(runner.getResults()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(runner.bestScore()).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void theConfigurationGoesThroughArbitersJson(SearchSpace space, @TempDir Path folder) {
        OptimizationConfiguration configuration =
                configuration(space.epochs(3).earlyStopping(2).seed(9), folder);
        String json = configuration.toJson();
        OptimizationConfiguration restored = OptimizationConfiguration.fromJson(json);

        assertThat(restored.toJson()).isEqualTo(json);
        restored.getCandidateGenerator().setRngSeed(5);
        for (int i = 0; i < 5; i++) {
            Candidate<?> expected = configuration.getCandidateGenerator().getCandidate();
            Candidate<?> actual = restored.getCandidateGenerator().getCandidate();
            assertThat(actual.getFlatParameters()).isEqualTo(expected.getFlatParameters());
            assertThat(TrialStore.pipeline(actual.getValue())).isEqualTo(TrialStore.pipeline(expected.getValue()));
            assertThat(TrialStore.network(actual.getValue())).isEqualTo(TrialStore.network(expected.getValue()));
        }
    }

    @Test
    void aGridHasAllCombinationsInAnOrderBySeed() {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchSpace space = SearchSpace.of(pipelines, SearchFixtures.layers(pipelines));
        List<String> ofSeed1 = grid(space, 1);

        assertThat(ofSeed1).hasSize(64).doesNotHaveDuplicates();
        assertThat(grid(space, 1)).isEqualTo(ofSeed1);
        assertThat(grid(space, 2)).isNotEqualTo(ofSeed1).containsExactlyInAnyOrderElementsOf(ofSeed1);
    }

    private static List<String> grid(SearchSpace space, long seed) {
        CandidateGenerator grid =
                SearchMethod.grid(2).generator(space, seed, new EvaluationScoreFunction(Evaluation.Metric.ACCURACY));
        List<String> vectors = new ArrayList<>();
        while (grid.hasMoreCandidates()) {
            Candidate<?> candidate = grid.getCandidate();
            assertThat(candidate.getValue()).isInstanceOf(LayersCandidate.class);
            vectors.add(Arrays.toString(candidate.getFlatParameters()));
        }
        return vectors;
    }

    @Test
    void normalizationSamplerPolicyAndProbabilityAreSearchedToo() {
        PipelineSpace pipelines = PipelineSpace.of(SearchFixtures.pipeline())
                .augment(
                        AugmentationSpace.of(randAugment(2, 9))
                                .vary("operations", new IntegerParameterSpace(1, 3))
                                .vary("magnitude", new IntegerParameterSpace(1, 15))
                                .probability(new ContinuousParameterSpace(0.2, 0.8)),
                        AugmentationSpace.of(randomRotation(5)))
                .choose("normalization", p -> p, p -> p.normalize(Normalization.samplewiseStd()))
                .choose("sampler", p -> p, p -> p.sampler(Sampler.classBalanced()))
                .choose("augmentation", p -> p, ImagePipeline::augment);
        var unused = new RandomSearchGenerator(pipelines);

        assertThat(pipelines.numParameters()).isEqualTo(6);
        double[] lowest = new double[6];
        double[] highest = {1, 1, 1, 1, 1, 1};
        assertThat(pipelines.getValue(lowest).toJson())
                .isEqualTo(SearchFixtures.pipeline()
                        .augment(Augmentation.sometimes(0.2, randAugment(1, 1)), randomRotation(5))
                        .toJson());
        assertThat(pipelines.getValue(highest).toJson())
                .isEqualTo(SearchFixtures.pipeline()
                        .normalize(Normalization.samplewiseStd())
                        .sampler(Sampler.classBalanced())
                        .toJson());
    }

    @Test
    void aNetworkWhoseInputIsThatOfOtherPipelinesIsNoCandidate() {
        PipelineSpace before = SearchFixtures.pipelines();
        PipelineSpace after = before.imageSize(new DiscreteParameterSpace<>(20, 24));

        for (SearchSpace space : List.of(
                SearchSpace.of(after, SearchFixtures.layers(before)),
                SearchSpace.of(after, SearchFixtures.graphs(before)))) {
            SearchCandidate candidate = drawn(space);
            assertThatThrownBy(candidate::network)
                    .isInstanceOf(CandidateFailedException.class)
                    .hasMessageContaining("inputType() or inputTypes() of this very PipelineSpace");
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void aRunnerThatBeginsAnewInAFolderOverwritesNothing(SearchSpace space, @TempDir Path folder) throws Exception {
        Path images = SearchFixtures.bars(folder.resolve("images"), 10);
        Path kept = folder.resolve("kept");
        OptimizationConfiguration first = configuration(space, images);
        first.setResultSaver(new TrialStore(kept, 5, false));
        new LocalOptimizationRunner(first).execute();
        Map<String, String> before = contents(kept);
        OptimizationConfiguration second = configuration(space, images);
        second.setRngSeed(6L);
        second.setResultSaver(new TrialStore(kept, 6, false));
        LocalOptimizationRunner again = new LocalOptimizationRunner(second);
        again.execute();

        assertThat(before).hasSize(4); // three candidates and a network
        assertThat(contents(kept)).containsAllEntriesOf(before);
        assertThat(again.numCandidatesFailed()).isEqualTo(3);
    }

    /** Remembers the iterators that it has handed out. */
    public static final class Watched implements DataSource {

        private static final long serialVersionUID = 1L;
        private static final List<ImageDataSetIterator> ITERATORS = new CopyOnWriteArrayList<>();

        private final ImageDataSource images = new ImageDataSource();

        @Override
        public void configure(Properties properties) {
            images.configure(properties);
        }

        @Override
        public ImageDataSetIterator trainData() {
            return noted(images.trainData());
        }

        @Override
        public ImageDataSetIterator testData() {
            return noted(images.testData());
        }

        private static ImageDataSetIterator noted(ImageDataSetIterator iterator) {
            ITERATORS.add(iterator);
            return iterator;
        }

        @Override
        public Class<?> getDataType() {
            return images.getDataType();
        }
    }

    @Test
    void whatACandidateHasOpenedIsClosedWithIt(@TempDir Path folder) {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        OptimizationConfiguration configuration = configuration(
                SearchSpace.of(pipelines, SearchFixtures.layers(pipelines)), SearchFixtures.bars(folder, 10));
        configuration.setDataSource(Watched.class);
        Watched.ITERATORS.clear();
        new LocalOptimizationRunner(configuration).execute();

        assertThat(Watched.ITERATORS)
                .hasSizeGreaterThanOrEqualTo(6) // training and scoring of three candidates
                .allSatisfy(iterator -> assertThatThrownBy(iterator::hasNext).hasMessageContaining("closed"));
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                contents.put(
                        file.getFileName().toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void theSeedOfASpaceIsThatOfItsPipelinesAndNetworks() {
        spaces().forEach(space -> {
            String text = String.valueOf(TrialStore.pipeline(drawn(space.seed(4321))))
                    + TrialStore.network(drawn(space.seed(4321)));
            assertThat(text.split("\"seed\":4321", -1)).hasSizeGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void placesAndParametersThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> SearchFixtures.pipelines().vary("batch", new IntegerParameterSpace(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing at \"batch\"");
        assertThatThrownBy(() -> AugmentationSpace.of(randomRotation(5)).vary("angle", new IntegerParameterSpace(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no parameter \"angle\"")
                .hasMessageContaining("rotation");
        PipelineSpace single = SearchFixtures.pipelines().batchSize(new DiscreteParameterSpace<>(Arrays.asList(8)));
        assertThatThrownBy(() -> SearchSpace.of(single, SearchFixtures.layers(single)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FixedValue");
    }
}
