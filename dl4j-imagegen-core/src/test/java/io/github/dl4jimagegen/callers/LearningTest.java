package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import io.github.dl4jimagegen.source.TableColumns;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks learn from every kind of labels, out of tables and arrays. */
@CallerTest
class LearningTest {

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(8, 8).rescale(1 / 255.0).batchSize(8);

    @TempDir
    Path root;

    private static OutputLayer output(LossFunction loss, Activation activation, int outputs) {
        return new OutputLayer.Builder(loss)
                .nOut(outputs)
                .activation(activation)
                .build();
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(4, 4)
                .stride(4, 4)
                .nOut(4)
                .activation(Activation.TANH)
                .build();
    }

    private static MultiLayerNetwork network(double rate, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(rate))
                .list();
        for (Layer layer : layers) {
            list = list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(8, 8, 3)).build());
        network.init();
        return network;
    }

    /** Writes pictures of one colour each and a table that says which colour, how bright, and whether it is red. */
    private ImageTable table(int count, TableColumns columns) throws Exception {
        Random random = new Random(5);
        List<String> lines = new ArrayList<>(List.of("file,brightness,redness,hue,bright"));
        for (int i = 0; i < count; i++) {
            int red = 40 + random.nextInt(200);
            int blue = 40 + random.nextInt(200);
            BufferedImage picture = new BufferedImage(10, 9, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 90; at++) {
                int noise = random.nextInt(20);
                picture.setRGB(at % 10, at / 10, (red - noise) << 16 | (blue - noise));
            }
            Path unused = TestImages.write(root.resolve("p" + i + ".png"), TestImages.encoded("png", picture));
            lines.add(String.format(
                    Locale.ROOT,
                    "p%d.png,%.4f,%.4f,%s,%d",
                    i,
                    (red + blue) / 510.0,
                    red / 255.0,
                    red > blue ? "red" : "blue",
                    red + blue > 280 ? 1 : 0));
        }
        return ImageTable.of(Files.write(root.resolve("table.csv"), lines), columns);
    }

    @Test
    void regressionFromATable() throws Exception {
        Split split = Splitter.first()
                .split(table(80, TableColumns.image("file").valueColumns("brightness", "redness")), 0.25);
        ImagePipeline pipeline = PIPELINE.classMode(ClassMode.RAW);
        MultiLayerNetwork network = network(0.03, convolution(), output(LossFunction.MSE, Activation.IDENTITY, 2));
        try (ImageDataSetIterator training = pipeline.trainingFlow(split.training());
                ImageDataSetIterator validation = pipeline.evaluationFlow(split.validation())) {
            assertThat(training.totalOutcomes()).isEqualTo(2);
            network.fit(training, 25);
            RegressionEvaluation evaluation = network.evaluateRegression(validation);
            assertThat(evaluation.rSquared(0)).isGreaterThan(0.8);
            assertThat(evaluation.rSquared(1)).isGreaterThan(0.8);
        }
    }

    @Test
    void severalClassesAnImage() {
        Random random = new Random(3);
        List<Image> images = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            List<Integer> channels = new ArrayList<>();
            byte[] values = new byte[8 * 8 * 3];
            for (int channel = 0; channel < 3; channel++) {
                boolean on = random.nextBoolean();
                if (on) {
                    channels.add(channel);
                }
                for (int at = channel; at < values.length; at += 3) {
                    values[at] = (byte) (random.nextInt(100) + (on ? 120 : 0));
                }
            }
            images.add(Image.ofBytes(8, 8, 3, values));
            targets.add(Target.ofClasses(channels));
        }
        Split split = Splitter.first()
                .split(ImageArrays.of(images).targets(ClassIndex.of("red", "green", "blue"), targets), 0.25);
        ImagePipeline pipeline = PIPELINE.classMode(ClassMode.MULTI_LABEL);
        MultiLayerNetwork network = network(0.02, convolution(), output(LossFunction.XENT, Activation.SIGMOID, 3));
        try (ImageDataSetIterator training = pipeline.trainingFlow(split.training());
                ImageDataSetIterator validation = pipeline.evaluationFlow(split.validation())) {
            network.fit(training, 10);
            EvaluationBinary evaluation = network.doEvaluation(validation, new EvaluationBinary(3, null))[0];
            for (int label = 0; label < 3; label++) {
                assertThat(evaluation.accuracy(label)).isGreaterThan(0.9);
                assertThat(evaluation.totalCount(label)).isEqualTo(30);
            }
        }
    }

    @Test
    void anAutoencoder() throws Exception {
        ImageTable table = table(40, TableColumns.image("file"));
        ImagePipeline pipeline = PIPELINE.classMode(ClassMode.INPUT);
        MultiLayerNetwork network = network(
                0.05,
                new ConvolutionLayer.Builder(1, 1)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build(),
                new ConvolutionLayer.Builder(1, 1)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build(),
                new CnnLossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build());
        try (ImageDataSetIterator training = pipeline.trainingFlow(table);
                ImageDataSetIterator test = pipeline.evaluationFlow(table)) {
            network.fit(training, 30);
            INDArray images = test.next().getFeatures();
            INDArray error = network.output(images).sub(images);
            assertThat(error.norm2Number().doubleValue())
                    .isLessThan(0.15 * images.norm2Number().doubleValue());
        }
    }

    private static ComputationGraph graph(ComputationGraphConfiguration.GraphBuilder builder) {
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }

    private static ComputationGraphConfiguration.GraphBuilder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.03))
                .graphBuilder();
    }

    private static ComputationGraph twoOutputs() {
        return graph(builder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer("convolution", convolution(), "image")
                .addLayer("hue", output(LossFunction.MCXENT, Activation.SOFTMAX, 2), "convolution")
                .addLayer("brightness", output(LossFunction.MSE, Activation.IDENTITY, 1), "convolution")
                .setOutputs("hue", "brightness"));
    }

    @SuppressWarnings("rawtypes") // as the interface has it
    @Test
    void aGraphOfTwoOutputsFromATable() throws Exception {
        Split split = Splitter.first()
                .split(table(80, TableColumns.image("file").classColumn("hue").valueColumns("brightness")), 0.25);
        ImagePipeline pipeline = PIPELINE.classMode(ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.RAW));
        ComputationGraph graph = twoOutputs();
        try (ImageMultiDataSetIterator training = pipeline.trainingMultiFlow(split.training());
                ImageMultiDataSetIterator validation = pipeline.evaluationMultiFlow(split.validation())) {
            graph.fit(training, 25);
            Evaluation hue = new Evaluation(training.classes().names());
            RegressionEvaluation brightness = new RegressionEvaluation(1);
            var unused =
                    graph.evaluate(validation, Map.of(0, new IEvaluation[] {hue}, 1, new IEvaluation[] {brightness}));
            assertThat(hue.getNumRowCounter()).isEqualTo(20);
            assertThat(hue.accuracy()).isGreaterThan(0.9);
            assertThat(brightness.rSquared(0)).isGreaterThan(0.8);
        }
    }

    @Test
    void aFlowOfSeveralOutputsGoesOnAfterSerialisation() throws Exception {
        ImageTable table = table(
                20,
                TableColumns.image("file")
                        .classColumn("hue")
                        .classColumns("bright")
                        .inputColumns("redness"));
        ImagePipeline pipeline =
                PIPELINE.batchSize(6).classMode(ClassMode.multiOutput(ClassMode.BINARY, ClassMode.MULTI_LABEL));
        try (ImageMultiDataSetIterator flow = pipeline.trainingMultiFlow(table)) {
            assertThat(flow.next()).isNotNull();
            try (ImageMultiDataSetIterator copy = copy(flow)) {
                assertThat(copy.epoch()).isEqualTo(flow.epoch());
                assertThat(copy.state()).isEqualTo(flow.state());
                int batches = 0;
                while (flow.hasNext()) {
                    MultiDataSet expected = flow.next();
                    MultiDataSet actual = copy.next();
                    assertThat(actual.getFeatures(0)).isEqualTo(expected.getFeatures(0));
                    assertThat(actual.getFeatures(1)).isEqualTo(expected.getFeatures(1));
                    assertThat(actual.getLabels(0)).isEqualTo(expected.getLabels(0));
                    assertThat(actual.getLabels(1)).isEqualTo(expected.getLabels(1));
                    assertThat(actual.getExampleMetaData()).isEqualTo(expected.getExampleMetaData());
                    batches++;
                }
                assertThat(batches).isEqualTo(3);
                assertThat(copy.hasNext()).isFalse();
            }
        }
    }

    private static ImageMultiDataSetIterator copy(ImageMultiDataSetIterator flow) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(flow);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ImageMultiDataSetIterator) in.readObject();
        }
    }

    @Test
    void aGraphWithAFurtherInput() {
        Random random = new Random(2);
        int count = 120;
        INDArray images = Nd4j.create(DataType.FLOAT, count, 3, 8, 8);
        INDArray clock = Nd4j.create(DataType.FLOAT, count, 2);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            boolean light = random.nextBoolean();
            boolean morning = random.nextBoolean();
            images.slice(i).assign(light ? 200 : 60);
            clock.putScalar(i, morning ? 0 : 1, 1);
            labels[i] = light && morning ? 1 : 0; // neither tells it alone
        }
        Split split = Splitter.first()
                .split(
                        ImageArrays.of(images, DataFormat.NCHW)
                                .labels(ClassIndex.of("other", "light morning"), labels)
                                .input(clock),
                        0.25);
        ComputationGraph graph = graph(builder()
                .addInputs("image", "clock")
                .setInputTypes(InputType.convolutional(8, 8, 3), InputType.feedForward(2))
                .addLayer("convolution", convolution(), "image")
                .addLayer(
                        "seen",
                        new DenseLayer.Builder()
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build(),
                        "convolution")
                .addVertex("both", new MergeVertex(), "seen", "clock")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(6)
                                .activation(Activation.TANH)
                                .build(),
                        "both")
                .addLayer("output", output(LossFunction.MCXENT, Activation.SOFTMAX, 2), "dense")
                .setOutputs("output"));
        try (ImageMultiDataSetIterator training = PIPELINE.trainingMultiFlow(split.training());
                ImageMultiDataSetIterator validation = PIPELINE.evaluationMultiFlow(split.validation())) {
            graph.fit(training, 12);
            Evaluation evaluation = graph.evaluate(validation);
            assertThat(evaluation.getNumRowCounter()).isEqualTo(30);
            assertThat(evaluation.accuracy()).isGreaterThan(0.95);
        }
    }
}
