package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** {@code TransferLearning}: a trained network gets a new output for the classes of another folder. */
@CallerTest
class TransferLearningTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;
    private static final FineTuneConfiguration FINE_TUNE =
            new FineTuneConfiguration.Builder().seed(3).updater(new Adam(0.05)).build();

    @TempDir
    Path root;

    @Test
    void aNetworkWithFrozenLayersLearnsOtherClasses() {
        MultiLayerNetwork trained = Networks.classifier();
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(ColouredImages.folder(root.resolve("all"), 10))) {
            trained.fit(training, 5);
        }
        int features = (int) trained.getLayer(1).getParam("W").size(0);
        MultiLayerNetwork network = new TransferLearning.Builder(trained)
                .fineTuneConfiguration(FINE_TUNE)
                .setFeatureExtractor(0)
                .removeOutputLayer()
                .addLayer(new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(features)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build();
        INDArray frozen = network.getLayer(0).params().dup();
        assertThat(frozen).isEqualTo(trained.getLayer(0).params());
        INDArray output = network.getLayer(1).params().dup();

        ImagePipeline binary = PIPELINE.classMode(ClassMode.BINARY);
        Split two = ColouredImages.folder(root.resolve("two"), List.of("green", "red"), 15)
                .split(0.2);
        try (ImageDataSetIterator training = binary.trainingFlow(two.training());
                ImageDataSetIterator validation = binary.evaluationFlow(two.validation())) {
            network.fit(training, 8);
            Evaluation evaluation = network.evaluate(validation);
            assertThat(evaluation.getNumRowCounter()).isEqualTo(6);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
        assertThat(network.getLayer(0).params()).isEqualTo(frozen);
        assertThat(network.getLayer(1).params()).isNotEqualTo(output);
    }

    @Test
    void aGraphWithFrozenLayersLearnsFewerClasses() {
        ComputationGraph trained = Networks.graph();
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(ColouredImages.folder(root.resolve("all"), 10))) {
            trained.fit(training, 5);
        }
        ComputationGraph graph = new TransferLearning.GraphBuilder(trained)
                .fineTuneConfiguration(FINE_TUNE)
                .setFeatureExtractor("convolution")
                .nOutReplace("output", 2, WeightInit.XAVIER)
                .build();
        INDArray frozen = graph.getLayer("convolution").params().dup();
        Split two = ColouredImages.folder(root.resolve("two"), List.of("green", "red"), 15)
                .split(0.2);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(two.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(two.validation())) {
            graph.fit(training, 8);
            Evaluation evaluation = graph.evaluate(validation);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
        assertThat(graph.getLayer("convolution").params()).isEqualTo(frozen);
    }
}
