package io.github.dl4jimagegen.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Weights are in training flows, where they do what they say, and in no others. */
@ExtendWith(NoThreadsLeft.class)
class WeightsTest {

    private static final ClassIndex THREE = ClassIndex.of("ant", "bee", "cat");
    private static final ClassIndex TWO = ClassIndex.of("no", "yes");
    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(4, 4).rescale(1 / 255.0).batchSize(4);

    private static ImageArrays images(int count) {
        return ImageArrays.of(IntStream.range(0, count)
                .mapToObj(i -> TestImages.image(4, 4, 3, i))
                .toList());
    }

    private static int[] labels(int count, int classes) {
        return IntStream.range(0, count).map(i -> i % classes).toArray();
    }

    private static double[] weights(int count) {
        return IntStream.range(0, count).mapToDouble(i -> 0.25 * i).toArray();
    }

    private static List<DataSet> epoch(ImagePipeline pipeline, ImageSource source) {
        try (ImageDataSetIterator flow = pipeline.trainingFlow(source)) {
            return TestImages.rest(flow);
        }
    }

    @Test
    void weightsOfImagesAndClassesAreMultipliedAndStandInAMask() {
        ImageSource source = images(8).labels(THREE, labels(8, 3)).weights(weights(8));
        ClassWeights ofClasses = ClassWeights.of(THREE, Map.of("bee", 3.0, "cat", 0.5));
        for (ImagePipeline pipeline : List.of(PIPELINE, PIPELINE.classWeights(ofClasses))) {
            int seen = 0;
            for (DataSet batch : epoch(pipeline, source)) {
                INDArray mask = batch.getLabelsMaskArray();
                assertThat(mask.shape()).containsExactly(4, 1);
                assertThat(mask.dataType()).isEqualTo(DataType.FLOAT);
                for (int row = 0; row < 4; row++) {
                    int image = image(batch, row);
                    double ofClass = pipeline.equals(PIPELINE) ? 1 : ofClasses.of(image % 3);
                    assertThat(mask.getFloat(row, 0)).isEqualTo((float) (0.25 * image * ofClass));
                    seen++;
                }
            }
            assertThat(seen).isEqualTo(8);
        }
    }

    private static int image(DataSet batch, int row) {
        return Integer.parseInt(batch.getExampleMetaData().get(row).toString().substring("image ".length()));
    }

    @Test
    void evaluationFlowsCarryNone() {
        ImageSource source = images(8).labels(THREE, labels(8, 3)).weights(weights(8));
        ImagePipeline weighted = PIPELINE.classWeights(ClassWeights.balanced(source));
        try (ImageDataSetIterator flow = weighted.evaluationFlow(source);
                ImageMultiDataSetIterator multi = weighted.evaluationMultiFlow(source)) {
            while (flow.hasNext()) {
                DataSet batch = flow.next();
                assertThat(batch.getLabelsMaskArray()).isNull();
                assertThat(batch.getFeaturesMaskArray()).isNull();
                assertThat(multi.next().getLabelsMaskArrays()).isNull();
            }
        }
        assertThat(epoch(PIPELINE, images(8).labels(THREE, labels(8, 3))).get(0).getLabelsMaskArray())
                .isNull();
    }

    @Test
    void noWeightedBatchHasOneRow() {
        for (int count = 2; count <= 14; count++) {
            ImageSource source = images(count).labels(THREE, labels(count, 3)).weights(weights(count));
            for (int batchSize : new int[] {2, 3, 4, 13}) {
                List<Integer> rows = epoch(PIPELINE.batchSize(batchSize), source).stream()
                        .map(DataSet::numExamples)
                        .toList();
                assertThat(rows.stream().mapToInt(Integer::intValue).sum()).isEqualTo(count);
                assertThat(rows).allMatch(n -> n > 1).allMatch(n -> n <= batchSize + 1);
                assertThat(rows.subList(0, rows.size() - 1)).allMatch(n -> n == batchSize);
            }
        }
        assertThatThrownBy(() -> PIPELINE.batchSize(1)
                        .trainingFlow(images(2).labels(TWO, 0, 1).weights(1, 2)))
                .hasMessageContaining("cannot train on weighted batches of one image: use a larger batchSize");
    }

