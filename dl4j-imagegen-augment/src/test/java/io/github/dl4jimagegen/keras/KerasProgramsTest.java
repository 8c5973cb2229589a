package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Prediction;
import io.github.dl4jimagegen.Predictions;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.MaskCoding;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.MaskedImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.InvocationType;
import org.deeplearning4j.optimize.listeners.EvaluativeListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The programs of docs/keras.md, and the networks that they train. */
class KerasProgramsTest {

    private static final Path SOURCE = Path.of("src/test/java/io/github/dl4jimagegen/keras/KerasProgramsTest.java");

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path data;

    private static MultiLayerNetwork network(Layer... layers) {
        NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.05))
                .list();
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(
                builder.setInputType(InputType.convolutional(32, 32, 3)).build());
        network.init();
        return network;
    }

    private static ConvolutionLayer convolution(int maps, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(maps)
                .convolutionMode(ConvolutionMode.Same)
                .activation(activation)
                .build();
    }

    /** A dark picture with a square in it, which the other one has in white on black. */
    private static BufferedImage picture(int number, Color ground, Color square) {
        BufferedImage picture = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, 40, 36);
        graphics.setColor(square);
        graphics.fillRect(5 + number * 7 % 17, 4 + number * 5 % 13, 12, 12);
        graphics.dispose();
        return picture;
    }

    private void write(String name, BufferedImage picture) {
        Path unused = TestImages.write(data.resolve(name), TestImages.encoded("png", picture));
    }

    private void writeClasses(String folder, int count) {
        for (int i = 0; i < count; i++) {
            write(folder + "/orange/" + i + ".png", picture(i, Color.DARK_GRAY, Color.ORANGE));
            write(folder + "/plum/" + i + ".png", picture(i, Color.DARK_GRAY, Color.MAGENTA));
        }
    }

    @Test
    void aFolderForTrainingAndAnotherForValidation() {
        writeClasses("train", 16);
        writeClasses("validation", 6);
        MultiLayerNetwork model = network(
                convolution(4, Activation.TANH),
                new GlobalPoolingLayer(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build());
        ImageDataGenerator augmenting = ImageDataGenerator.builder()
                .rescale(1 / 255.0)
                .rotationRange(20)
                .horizontalFlip(true)
                .build();
        ImageDataGenerator rescaling =
                ImageDataGenerator.builder().rescale(1 / 255.0).build();

        KerasIterator train = augmenting
                .flowFromDirectory(data.resolve("train"))
                .targetSize(32, 32)
                .batchSize(8)
                .build();
        KerasIterator validation = rescaling
                .flowFromDirectory(data.resolve("validation"))
                .classes(train.classIndex())
                .targetSize(32, 32)
                .batchSize(8)
                .shuffle(false)
                .build();

        model.setListeners(new EvaluativeListener(validation, 1, InvocationType.EPOCH_END));
        model.fit(train, 10);

        List<Prediction> predictions = Predictions.of(validation.flow(), model::output);
        assertThat(model.getIterationCount()).isEqualTo(10 * 4);
        assertThat(predictions.stream().map(Prediction::name)).isEqualTo(validation.fileNames());
        assertThat(predictions).hasSize(12).noneMatch(Prediction::wrong);
    }

    @Test
    void classesThatOneOfTheFoldersLacksAreRefused() {
        writeClasses("train", 1);
        write("validation/plum/0.png", picture(0, Color.DARK_GRAY, Color.MAGENTA));
        try (KerasIterator train = ImageDataGenerator.builder()
                .build()
                .flowFromDirectory(data.resolve("train"))
                .build()) {
            FlowFromDirectory validation = ImageDataGenerator.builder()
                    .build()
                    .flowFromDirectory(data.resolve("validation"))
                    .classes(train.classIndex());
            assertThatThrownBy(validation::build).hasMessageContaining("orange");
        }
    }

    @Test
    void imagesAndMasksThatAreTransformedTogether() {
        for (int i = 0; i < 60; i++) {
            write("images/" + i + ".png", picture(i, Color.DARK_GRAY, Color.ORANGE));
            write("masks/" + i + ".png", picture(i, Color.BLACK, Color.WHITE));
        }
        MultiLayerNetwork model = network(
                convolution(4, Activation.LEAKYRELU),
                convolution(1, Activation.IDENTITY),
                new CnnLossLayer.Builder(LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .build());
        MaskedImageFolder photos = MaskedImageFolder.of(
                        data.resolve("images"), data.resolve("masks"), ClassIndex.of("ground", "orange"))
                .coding(MaskCoding.colors(List.of(0x000000, 0xFFFFFF)));
        Split split = photos.split(0.2);

        Augmentation turning = ImageDataGenerator.builder()
                .rotationRange(20)
                .zoomRange(0.1)
                .horizontalFlip(true)
                .build()
                .augmentation();
        ImagePipeline pipeline = ImagePipeline.targetSize(32, 32)
                .rescale(1 / 255.0)
                .classMode(ClassMode.BINARY_MASK)
                .batchSize(8)
                .seed(1)
                .augment(turning);

        model.fit(pipeline.trainingFlow(split.training()), 10);
        ImageDataSetIterator validation = pipeline.evaluationFlow(split.validation());
        EvaluationBinary evaluation = new EvaluationBinary();
        while (validation.hasNext()) {
            DataSet batch = validation.next();
            evaluation.eval(column(batch.getLabels()), column(model.output(batch.getFeatures())));
        }
        assertThat(evaluation.f1(0)).isGreaterThan(0.95);
    }

    private static INDArray column(INDArray pixels) {
        return pixels.dup('c').reshape(pixels.length(), 1);
    }

    @Test
    void aMaskGoesWhereItsImageGoesAndStaysAMask() {
        for (int i = 0; i < 8; i++) {
            write("images/" + i + ".png", picture(i, Color.BLACK, Color.WHITE));
            write("masks/" + i + ".png", picture(i, Color.BLACK, Color.WHITE));
        }
        MaskedImageFolder photos = MaskedImageFolder.of(
                        data.resolve("images"), data.resolve("masks"), ClassIndex.of("ground", "square"))
                .coding(MaskCoding.colors(List.of(0x000000, 0xFFFFFF)));
        Augmentation turning = ImageDataGenerator.builder()
                .rotationRange(90)
                .widthShiftRange(0.2)
                .build()
                .augmentation();
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(36, 40)
                .rescale(1 / 255.0)
                .classMode(ClassMode.BINARY_MASK)
                .augment(turning)
                .trainingFlow(photos)) {
            DataSet batch = flow.next();
            float[] pixels = TestImages.values(batch.getFeatures()
                    .get(NDArrayIndex.all(), NDArrayIndex.point(0))
                    .dup());
            float[] masks = TestImages.values(batch.getLabels());
            float[] known = TestImages.values(batch.getLabelsMaskArray());
            int wrong = 0;
            for (int i = 0; i < masks.length; i++) {
                assertThat(masks[i]).isIn(0f, 1f);
                boolean clear = known[i] == 1 && (pixels[i] < 0.2 || pixels[i] > 0.8);
                wrong += clear && Math.round(pixels[i]) != masks[i] ? 1 : 0;
            }
            assertThat(wrong).isZero();
            assertThat(known).contains(0, 1);
        }
    }

    private static List<String> programsOfTheDocumentation() throws IOException {
        String text = Files.readString(Path.of("../docs/keras.md"));
        int start = text.indexOf("## Two usual programs");
        String section = text.substring(start, text.indexOf("\n## ", start + 1));
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** The documentation has fewer lines. */
    private static String onOneLine(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void theseAreTheProgramsOfTheDocumentation() throws IOException {
        List<String> programs = programsOfTheDocumentation();
        assertThat(programs).hasSize(2);
        String source = onOneLine(Files.readString(SOURCE));
        for (String program : programs) {
            assertThat(source).contains(onOneLine(program));
        }
    }
}
