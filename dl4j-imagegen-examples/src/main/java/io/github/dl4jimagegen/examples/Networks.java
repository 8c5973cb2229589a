package io.github.dl4jimagegen.examples;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The networks of the examples. */
final class Networks {

    private Networks() {}

    /**
     * Returns a small convolutional network: 3x3 kernels and few maps, which is what Deeplearning4j does quickly on a
     * CPU. Larger images are pooled until little is left of them.
     */
    static MultiLayerNetwork small(int height, int width, int channels, int classes, double learningRate, long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(
                smallConfiguration(InputType.convolutional(height, width, channels), classes, learningRate, seed));
        network.init();
        return network;
    }

    /** Returns the configuration of such a network. */
    static MultiLayerConfiguration smallConfiguration(InputType input, int classes, double learningRate, long seed) {
        InputType.InputTypeConvolutional image = (InputType.InputTypeConvolutional) input;
        var builder = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(learningRate))
                .weightInit(WeightInit.RELU)
                .list();
        int maps = 16;
        int side = (int) Math.min(image.getHeight(), image.getWidth());
        while (side >= 12 && maps <= 128) {
            builder.layer(convolution(maps)).layer(pooling());
            maps *= 2;
            side /= 2;
        }
        if (maps == 16) {
            builder.layer(convolution(maps));
        }
        if (image.getHeight() * image.getWidth() > 64 * 64) {
            builder.layer(new GlobalPoolingLayer(PoolingType.AVG));
        }
        return builder.layer(new DenseLayer.Builder()
                        .nOut(128)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .build())
                .setInputType(input)
                .build();
    }

    private static ConvolutionLayer convolution(int maps) {
        return new ConvolutionLayer.Builder(3, 3)
                .padding(1, 1)
                .nOut(maps)
                .activation(Activation.RELU)
                .build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }
}