    @Test
    void weightedFlowsGoOnAnywhereAndAreTheSameForAnyNumberOfThreads() {
        ImageSource source = images(13).labels(THREE, labels(13, 3)).weights(weights(13));
        ImagePipeline pipeline = PIPELINE.classWeights(ClassWeights.balanced(source));
        FlowChecks.resumesAnywhere(() -> pipeline.trainingFlow(source));
        FlowChecks.resumesAnywhere(() -> pipeline.trainingMultiFlow(source));
        FlowChecks.deliverTheSame(
                () -> pipeline.workers(0).trainingFlow(source),
                () -> pipeline.workers(5).prefetch(3).trainingFlow(source));
        assertThatThrownBy(() ->
                        FlowChecks.deliverTheSame(() -> pipeline.trainingFlow(source), () -> PIPELINE.classWeights(
                                        ClassWeights.of(THREE, Map.of()))
                                .trainingFlow(source)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("array 2 is not the same");
    }

    private static MultiLayerNetwork network(int channels, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.02))
                .list();
        for (Layer layer : layers) {
            list = list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(4, 4, channels)).build());
        network.init();
        return network;
    }

    private static Layer convolution(int out) {
        return new ConvolutionLayer.Builder(1, 1)
                .nOut(out)
                .activation(Activation.TANH)
                .build();
    }

    private static MultiLayerNetwork network(LossFunction loss, Activation activation, int outputs) {
        Layer dense = new DenseLayer.Builder()
                .nOut(outputs)
                .activation(Activation.IDENTITY)
                .build();
        return network(
                3,
                convolution(2),
                dense,
                new LossLayer.Builder(loss).activation(activation).build());
    }

    private static MultiLayerNetwork autoencoder(int channels) {
        Layer output = new CnnLossLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .build();
        return network(channels, convolution(channels), output);
    }

    private static INDArray gradient(MultiLayerNetwork network, DataSet batch) {
        network.clearLayerMaskArrays();
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.setLayerMaskArrays(null, batch.getLabelsMaskArray());
        network.computeGradientAndScore();
        return network.gradient().gradient().dup();
    }

    /** Returns how far the gradient of weighted images is from that of so many copies of each, relative to its length. */
    private static double error(MultiLayerNetwork network, ClassMode mode, ImageArrays images, ColorMode color) {
        int[] copies = {1, 3, 0, 2, 4, 1};
        ImagePipeline pipeline =
                PIPELINE.batchSize(6).classMode(mode).colorMode(color).sampler(Sampler.inOrder());
        ImageArrays weighted =
                images.weights(IntStream.of(copies).asDoubleStream().toArray());
        DataSet plain = epoch(pipeline, images).get(0);
        List<DataSet> copied = new ArrayList<>();
        for (int i = 0; i < copies.length; i++) {
            for (int copy = 0; copy < copies[i]; copy++) {
                INDArrayIndex row = NDArrayIndex.interval(i, i + 1);
                copied.add(new DataSet(
                        plain.getFeatures().get(row), plain.getLabels().get(row)));
            }
        }
        INDArray byWeight = gradient(network, epoch(pipeline, weighted).get(0));
        INDArray byCopies = gradient(network, DataSet.merge(copied));
        assertThat(byCopies.norm2Number().doubleValue()).isGreaterThan(0.01);
        return byWeight.distance2(byCopies) / byCopies.norm2Number().doubleValue();
    }

    @Test
    void anImageOfAWeightTrainsLikeSoManyCopiesOfIt() {
        ImageArrays images = images(6);
        ImageArrays three = images.labels(THREE, labels(6, 3));
        ImageArrays two = images.labels(TWO, labels(6, 2));
        INDArray numbers = Nd4j.rand(DataType.FLOAT, 6, 3);
        ImageArrays number = images.values(numbers.getColumn(0));
        List<Target> several = IntStream.range(0, 6)
                .mapToObj(i -> Target.ofClasses(i % 2 == 0 ? List.of(0, 2) : List.of(1)))
                .toList();
        ImageArrays tags = images.targets(THREE, several);
        ColorMode rgb = ColorMode.RGB;
        double[] errors = {
            error(network(LossFunction.MCXENT, Activation.SOFTMAX, 3), ClassMode.CATEGORICAL, three, rgb),
            error(network(LossFunction.SPARSE_MCXENT, Activation.SOFTMAX, 3), ClassMode.SPARSE, three, rgb),
            error(network(LossFunction.XENT, Activation.SIGMOID, 1), ClassMode.BINARY, two, rgb),
            error(network(LossFunction.XENT, Activation.SIGMOID, 3), ClassMode.MULTI_LABEL, tags, rgb),
            error(network(LossFunction.MSE, Activation.IDENTITY, 3), ClassMode.RAW, images.values(numbers), rgb),
            error(network(LossFunction.MSE, Activation.IDENTITY, 1), ClassMode.RAW, number, rgb),
            error(network(LossFunction.MEAN_ABSOLUTE_ERROR, Activation.IDENTITY, 1), ClassMode.RAW, number, rgb),
            error(autoencoder(3), ClassMode.INPUT, images, rgb),
            error(autoencoder(1), ClassMode.INPUT, images, ColorMode.GRAYSCALE)
        };
        assertThat(DoubleStream.of(errors).boxed().toList()).allMatch(error -> error < 1e-4);
    }

    /** If this fails, Deeplearning4j has changed, and the advice to end weighted networks in a LossLayer can go. */
    @Test
    void butAnOutputLayerMultipliesItsPreActivationsByTheWeightToo() {
        MultiLayerNetwork network = network(
                3,
                convolution(2),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build());
        assertThat(error(network, ClassMode.CATEGORICAL, images(6).labels(THREE, labels(6, 3)), ColorMode.RGB))
                .isGreaterThan(0.1);
    }

    @Test
    void weightsOfClassesMayStandInTheLossInstead() {
        ClassWeights weights = ClassWeights.of(THREE, Map.of("bee", 3.0, "cat", 0.0));
        INDArray asArray = Nd4j.create(weights.weights());
        MultiLayerNetwork network = network(
                3,
                convolution(2),
                new OutputLayer.Builder(new LossMCXENT(asArray))
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build());
        MultiLayerNetwork plain = network(
                3,
                convolution(2),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build());
        ImageSource images = images(6).labels(THREE, 0, 1, 2, 0, 1, 2);
        ImageSource copies = images.view(0, 1, 1, 1, 3, 4, 4, 4);
        INDArray byLoss = gradient(network, epoch(PIPELINE.batchSize(6), images).get(0));
        INDArray byCopies = gradient(plain, epoch(PIPELINE.batchSize(8), copies).get(0));
        assertThat(byLoss.distance2(byCopies)).isLessThan(1e-4);
        assertThat(byCopies.norm2Number().doubleValue()).isGreaterThan(0.1);
    }

    @Test
    void everyOutputHasTheMask() {
        ImageSource source = images(4)
                .labels(THREE, labels(4, 3))
                .labels(TWO, labels(4, 2))
                .values(Nd4j.ones(4, 2))
                .weights(0, 1, 4, 9);
        ClassMode mode = ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.BINARY, ClassMode.RAW);
        try (ImageMultiDataSetIterator flow =
                PIPELINE.classMode(mode).sampler(Sampler.inOrder()).trainingMultiFlow(source)) {
            MultiDataSet batch = flow.next();
            assertThat(TestImages.values(batch.getLabelsMaskArray(0))).containsExactly(0, 1, 4, 9);
            assertThat(TestImages.values(batch.getLabelsMaskArray(1))).containsExactly(0, 1, 2, 3); // squared by DL4J
            assertThat(TestImages.values(batch.getLabelsMaskArray(2))).containsExactly(0, 1, 4, 9);
        }
    }

    @Test
    void whatDeeplearningCannotWeightIsRefused() {
        ImageArrays images = images(4).weights(1, 2, 3, 4);
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.INPUT)
                        .dataFormat(DataFormat.NHWC)
                        .trainingFlow(images))
                .hasMessageContaining("cannot weight pictures in NHWC: use NCHW");
        ClassWeights weights = ClassWeights.of(TWO, Map.of("yes", 2.0));
        assertThatThrownBy(() -> PIPELINE.classWeights(weights).trainingFlow(images.labels(THREE, labels(4, 3))))
                .hasMessageContaining("the class weights are for the classes [no, yes] but")
                .hasMessageContaining("has [ant, bee, cat]");
        assertThatThrownBy(() -> PIPELINE.classWeights(weights).trainingFlow(TestImages.samples(4, 2), TWO))
                .hasMessageContaining("generator cannot be weighted by their classes");
        assertThatThrownBy(() -> ClassWeights.of(TWO, Map.of("maybe", 1.0)))
                .hasMessageContaining("\"maybe\" but the classes are [no, yes]");
        assertThatThrownBy(() -> ClassWeights.of(TWO, Map.of("yes", -1.0)))
                .hasMessageContaining("class \"yes\" must be finite and not negative but was -1.0");
        assertThatThrownBy(() -> new ClassWeights(TWO, List.of(1.0))).hasMessage("there are 2 classes but 1 weights");
    }

    @Test
    void balancedWeightsGiveEveryClassTheSameSum() {
        Random random = new Random(3);
        for (int trial = 0; trial < 50; trial++) {
            int count = 1 + random.nextInt(40);
            int[] labels = random.ints(count, 0, 3).toArray();
            ImageSource source = images(count).labels(THREE, labels);
            ClassWeights weights = ClassWeights.balanced(source);
            double[] sums = new double[3];
            IntStream.of(labels).forEach(label -> sums[label] += weights.of(label));
            long used = IntStream.of(labels).distinct().count();
            for (int label : labels) {
                assertThat(sums[label]).isEqualTo((double) count / used, within(1e-9));
            }
            assertThat(DoubleStream.of(sums).sum()).isEqualTo(count, within(1e-9));
        }
        assertThat(ClassWeights.balanced(images(4).labels(THREE, 0, 0, 0, 1)).byName())
                .isEqualTo(Map.of("ant", 4 / 6.0, "bee", 2.0, "cat", 0.0));
    }

    /** Grey images of noise around a brightness: 90 dark ones, 10 somewhat brighter ones. */
    private static ImageArrays imbalanced(long seed) {
        Random random = new Random(seed);
        float[][][][] images = new float[100][4][4][1];
        int[] labels = new int[100];
        for (int i = 0; i < 100; i++) {
            labels[i] = i % 10 == 0 ? 1 : 0;
            float own = (float) (0.4 + 0.15 * labels[i] + 0.1 * random.nextGaussian());
            for (float[][] row : images[i]) {
                for (float[] pixel : row) {
                    pixel[0] = (float) (own + 0.05 * random.nextGaussian());
                }
            }
        }
        return ImageArrays.of(images).labels(TWO, labels);
    }

    private static Evaluation evaluation(ImagePipeline pipeline) {
        MultiLayerNetwork network = network(
                1,
                new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build(),
                new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());
        try (ImageDataSetIterator training = pipeline.trainingFlow(imbalanced(1));
                ImageDataSetIterator test = pipeline.evaluationFlow(imbalanced(2))) {
            network.fit(training, 40);
            return network.evaluate(test);
        }
    }

    @Test
    void aRareClassIsFoundMoreOftenIfItWeighsMore() {
        ImagePipeline pipeline =
                ImagePipeline.targetSize(4, 4).colorMode(ColorMode.GRAYSCALE).batchSize(33);
        Evaluation plain = evaluation(pipeline);
        Evaluation weighted = evaluation(pipeline.classWeights(ClassWeights.balanced(imbalanced(1))));
        assertThat(plain.recall(1)).isLessThan(0.3);
        assertThat(weighted.recall(1)).isGreaterThan(0.6);
        assertThat(weighted.recall(0)).isGreaterThan(0.6);
        assertThat(weighted.getNumRowCounter()).isEqualTo(100); // no weight is in it
    }
}
