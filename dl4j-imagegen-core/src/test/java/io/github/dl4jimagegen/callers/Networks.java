package io.github.dl4jimagegen.callers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks for images of 8 x 8 x 3, as small as they can be to learn {@link ColouredImages}. */
final class Networks {

    private static final InputType IMAGE = InputType.convolutional(8, 8, 3);

    private Networks() {}

    private static NeuralNetConfiguration.Builder configuration() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(0.02));
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(4, 4)
                .stride(4, 4)
                .nOut(3)
                .activation(Activation.TANH)
                .build();
    }

    private static MultiLayerNetwork network(OutputLayer output) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration()
                .list()
                .layer(convolution())
                .layer(output)
                .setInputType(IMAGE)
                .build());
        network.init();
        return network;
    }

    private static OutputLayer softmax(LossFunction loss) {
        return new OutputLayer.Builder(loss)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static MultiLayerNetwork classifier() {
        return network(softmax(LossFunction.MCXENT));
    }

    static MultiLayerNetwork sparseClassifier() {
        return network(softmax(LossFunction.SPARSE_MCXENT));
    }

    /** One output between 0 and 1. */
    static MultiLayerNetwork binaryClassifier() {
        return network(new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build());
    }

    static ComputationGraph graph() {
        ComputationGraph graph = new ComputationGraph(configuration()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(IMAGE)
                .addLayer("convolution", convolution(), "image")
                .addLayer("output", softmax(LossFunction.MCXENT), "convolution")
                .setOutputs("output")
                .build());
        graph.init();
        return graph;
    }
}
