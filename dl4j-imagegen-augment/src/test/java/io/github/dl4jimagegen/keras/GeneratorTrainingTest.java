package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.source.TableColumns;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.InvocationType;
import org.deeplearning4j.optimize.listeners.EvaluativeListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The programs that people who come from Keras write, and the networks that they train. */
class GeneratorTrainingTest {

    private static final int CLASSES = 3;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    /** Stripes across, stripes down, or neither, in noise: what a small turn does not change. */
    private static BufferedImage picture(int label, int number) {
        BufferedImage picture = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 36; y++) {
            for (int x = 0; x < 40; x++) {
                int place = label == 0 ? x : label == 1 ? y : 0;
                int stripe = (place + number) / 4 % 2 == 0 ? 0 : 210;
                int noise = (x * 7919 + y * 104729 + number * 1299709) % 41;
                picture.setRGB(x, y, (stripe + noise) * 0x010101);
            }
        }
        return picture;
    }

    private Path photos() {
        for (int label = 0; label < CLASSES; label++) {
            for (int i = 0; i < 24; i++) {
                Path unused = TestImages.write(
                        folder.resolve("photos/class" + label + "/" + i + ".png"),
                        TestImages.encoded("png", picture(label, i)));
            }
        }
        return folder.resolve("photos");
    }

    private static MultiLayerNetwork network(int size) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.005))
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(4, 4)
                        .stride(4, 4)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(size, size, 3))
                .build());
        network.init();
        return network;
    }

    @Test
    void flowFromDirectoryWithAValidationSplitTrainsANetwork() {
        Path folder = photos();
        MultiLayerNetwork model = network(32);
        List<Double> accuracies = new ArrayList<>();

        ImageDataGenerator generator = ImageDataGenerator.builder()
                .rescale(1 / 255.0)
                .validationSplit(0.2)
                .rotationRange(20)
                .horizontalFlip(true)
                .build();

        DataSetIterator train = generator
                .flowFromDirectory(folder)
                .targetSize(32, 32)
                .batchSize(32)
                .classMode(ClassMode.CATEGORICAL)
                .subset(Subset.TRAINING)
                .seed(42)
                .build();
        DataSetIterator validation = generator
                .flowFromDirectory(folder)
                .targetSize(32, 32)
                .batchSize(32)
                .classMode(ClassMode.CATEGORICAL)
                .subset(Subset.VALIDATION)
                .build();

        EvaluativeListener listener = new EvaluativeListener(validation, 1, InvocationType.EPOCH_END);
        listener.setCallback(
                (l, network, invocations, evaluations) -> accuracies.add(((Evaluation) evaluations[0]).accuracy()));
        model.setListeners(listener);
        model.fit(train, 10);

        assertThat(model.getEpochCount()).isEqualTo(10);
        assertThat(model.getIterationCount()).isEqualTo(10 * 2);
        assertThat(accuracies).hasSize(10);
        assertThat(accuracies.get(9)).isGreaterThan(0.9);
    }

    @Test
    void fitAndFlowOfArraysTrainANetwork() {
        int n = 60;
        ImageArrays images = ImageArrays.of(IntStream.range(0, n)
                        .mapToObj(i -> Image.of(picture(i % CLASSES, i).getSubimage(0, 0, 16, 16)))
                        .toList())
                .labels(
                        ClassIndex.numbered(CLASSES),
                        IntStream.range(0, n).map(i -> i % CLASSES).toArray());
        for (Compatibility compatibility : Compatibility.values()) {
            ImageDataGenerator generator = ImageDataGenerator.builder()
                    .compatibility(compatibility)
                    .featurewiseStdNormalization(true)
                    .verticalFlip(true)
                    .build()
                    .fit(images);
            MultiLayerNetwork model = network(16);
            DataSetIterator train = generator.flow(images).batchSize(20).build();
            model.fit(train, 20);
            assertThat(model.evaluate(train).accuracy()).as("%s", compatibility).isGreaterThan(0.7);
        }
    }

    @Test
    void flowFromTableTrainsANetwork() throws IOException {
        Path photos = photos();
        StringBuilder table = new StringBuilder("file,kind\n");
        for (int i = 0; i < 72; i++) {
            table.append("class%d/%d.png,kind%d%n".formatted(i % CLASSES, i / CLASSES, i % CLASSES));
        }
        Path csv = Files.writeString(folder.resolve("list.csv"), table);
        ImageDataGenerator generator = ImageDataGenerator.builder()
                .rescale(1 / 255.0)
                .validationSplit(0.2)
                .widthShiftRange(0.1)
                .build();
        FlowFromSource flow = generator
                .flowFromTable(ImageTable.of(
                        csv, TableColumns.image("file").classColumn("kind").directory(photos)))
                .targetSize(16, 16);
        MultiLayerNetwork model = network(16);
        model.fit(flow.subset(Subset.TRAINING).build(), 10);
        KerasIterator validation = flow.subset(Subset.VALIDATION).build();
        assertThat(validation.samples()).isEqualTo(14);
        assertThat(model.evaluate(validation).accuracy()).isGreaterThan(0.9);
    }
}
