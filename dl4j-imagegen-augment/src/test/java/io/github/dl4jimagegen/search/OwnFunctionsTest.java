package io.github.dl4jimagegen.search;

import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;

/** Searches with functions of one's own, which JSON knows by their names only. */
@Timeout(120)
@SuppressWarnings("NullAway") // set by JUnit
class OwnFunctionsTest {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final Augmentation DIM = (PhotometricAugmentation) (shape, random) -> {
        int unused = CALLS.incrementAndGet();
        return PixelOp.linear(random.nextDouble(0.5, 1), 0);
    };

    private static final AugmentationJson KNOWN = AugmentationJson.standard().with("my-dim", DIM);

    @TempDir
    Path folder;

    private Split images;

    @BeforeEach
    void images() {
        images = ImageFolder.of(SearchFixtures.bars(folder.resolve("images"), 10))
                .split(0.4);
        CALLS.set(0);
    }

    private static PipelineSpace pipelines() {
        return PipelineSpace.of(SearchFixtures.pipeline(), KNOWN)
                .augment(
                        AugmentationSpace.of(Augmentation.named("my-dim", DIM))
                                .probability(new ContinuousParameterSpace(0.5, 1)),
                        AugmentationSpace.of(randomRotation(5))
                                .vary("rotation", RangeSpace.around(0, new ContinuousParameterSpace(0, 10))))
                .choose("colour", p -> p, p -> p.colorMode(ColorMode.GRAYSCALE));
    }

    private ImageSearch search(int candidates) {
        return ImageSearch.of(images, pipelines(), SearchFixtures::network)
                .candidates(candidates)
                .directory(folder.resolve("search"));
    }

    @Test
    void theyAreFoundAgainWhenASearchGoesOn() {
        SearchResult half = search(2).run();
        int calls = CALLS.get();
        SearchResult whole = search(4).run();

        assertThat(calls).isPositive();
        assertThat(CALLS.get()).isGreaterThan(calls);
        assertThat(whole.trials().subList(0, 2)).isEqualTo(half.trials());
        assertThat(whole.trials()).hasSize(4).extracting(Trial::failure).containsOnlyNulls();
        assertThat(whole.augmentationJson()).contains("\"my-dim\"");
        assertThat(KNOWN.read(whole.augmentationJson()))
                .isEqualTo(whole.augmentation().orElseThrow());
        assertThat(whole.augmentationCode()).contains("new Named(\"my-dim\", myDim)");
        assertThat(whole.leaderBoard(1)).contains("my-dim");
        assertThat(whole.page(images.training())).contains("my-dim");
    }

    @Test
    void arbitersOwnRunnerFindsThemToo() {
        PipelineSpace pipelines = pipelines();
        Properties properties = new Properties();
        properties.setProperty(ImageDataSource.FOLDER, folder.resolve("images").toString());
        LocalOptimizationRunner runner = new LocalOptimizationRunner(new OptimizationConfiguration.Builder()
                .candidateGenerator(
                        new RandomSearchGenerator(SearchSpace.of(pipelines, SearchFixtures.layers(pipelines))))
                .dataSource(ImageDataSource.class, properties)
                .scoreFunction(new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
                .modelSaver(new InMemoryResultSaver())
                .terminationConditions(new MaxCandidatesCondition(2))
                .build());
        runner.execute();

        assertThat(runner.numCandidatesFailed()).isZero();
        assertThat(CALLS.get()).isPositive();
    }

    @Test
    void withoutARegistryTheyAreRefusedAtOnce() {
        ImagePipeline pipeline = SearchFixtures.pipeline().augment(DIM);
        assertThatThrownBy(() -> PipelineSpace.of(pipeline))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no name");
    }
}
