package io.github.dl4jimagegen.augment;

import static io.github.dl4jimagegen.augment.Augmentations.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Prediction;
import io.github.dl4jimagegen.Predictions;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that learn from mixed batches, and are asked about several views of an image. */
class TrainedNetworkTest {

    private static final int SIZE = 16;

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(SIZE, SIZE).rescale(1 / 255.0).batchSize(16);

    /** Stripes across or down, of other widths, places and brightness. */
    private static ImageArrays stripes(int first, int count) {
        List<Image> images = new ArrayList<>();
        for (int n = first; n < first + count; n++) {
            byte[] values = new byte[SIZE * SIZE * 3];
            for (int i = 0; i < values.length; i++) {
                int place = n % 2 == 0 ? i / 3 / SIZE : i / 3 % SIZE;
                int noise = (i * 7919 + n * 1299709) % 41;
                values[i] = (byte) (((place + n / 2) / 2 % 2 == 0 ? 20 : 120 + n % 7 * 10) + noise);
            }
            images.add(Image.ofBytes(SIZE, SIZE, 3, values));
        }
        int[] labels = IntStream.range(first, first + count).map(n -> n % 2).toArray();
        return ImageArrays.of(images).labels(ClassIndex.of("across", "down"), labels);
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.02))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(SIZE, SIZE, 3))
                .build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork trained(ImagePipeline pipeline) {
        MultiLayerNetwork network = network();
        try (ImageDataSetIterator training = pipeline.trainingFlow(stripes(0, 64))) {
            network.fit(training, 20);
        }
        return network;
    }

    private static ImagePipeline mixing(String how) {
        return switch (how) {
            case "mixUp" -> PIPELINE.mix(mixUp(0.4));
            case "cutMix" -> PIPELINE.mix(cutMix(1));
            default -> PIPELINE.mosaic(mosaic(0.7));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixUp", "cutMix", "mosaic"})
    void aNetworkLearnsFromImagesAndLabelsThatAreMixed(String how) {
        ImagePipeline pipeline = mixing(how);
        try (ImageDataSetIterator training = pipeline.trainingFlow(stripes(0, 64))) {
            INDArray labels = training.next().getLabels();
            for (double sum : labels.sum(1).toDoubleVector()) {
                assertThat(sum).isEqualTo(1, within(1e-5));
            }
            assertThat(labels.max(1).minNumber().doubleValue()).isBetween(0.49, 0.95); // soft ones are among them
        }
        try (ImageDataSetIterator unseen = PIPELINE.evaluationFlow(stripes(1000, 60))) {
            assertThat(trained(pipeline).evaluate(unseen).accuracy()).isGreaterThan(0.9);
            unseen.reset();
            assertThat(network().evaluate(unseen).accuracy()).isLessThan(0.9); // it was learnt
        }
    }

    @Test
    void theMeanOfWhatATrainedNetworkSaysOfTheViewsIsItsPrediction() {
        MultiLayerNetwork network = trained(PIPELINE);
        ImageArrays unseen = stripes(1000, 12);
        Augmentation change = Augmentation.sequence(randomTranslation(0.2, 0.2), randomGaussianNoise(20, 40));
        ImagePipeline viewing = PIPELINE.augment(change).batchSize(5);
        int count = 4;
        double[] down = new double[unseen.size()];
        List<Double> ofImage0 = new ArrayList<>();
        try (ImageDataSetIterator views = viewing.viewsFlow(unseen, count)) {
            int row = 0;
            while (views.hasNext()) {
                DataSet batch = views.next();
                double[] outputs =
                        network.output(batch.getFeatures()).getColumn(1).toDoubleVector();
                for (double output : outputs) {
                    down[row / count] += output / count;
                    if (row / count == 0) {
                        ofImage0.add(output);
                    }
                    row++;
                }
            }
            assertThat(row).isEqualTo(unseen.size() * count);
        }
        assertThat(ofImage0).doesNotHaveDuplicates();
        try (ImageDataSetIterator views = viewing.viewsFlow(unseen, count)) {
            List<Prediction> predictions = Predictions.of(views, network::output);
            assertThat(predictions).hasSize(down.length);
            for (int i = 0; i < down.length; i++) {
                Prediction each = predictions.get(i);
                assertThat(each.predicted()).isEqualTo(down[i] > 0.5 ? "down" : "across");
                assertThat(each.probability()).isEqualTo(Math.max(down[i], 1 - down[i]), within(1e-5));
                assertThat(each.wrong()).isFalse();
            }
        }
    }
}
