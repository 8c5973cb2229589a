package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** {@code fit} of both kinds of networks. */
@CallerTest
class FitTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;

    @TempDir
    Path root;

    @Test
    void networksLearnAFolder() {
        Split split = ColouredImages.folder(root, 15).split(0.2);
        GeometricAugmentation flip = (shape, random) -> Warp.flipHorizontal(shape);
        ImagePipeline augmented = PIPELINE.augment(Augmentation.sometimes(0.5, flip));
        try (ImageDataSetIterator training = augmented.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            MultiLayerNetwork network = Networks.classifier();
            network.fit(training, 8);
            Evaluation ofNetwork = network.evaluate(validation);
            assertThat(ofNetwork.accuracy()).isGreaterThan(0.8);

            ComputationGraph graph = Networks.graph();
            graph.fit(training, 8);
            Evaluation ofGraph = graph.evaluate(validation);
            assertThat(ofGraph.accuracy()).isGreaterThan(0.8);
        }
    }

    @Test
    void networksLearnFromAGenerator() {
        try (GeneratorDataSetIterator training = ColouredImages.generator(36)) {
            training.setPreProcessor(new ImagePreProcessingScaler());
            MultiLayerNetwork network = Networks.classifier();
            network.fit(training, 8);
            Evaluation ofNetwork = network.evaluate(training);
            assertThat(ofNetwork.accuracy()).isGreaterThan(0.8);

            ComputationGraph graph = Networks.graph();
            graph.fit(training, 8);
            Evaluation ofGraph = graph.evaluate(training);
            assertThat(ofGraph.accuracy()).isGreaterThan(0.8);
        }
    }

    @Test
    void networksLearnFromAGeneratorOfImages() {
        var samples = Examples.from(ColouredImages.examples(36)).map(Example::toSample);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(samples, ClassIndex.numbered(3))) {
            MultiLayerNetwork network = Networks.classifier();
            network.fit(training, 8);
            Evaluation evaluation = network.evaluate(training);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
    }

    @Test
    void everyBatchOfAnEpochIsOneIteration() {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(ColouredImages.folder(root, 7));
                GeneratorDataSetIterator generator = ColouredImages.generator(21)) {
            for (DataSetIterator training : List.of(flow, generator)) {
                MultiLayerNetwork network = Networks.classifier();
                network.fit(training);
                assertThat(network.getIterationCount()).isEqualTo(3);
                network.fit(training, 3);
                assertThat(network.getEpochCount()).isEqualTo(4);
                assertThat(network.getIterationCount()).isEqualTo(12);

                ComputationGraph graph = Networks.graph();
                graph.fit(training);
                assertThat(graph.getIterationCount()).isEqualTo(3);
                graph.fit(training, 3);
                assertThat(graph.getEpochCount()).isEqualTo(4);
                assertThat(graph.getIterationCount()).isEqualTo(12);
            }
            assertThat(flow.epoch()).isEqualTo(7);
            assertThat(generator.epoch()).isEqualTo(7);
        }
    }

    @Test
    void everyEpochIsANewOneWithEveryImageOnce() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        GeometricAugmentation turn = (shape, random) -> Warp.rotation(shape, random.nextDouble(-20, 20));
        ImagePipeline pipeline = PIPELINE.augment(turn);
        List<String> seen = new ArrayList<>();
        try (ImageDataSetIterator training = pipeline.trainingFlow(folder)) {
            training.setPreProcessor(batch -> seen.add(batch.getFeatures().toString()));
            Networks.classifier().fit(training, 3);
        }
        List<String> expected = new ArrayList<>();
        try (ImageDataSetIterator training = pipeline.trainingFlow(folder)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(training.epoch()).isEqualTo(epoch);
                var batches = TestImages.rest(training);
                assertThat(TestImages.names(batches)).hasSize(21).doesNotHaveDuplicates();
                batches.forEach(batch -> expected.add(batch.getFeatures().toString()));
                training.reset();
            }
        }
        assertThat(seen).isEqualTo(expected).doesNotHaveDuplicates();
    }

    @Test
    void graphsAreGivenTheSameExamplesAsNetworks() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            Deliveries deliveries = Deliveries.of(training);
            Networks.graph().fit(training, 3);
            assertThat(deliveries.batches()).isEqualTo(Deliveries.expected(PIPELINE.trainingFlow(folder), 3));
        }
    }

    @Test
    void fitGoesOnWhereTheIteratorStands() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(ColouredImages.folder(root, 7))) {
            assertThat(training.next().numExamples()).isEqualTo(8);
            MultiLayerNetwork network = Networks.classifier();
            network.fit(training, 2);
            assertThat(network.getIterationCount()).isEqualTo(2 + 3);
        }
    }

    @Test
    void sparseAndBinaryLabelsTrain() {
        ImageFolder three = ColouredImages.folder(root.resolve("three"), 7);
        ImageFolder two = ColouredImages.folder(root.resolve("two"), List.of("blue", "red"), 7);
        try (ImageDataSetIterator sparse = PIPELINE.classMode(ClassMode.SPARSE).trainingFlow(three);
                ImageDataSetIterator binary =
                        PIPELINE.classMode(ClassMode.BINARY).trainingFlow(two)) {
            fitChanges(Networks.sparseClassifier(), sparse);
            fitChanges(Networks.binaryClassifier(), binary);
        }
    }

    private static void fitChanges(MultiLayerNetwork network, DataSetIterator training) {
        INDArray before = network.params().dup();
        network.fit(training);
        assertThat(network.params()).isNotEqualTo(before);
        double first = network.score();
        network.fit(training, 6);
        assertThat(network.score()).isLessThan(first);
    }

    @Test
    void aTruncatedImageEndsFitAfterTheBatchesBeforeIt() throws Exception {
        ImageFolder folder = ColouredImages.folder(root, 7);
        ImagePipeline pipeline = PIPELINE.batchSize(4);
        String bad =
                Deliveries.expected(pipeline.trainingFlow(folder), 1).get(3).get(1);
        ColouredImages.truncate(root.resolve(bad));
        MultiLayerNetwork network = Networks.classifier();
        try (ImageDataSetIterator training = pipeline.trainingFlow(folder)) {
            assertThatThrownBy(() -> network.fit(training, 3))
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining(bad);
        }
        assertThat(network.getIterationCount()).isEqualTo(3);
        ComputationGraph graph = Networks.graph();
        try (ImageDataSetIterator training = pipeline.trainingFlow(folder)) {
            assertThatThrownBy(() -> graph.fit(training, 3))
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining(bad);
        }
        assertThat(graph.getIterationCount()).isEqualTo(3);
    }

    @Test
    void aFailingGeneratorEndsFitAfterTheBatchesBeforeIt() {
        UnsupportedOperationException own = new UnsupportedOperationException("example 17 is mine");
        Iterable<Example> failing = () -> IntStream.range(0, 40)
                .mapToObj(i -> {
                    if (i == 17) {
                        throw own;
                    }
                    return ColouredImages.example(i);
                })
                .iterator();
        MultiLayerNetwork network = Networks.classifier();
        try (GeneratorDataSetIterator training = GeneratorDataSetIterator.builder(failing, ColouredImages.SIGNATURE)
                .batchSize(8)
                .build()) {
            Throwable thrown = catchThrowable(() -> network.fit(training, 3));
            assertThat(thrown).hasMessageContaining("generator example 17").hasRootCause(own);
        }
        assertThat(network.getIterationCount()).isEqualTo(2);
    }
}
