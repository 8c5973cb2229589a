package io.github.dl4jimagegen.search;

import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.SgdSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Images as a source of data for Arbiter, by properties alone. */
@Timeout(120)
@SuppressWarnings("NullAway") // set by JUnit
class ImageDataSourceTest {

    @TempDir
    Path folder;

    private Properties properties;

    @BeforeEach
    void images() {
        Path unused = SearchFixtures.bars(folder, 10);
        properties = new Properties();
        properties.setProperty(ImageDataSource.FOLDER, folder.toString());
        properties.setProperty(
                ImageDataSource.PIPELINE,
                SearchFixtures.pipeline().augment(randomRotation(40)).toJson());
    }

    private ImageDataSource configured() {
        ImageDataSource source = new ImageDataSource();
        source.configure(properties);
        return source;
    }

    private static List<String> printed(ImageDataSetIterator iterator) {
        try (iterator) {
            return TestImages.rest(iterator).stream().map(TestImages::print).toList();
        }
    }

    @Test
    void theTrainingFlowIsAugmentedAndTheTestFlowIsTheValidationViewAsItIs() {
        ImagePipeline plain = SearchFixtures.pipeline();
        Split split = ImageFolder.of(folder).split(0.2);

        assertThat(printed(configured().trainData()))
                .isEqualTo(printed(plain.augment(randomRotation(40)).trainingFlow(split.training())))
                .isNotEqualTo(printed(plain.trainingFlow(split.training())));
        assertThat(printed(configured().testData())).isEqualTo(printed(plain.evaluationFlow(split.validation())));
    }

    @Test
    void aPropertyReplacesOneValueOfThePipeline() {
        properties.setProperty("imagegen.pipeline.batchSize", "3");
        properties.setProperty("imagegen.pipeline.decoding/colorMode", "\"GRAYSCALE\"");
        properties.setProperty(ImageDataSource.VALIDATION_SPLIT, "0.5");

        try (ImageDataSetIterator test = configured().testData()) {
            List<DataSet> batches = TestImages.rest(test);
            assertThat(batches.get(0).getFeatures().shape()).containsExactly(3, 1, 12, 12);
            assertThat(batches.stream().mapToInt(DataSet::numExamples).sum()).isEqualTo(10);
        }
    }

    @Test
    void propertiesMayHaveDefaults() {
        properties.setProperty(ImageDataSource.VALIDATION_SPLIT, "0.2");
        properties.setProperty(ImageDataSource.TEST_SPLIT, "0.3");
        ImageDataSource source = new ImageDataSource();
        source.configure(new Properties(properties));

        try (ImageDataSetIterator training = source.trainData()) {
            assertThat(TestImages.rest(training).stream()
                            .mapToInt(DataSet::numExamples)
                            .sum())
                    .isEqualTo(10); // of 20
        }
        SourceData data = new SourceData(
                ImageDataSource.class,
                new Properties(properties),
                new EvaluationScoreFunction(Evaluation.Metric.ACCURACY),
                AugmentationJson.standard());
        assertThat(data.training(SearchFixtures.pipeline()).next().numExamples())
                .isEqualTo(8);
    }

    @Test
    void aTableIsASourceToo() {
        Path table = TestImages.write(
                folder.resolve("table.csv"),
                "filename,class\nacross/000.png,a\ndown/001.png,d\nacross/002.png,a\ndown/003.png,d\n"
                        .getBytes(StandardCharsets.UTF_8));
        properties.remove(ImageDataSource.FOLDER);
        properties.setProperty(ImageDataSource.TABLE, table.toString());
        properties.setProperty(ImageDataSource.VALIDATION_SPLIT, "0.5");

        try (ImageDataSetIterator training = configured().trainData()) {
            assertThat(training.getLabels()).containsExactly("a", "d");
            assertThat(training.next().numExamples()).isEqualTo(2);
        }
    }

    @Test
    void badPropertiesAreRefusedInWords() {
        properties.setProperty("imagegen.pipeline.batchsize", "3");
        assertThatThrownBy(this::configured)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing at \"batchsize\"")
                .hasMessageContaining("batchSize");
        properties.remove("imagegen.pipeline.batchsize");

        properties.setProperty("imagegen.pipeline.decoding/colorMode", "GRAYSCALE");
        assertThatThrownBy(this::configured)
                .hasMessageContaining("imagegen.pipeline.decoding/colorMode must be JSON")
                .hasMessageContaining("but was GRAYSCALE");
        properties.remove("imagegen.pipeline.decoding/colorMode");

        properties.setProperty("imagegen.validation", "0.3");
        assertThatThrownBy(this::configured).hasMessageContaining("there is no property imagegen.validation");
        properties.remove("imagegen.validation");

        properties.setProperty(ImageDataSource.TABLE, "t.csv");
        assertThatThrownBy(this::configured).hasMessageContaining("both are");
        assertThatThrownBy(() -> new ImageDataSource().trainData())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure");
    }

    @Test
    void aPlainRandomSearchOfArbitersRunsOnIt() throws Exception {
        MultiLayerSpace networks = new MultiLayerSpace.Builder()
                .seed(7)
                .updater(new SgdSpace(new ContinuousParameterSpace(0.05, 0.2)))
                .setInputType(InputType.convolutional(12, 12, 3))
                .addLayer(new OutputLayerSpace.Builder()
                        .nOut(2)
                        .lossFunction(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build())
                .numEpochs(2)
                .build();
        OptimizationConfiguration configuration = new OptimizationConfiguration.Builder()
                .candidateGenerator(new RandomSearchGenerator(networks))
                .dataSource(ImageDataSource.class, properties)
                .scoreFunction(new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
                .modelSaver(new InMemoryResultSaver())
                .terminationConditions(new MaxCandidatesCondition(2))
                .rngSeed(1)
                .build();
        LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
        runner.execute();

        assertThat(runner.numCandidatesFailed()).isZero();
        assertThat(runner.getResults()).hasSize(2);
        for (ResultReference reference : runner.getResults()) {
            assertThat(reference.getResult().getScore()).isBetween(0.0, 1.0);
        }
    }
}
