package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** {@code evaluate} and its relatives. */
@CallerTest
class EvaluationTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;

    @TempDir
    Path root;

    private static MultiLayerNetwork trained(MultiLayerNetwork network, DataSetIterator training) {
        network.fit(training, 10);
        return network;
    }

    @Test
    void everyEvaluationSeesEveryExample() {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ColouredImages.folder(root, 7));
                GeneratorDataSetIterator generator = ColouredImages.generator(21)) {
            MultiLayerNetwork network = Networks.classifier();
            ComputationGraph graph = Networks.graph();
            for (DataSetIterator each : List.of(flow, generator)) {
                for (int i = 0; i < 3; i++) {
                    Evaluation ofNetwork = network.evaluate(each);
                    assertThat(ofNetwork.getNumRowCounter()).isEqualTo(21);
                    Evaluation ofGraph = graph.evaluate(each);
                    assertThat(ofGraph.getNumRowCounter()).isEqualTo(21);
                }
            }
        }
    }

    @Test
    void evaluateGoesOnWhereTheIteratorStands() {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ColouredImages.folder(root, 7))) {
            MultiLayerNetwork network = Networks.classifier();
            assertThat(flow.next().numExamples()).isEqualTo(8);
            Evaluation rest = network.evaluate(flow);
            assertThat(rest.getNumRowCounter()).isEqualTo(21 - 8);
            Evaluation whole = network.evaluate(flow);
            assertThat(whole.getNumRowCounter()).isEqualTo(21);
        }
    }

    @Test
    void evaluationsKnowTheClassesAndTheFiles() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder);
                ImageDataSetIterator test = PIPELINE.evaluationFlow(folder)) {
            MultiLayerNetwork network = trained(Networks.classifier(), training);
            byte[] blue = TestImages.encoded("png", TestImages.picture(8, 8, 0, 1));
            Path unused = TestImages.write(root.resolve("red/image103.png"), blue);
            Evaluation evaluation = network.evaluate(test);
            assertThat(evaluation.getLabelsList()).containsExactly("blue", "green", "red");
            assertThat(evaluation.stats()).contains("green");
            assertThat(evaluation.getPredictionErrors())
                    .extracting(error -> error.getRecordMetaData(Object.class))
                    .contains("red/image103.png");
        }
    }

    @Test
    void regressionIsJudgedForEachLabelColumn() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder);
                ImageDataSetIterator test = PIPELINE.evaluationFlow(folder);
                GeneratorDataSetIterator generator = ColouredImages.generator(21)) {
            MultiLayerNetwork network = Networks.classifier();
            RegressionEvaluation untrained = network.evaluateRegression(test);
            assertThat(untrained.numColumns()).isEqualTo(3);
            RegressionEvaluation ofTrained = trained(network, training).evaluateRegression(test);
            assertThat(ofTrained.averageMeanSquaredError()).isLessThan(untrained.averageMeanSquaredError());
            RegressionEvaluation ofGenerator = network.evaluateRegression(generator);
            assertThat(ofGenerator.numColumns()).isEqualTo(3);
            RegressionEvaluation ofGraph = Networks.graph().evaluateRegression(test);
            assertThat(ofGraph.numColumns()).isEqualTo(3);
        }
    }

    @Test
    void rocOfABinaryFlowIsAboveChance() {
        ImageFolder folder = ColouredImages.folder(root, List.of("blue", "red"), 8);
        ImagePipeline binary = PIPELINE.classMode(ClassMode.BINARY);
        try (ImageDataSetIterator training = binary.trainingFlow(folder);
                ImageDataSetIterator test = binary.evaluationFlow(folder)) {
            MultiLayerNetwork network = trained(Networks.binaryClassifier(), training);
            ROC roc = network.evaluateROC(test, 0);
            assertThat(roc.calculateAUC()).isGreaterThan(0.9);
            Evaluation evaluation = network.evaluate(test);
            assertThat(evaluation.getNumRowCounter()).isEqualTo(16);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
    }

    @Test
    void rocOfEveryClassIsAboveChance() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder);
                ImageDataSetIterator test = PIPELINE.evaluationFlow(folder)) {
            MultiLayerNetwork network = trained(Networks.classifier(), training);
            ROCMultiClass roc = network.evaluateROCMultiClass(test, 0);
            assertThat(roc.getNumClasses()).isEqualTo(3);
            assertThat(roc.calculateAverageAUC()).isGreaterThan(0.9);
            ROCMultiClass ofGraph = Networks.graph().evaluateROCMultiClass(test, 0);
            assertThat(ofGraph.getNumClasses()).isEqualTo(3);
        }
    }

    @Test
    void sparseLabelsAreEvaluatedOverACategoricalFlow() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        ImagePipeline sparse = PIPELINE.classMode(ClassMode.SPARSE);
        try (ImageDataSetIterator training = sparse.trainingFlow(folder);
                ImageDataSetIterator sparseTest = sparse.evaluationFlow(folder);
                ImageDataSetIterator test = PIPELINE.evaluationFlow(folder)) {
            MultiLayerNetwork network = trained(Networks.sparseClassifier(), training);
            assertThat(network.getIterationCount()).isEqualTo(30);
            assertThat(network.score()).isFinite();
            assertThatThrownBy(() -> {
                        Evaluation unused = network.evaluate(sparseTest);
                    })
                    .isInstanceOf(IllegalArgumentException.class);
            Evaluation evaluation = network.evaluate(test);
            assertThat(evaluation.getNumRowCounter()).isEqualTo(21);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
    }

    @Test
    void aFlowWithoutLabelsIsNotEvaluatedAtAll() {
        try (ImageDataSetIterator none =
                PIPELINE.classMode(ClassMode.NONE).evaluationFlow(ColouredImages.folder(root, 7))) {
            Evaluation evaluation = Networks.classifier().evaluate(none);
            assertThat(evaluation.getNumRowCounter()).isZero();
        }
    }

    @Test
    void aTruncatedImageEndsTheEvaluation() throws Exception {
        ImageFolder folder = ColouredImages.folder(root, 7);
        ColouredImages.truncate(root.resolve("green/image104.png"));
        MultiLayerNetwork network = Networks.classifier();
        try (ImageDataSetIterator test = PIPELINE.evaluationFlow(folder)) {
            assertThatThrownBy(() -> {
                        Evaluation unused = network.evaluate(test);
                    })
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining("green/image104.png");
        }
        try (ImageDataSetIterator training =
                PIPELINE.trainingFlow(folder.split(0.8).training())) {
            network.fit(training);
            assertThat(network.getIterationCount()).isPositive();
        }
    }
}
