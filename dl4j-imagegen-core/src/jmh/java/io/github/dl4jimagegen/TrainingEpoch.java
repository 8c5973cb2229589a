package io.github.dl4jimagegen;

import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What images cost a training: epochs of a small convolutional network over batches that were prepared beforehand, and
 * over a flow that prepares them, in turn. On a CPU the network wants all processors, so that preparing images takes some of
 * them away; what remains beyond that is waiting. To 224x224x3 float batches of 32.
 *
 * <p>{@code TrainingEpoch FOLDER [IMAGES] [ROUNDS]}
 */
public final class TrainingEpoch {

    private TrainingEpoch() {}

    public static void main(String[] arguments) {
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 128;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        ImageFolder all = ImageFolder.of(Path.of(arguments[0]));
        ImageSource images =
                all.view(IntStream.range(0, Math.min(most, all.size())).toArray());
        ImagePipeline pipeline = Photographs.PLAIN;
        MultiLayerNetwork network = network(all.classes().size());

        List<DataSet> prepared = new ArrayList<>();
        try (ImageDataSetIterator beforehand = pipeline.trainingFlow(images);
                ImageDataSetIterator fresh = pipeline.trainingFlow(images);
                ImageDataSetIterator recycled =
                        pipeline.batchMemory(Photographs.RECYCLED).trainingFlow(images)) {
            beforehand.forEachRemaining(prepared::add);
            Side[] sides = {
                new Side("batches prepared beforehand", new ExistingDataSetIterator(prepared)),
                new Side("a flow, fresh batches", fresh),
                new Side("a flow, recycled batches", recycled)
            };
            for (Side side : sides) {
                side.epoch(network, images.size());
            }
            for (int round = 0; round < rounds; round++) {
                for (Side side : sides) {
                    side.rates.measure(() -> side.epoch(network, images.size()));
                }
            }
            for (Side side : sides) {
                System.out.printf(
                        Locale.ROOT,
                        "%s, %.3f of the first%n",
                        side.rates,
                        side.rates.median() / sides[0].rates.median());
            }
        }
    }

    private record Side(Rates rates, DataSetIterator batches) {
        Side(String name, DataSetIterator batches) {
            this(new Rates(name), batches);
        }

        int epoch(MultiLayerNetwork network, int images) {
            network.fit(batches);
            return images;
        }
    }

    private static MultiLayerNetwork network(int classes) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(Activation.RELU)
                .list()
                .layer(convolution(8, 4))
                .layer(convolution(16, 2))
                .layer(convolution(32, 2))
                .layer(new GlobalPoolingLayer())
                .layer(new OutputLayer.Builder()
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(Photographs.SIDE, Photographs.SIDE, 3))
                .build());
        network.init();
        return network;
    }

    private static ConvolutionLayer convolution(int filters, int stride) {
        return new ConvolutionLayer.Builder(5, 5)
                .stride(stride, stride)
                .nOut(filters)
                .build();
    }
}
