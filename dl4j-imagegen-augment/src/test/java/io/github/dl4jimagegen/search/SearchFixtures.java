package io.github.dl4jimagegen.search;

import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.SgdSpace;
import org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small images and small spaces. */
final class SearchFixtures {

    private SearchFixtures() {}

    /** Makes horizontal and vertical bars at different places: two classes that a small network can tell apart. */
    static Path bars(Path root, int perClass) {
        for (int i = 0; i < 2 * perClass; i++) {
            boolean across = i % 2 == 0;
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(new Color(120 + (i * 37) % 130, 120 + (i * 53) % 130, 120 + (i * 71) % 130));
            int place = 2 + (i * 5) % 11;
            graphics.fillRect(across ? 1 : place, across ? place : 1, across ? 14 : 3, across ? 3 : 14);
            graphics.dispose();
            String name = String.format("%s/%03d.png", across ? "across" : "down", i);
            Path unused = TestImages.write(root.resolve(name), TestImages.encoded("png", image));
        }
        return root;
    }

    static ImagePipeline pipeline() {
        return ImagePipeline.targetSize(12, 12).rescale(1 / 255.0).batchSize(8);
    }

    /** Size, batch size, colour and rotation. */
    static PipelineSpace pipelines() {
        return PipelineSpace.of(pipeline())
                .imageSize(new DiscreteParameterSpace<>(10, 12))
                .batchSize(new IntegerParameterSpace(4, 8))
                .choose("colour", p -> p.colorMode(ColorMode.RGB), p -> p.colorMode(ColorMode.GRAYSCALE))
                .augment(AugmentationSpace.of(randomRotation(20))
                        .vary("rotation", RangeSpace.around(0, new ContinuousParameterSpace(0, 10))));
    }

    static MultiLayerSpace layers(PipelineSpace pipelines) {
        return new MultiLayerSpace.Builder()
                .seed(7)
                .updater(new SgdSpace(new ContinuousParameterSpace(0.05, 0.2)))
                .setInputType(pipelines.inputType())
                .addLayer(new ConvolutionLayerSpace.Builder()
                        .kernelSize(3, 3)
                        .nOut(new IntegerParameterSpace(2, 4))
                        .activation(Activation.RELU)
                        .build())
                .addLayer(output())
                .numEpochs(2)
                .build();
    }

    static ComputationGraphSpace graphs(PipelineSpace pipelines) {
        return new ComputationGraphSpace.Builder()
                .seed(7)
                .updater(new SgdSpace(new ContinuousParameterSpace(0.05, 0.2)))
                .addInputs("in")
                .setInputTypes(pipelines.inputTypes())
                .addLayer(
                        "features",
                        new ConvolutionLayerSpace.Builder()
                                .kernelSize(3, 3)
                                .nOut(new IntegerParameterSpace(2, 4))
                                .activation(Activation.RELU)
                                .build(),
                        "in")
                .addLayer("out", output(), "features")
                .setOutputs("out")
                .numEpochs(2)
                .build();
    }

    private static OutputLayerSpace output() {
        return new OutputLayerSpace.Builder()
                .nOut(2)
                .lossFunction(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static MultiLayerConfiguration network(InputType input) {
        return network(input, 0.01, new ConvolutionLayer.Builder(3, 3).nOut(4));
    }

    /** Returns a network of over a million numbers. */
    static MultiLayerConfiguration large(InputType input) {
        return network(input, 0.001, new DenseLayer.Builder().nOut(3_000));
    }

    private static MultiLayerConfiguration network(
            InputType input, double learningRate, FeedForwardLayer.Builder<?> hidden) {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(learningRate))
                .list()
                .layer(hidden.activation(Activation.RELU).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build();
    }
}
