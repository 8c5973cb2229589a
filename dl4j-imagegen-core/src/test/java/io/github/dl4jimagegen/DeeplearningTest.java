package io.github.dl4jimagegen;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The iterators in the hands of Deeplearning4j itself. */
class DeeplearningTest {

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(8, 8).rescale(1 / 255.0).batchSize(8);

    private static final OutputSignature SIGNATURE = OutputSignature.of(
            TensorSpec.image(8, 8, 3), TensorSpec.scalar(DataType.INT32).oneHot(3));

    private static MultiLayerNetwork network(LossFunction loss) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(2)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(loss)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork network() {
        return network(LossFunction.MCXENT);
    }

    private static ComputationGraph graph() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(2)
                                .activation(Activation.RELU)
                                .build(),
                        "image")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "conv")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    private static ImageFolder folder(Path root) {
        return ImageFolder.of(TestImages.folder(root, 3, 7));
    }

    private static GeneratorDataSetIterator generator(int examples) {
        Iterable<Example> generator = () -> IntStream.range(0, examples)
                .mapToObj(i -> Example.of(Sample.of(TestImages.image(8, 8, 3, i), i % 3)))
                .iterator();
        return GeneratorDataSetIterator.builder(generator, SIGNATURE)
                .batchSize(8)
                .build();
    }

    private static void trainAndUse(DataSetIterator training, DataSetIterator test, AtomicInteger expectedEpochs) {
        MultiLayerNetwork network = network();
        network.fit(training, 3);
        assertThat(network.getEpochCount()).isEqualTo(3);
        assertThat(network.getIterationCount()).isEqualTo(9);
        expectedEpochs.set(3);
        Evaluation evaluation = network.evaluate(test);
        assertThat(evaluation.getNumRowCounter()).isEqualTo(21);
        test.reset();
        INDArray output = network.output(test);
        assertThat(output.shape()).containsExactly(21, 3);

        ComputationGraph graph = graph();
        graph.fit(training, 3);
        assertThat(graph.getEpochCount()).isEqualTo(3);
        assertThat(graph.getIterationCount()).isEqualTo(9);
        Evaluation ofGraph = graph.evaluate(test);
        assertThat(ofGraph.getNumRowCounter()).isEqualTo(21);
        test.reset();
        assertThat(graph.output(test)).hasSize(1);
    }

    @Test
    void networksTrainAndPredictOnAFolder(@TempDir Path root) {
        assertTimeoutPreemptively(ofSeconds(60), () -> {
            ImageFolder folder = folder(root);
            GeometricAugmentation flip = (shape, random) -> Warp.flipHorizontal(shape);
            try (ImageDataSetIterator training =
                            PIPELINE.augment(Augmentation.sometimes(0.5, flip)).trainingFlow(folder);
                    ImageDataSetIterator test = PIPELINE.evaluationFlow(folder)) {
                trainAndUse(training, test, new AtomicInteger());
                assertThat(training.epoch()).isBetween(5L, 6L);
            }
        });
    }

    @Test
    void networksTrainAndPredictOnAGenerator() {
        assertTimeoutPreemptively(ofSeconds(60), () -> {
            try (GeneratorDataSetIterator training = generator(21);
                    GeneratorDataSetIterator test = generator(21)) {
                trainAndUse(training, test, new AtomicInteger());
                assertThat(training.epoch()).isBetween(5L, 6L);
            }
        });
    }

    @Test
    void everyEpochOfFitIsANewOne(@TempDir Path root) {
        ImageFolder folder = folder(root);
        List<String> seen = new ArrayList<>();
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            training.setPreProcessor(batch -> seen.add(batch.getFeatures().toString()));
            network().fit(training, 3);
        }
        List<String> expected = new ArrayList<>();
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(training.epoch()).isEqualTo(epoch);
                TestImages.rest(training)
                        .forEach(batch -> expected.add(batch.getFeatures().toString()));
                training.reset();
            }
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void sparseLabelsTrainAndACategoricalFlowEvaluates(@TempDir Path root) {
        assertTimeoutPreemptively(ofSeconds(60), () -> {
            ImageFolder folder = folder(root);
            MultiLayerNetwork network = network(LossFunction.SPARSE_MCXENT);
            INDArray before = network.params().dup();
            try (ImageDataSetIterator training =
                            PIPELINE.classMode(ClassMode.SPARSE).trainingFlow(folder);
                    ImageDataSetIterator test = PIPELINE.evaluationFlow(folder)) {
                network.fit(training, 2);
                assertThat(network.getIterationCount()).isEqualTo(6);
                assertThat(network.params()).isNotEqualTo(before);
                assertThat(network.score()).isFinite();
                Evaluation evaluation = network.evaluate(test);
                assertThat(evaluation.getNumRowCounter()).isEqualTo(21);
            }
        });
    }

    @Test
    void aTruncatedImageStopsFitAfterTheBatchesBeforeIt(@TempDir Path root) throws Exception {
        ImageFolder folder = folder(root);
        ImagePipeline single = PIPELINE.batchSize(4);
        List<String> order;
        try (ImageDataSetIterator flow = single.trainingFlow(folder)) {
            order = TestImages.names(TestImages.rest(flow));
        }
        String bad = order.get(13);
        byte[] bytes = Files.readAllBytes(root.resolve(bad));
        Path unused = Files.write(root.resolve(bad), Arrays.copyOf(bytes, bytes.length / 2));
        assertTimeoutPreemptively(ofSeconds(20), () -> {
            MultiLayerNetwork network = network();
            try (ImageDataSetIterator training = single.trainingFlow(folder)) {
                assertThatThrownBy(() -> network.fit(training, 3)).hasMessageContaining(bad);
            }
            assertThat(network.getIterationCount()).isEqualTo(3);
            ComputationGraph graph = graph();
            try (ImageDataSetIterator training = single.trainingFlow(folder)) {
                assertThatThrownBy(() -> graph.fit(training, 3)).hasMessageContaining(bad);
            }
            assertThat(graph.getIterationCount()).isEqualTo(3);
        });
    }

    @Test
    void aFailureCanBeMendedAndTheEpochRepeated(@TempDir Path root) throws Exception {
        ImageFolder folder = folder(root);
        Path file = root.resolve("class0/image000.png");
        byte[] bytes = Files.readAllBytes(file);
        Path truncated = Files.write(file, Arrays.copyOf(bytes, 20));
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder)) {
            assertThatThrownBy(flow::next).hasMessageContaining("class0/image000.png");
            assertThatThrownBy(flow::hasNext).hasMessageContaining("class0/image000.png");
            Path mended = Files.write(truncated, bytes);
            assertThat(mended).exists();
            flow.reset();
            assertThat(flow.epoch()).isZero();
            assertThat(TestImages.rest(flow)).hasSize(3);
        }
    }

    @Test
    void aFailingGeneratorStopsFitAfterTheBatchesBeforeIt() {
        UnsupportedOperationException own = new UnsupportedOperationException("example 17 is mine");
        Iterable<Example> failing = () -> IntStream.range(0, 40)
                .mapToObj(i -> {
                    if (i == 17) {
                        throw own;
                    }
                    return Example.of(Sample.of(TestImages.image(8, 8, 3, i), i % 3));
                })
                .iterator();
        assertTimeoutPreemptively(ofSeconds(20), () -> {
            MultiLayerNetwork network = network();
            try (GeneratorDataSetIterator training = GeneratorDataSetIterator.builder(failing, SIGNATURE)
                    .batchSize(8)
                    .build()) {
                Throwable thrown = catchThrowable(() -> network.fit(training, 3));
                assertThat(thrown).hasMessageContaining("generator example 17").hasRootCause(own);
            }
            assertThat(network.getIterationCount()).isEqualTo(2);
        });
    }

    @Test
    void resetGoesOnOnlyFromABatchThatWasTaken(@TempDir Path root) {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder(root))) {
            List<String> first = TestImages.print(TestImages.rest(flow));
            flow.reset();
            List<String> second = TestImages.print(TestImages.rest(flow));
            assertThat(second).doesNotContainAnyElementsOf(first);
        }
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder(root))) {
            flow.reset();
            assertThat(flow.hasNext()).isTrue();
            flow.reset();
            flow.reset();
            assertThat(flow.epoch()).isZero();
            DataSet taken = flow.next();
            assertThat(taken.numExamples()).isEqualTo(8);
            flow.reset();
            flow.reset();
            assertThat(flow.epoch()).isEqualTo(1);
            assertThat(TestImages.rest(flow)).hasSize(3);
            assertThatThrownBy(flow::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void nextOfAnyNumberYieldsTheSameExamples(@TempDir Path root) {
        ImageFolder folder = folder(root);
        List<DataSet> expected;
        try (ImageDataSetIterator flow = PIPELINE.batchSize(1).trainingFlow(folder)) {
            expected = TestImages.rest(flow);
        }
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder)) {
            int at = 0;
            for (int n : new int[] {3, 8, 1, 100}) {
                DataSet batch = flow.next(n);
                int rows = Math.min(n, 21 - at);
                assertThat(batch.numExamples()).isEqualTo(rows);
                assertThat(batch.getExampleMetaData()).hasSize(rows);
                for (int row = 0; row < rows; row++) {
                    DataSet one = expected.get(at + row);
                    assertThat(batch.getExampleMetaData().get(row))
                            .isEqualTo(one.getExampleMetaData().get(0));
                    assertThat(TestImages.values(batch.getFeatures().slice(row)))
                            .isEqualTo(TestImages.values(one.getFeatures()));
                    assertThat(TestImages.values(batch.getLabels().slice(row)))
                            .isEqualTo(TestImages.values(one.getLabels()));
                }
                at += rows;
            }
            assertThat(flow.hasNext()).isFalse();
            flow.reset();
            DataSet part = flow.next(3);
            assertThat(part.numExamples()).isEqualTo(3);
            assertThat(flow.next().numExamples()).isEqualTo(5);
            assertThat(flow.next().numExamples()).isEqualTo(8);
        }
    }

    @Test
    void deeplearningsOwnPrefetcherDeliversEverything(@TempDir Path root) {
        ImageFolder folder = folder(root);
        List<String> expected;
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder)) {
            expected = TestImages.print(TestImages.rest(flow));
            assertThat(flow.asyncSupported()).isFalse();
            assertThat(flow.resetSupported()).isTrue();
        }
        assertTimeoutPreemptively(ofSeconds(20), () -> {
            try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder)) {
                AsyncDataSetIterator async = new AsyncDataSetIterator(flow, 2);
                assertThat(TestImages.print(TestImages.rest(async))).isEqualTo(expected);
                async.reset();
                assertThat(TestImages.print(TestImages.rest(async))).isEqualTo(expected);
                async.shutdown();
            }
        });
    }

    private static Object copy(Object original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void aSerialisedFlowGoesOnWhereItStood(@TempDir Path root) throws Exception {
        GeometricAugmentation turn = (shape, random) -> Warp.rotation(shape, random.nextDouble(-20, 20));
        ImagePipeline pipeline = PIPELINE.batchSize(3).augment(turn);
        try (ImageDataSetIterator flow =
                pipeline.trainingFlow(folder(root).split(0.3).training())) {
            assertThat(TestImages.rest(flow)).hasSize(5);
            flow.reset();
            assertThat(flow.next().numExamples()).isEqualTo(3);
            assertThat(flow.next().numExamples()).isEqualTo(3);
            try (ImageDataSetIterator copy = (ImageDataSetIterator) copy(flow)) {
                assertThat(copy.epoch()).isEqualTo(1);
                assertThat(TestImages.print(TestImages.rest(copy))).isEqualTo(TestImages.print(TestImages.rest(flow)));
                copy.reset();
                flow.reset();
                assertThat(TestImages.print(TestImages.rest(copy))).isEqualTo(TestImages.print(TestImages.rest(flow)));
            }
        }
        try (GeneratorDataSetIterator flow = generator(3)) {
            assertThatThrownBy(() -> copy(flow)).isInstanceOf(NotSerializableException.class);
        }
    }

    @Test
    void thePreProcessorSeesEveryBatchOnce(@TempDir Path root) {
        AtomicInteger calls = new AtomicInteger();
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder(root));
                GeneratorDataSetIterator generator = generator(21)) {
            for (DataSetIterator each : List.of(flow, generator)) {
                calls.set(0);
                each.setPreProcessor(batch -> calls.addAndGet(1));
                assertThat(each.getPreProcessor()).isNotNull();
                assertThat(each.next(5).numExamples()).isEqualTo(5);
                assertThat(calls).hasValue(1);
                assertThat(TestImages.rest(each)).hasSize(3);
                assertThat(calls).hasValue(4);
                each.setPreProcessor(null);
                each.reset();
                assertThat(each.next().numExamples()).isEqualTo(8);
                assertThat(calls).hasValue(4);
            }
        }
    }

    @Test
    void batchesAreWhatDeeplearningExpects(@TempDir Path root) {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder(root));
                GeneratorDataSetIterator generator = generator(21)) {
            for (DataSetIterator each : List.of(flow, generator)) {
                assertThat(each.batch()).isEqualTo(8);
                assertThat(each.inputColumns()).isEqualTo(192);
                assertThat(each.totalOutcomes()).isEqualTo(3);
                List<DataSet> batches = TestImages.rest(each);
                assertThat(batches).extracting(DataSet::numExamples).containsExactly(8, 8, 5);
                for (DataSet batch : batches) {
                    assertThat(batch.getFeatures().shape()).containsExactly(batch.numExamples(), 3, 8, 8);
                    assertThat(batch.getLabels().shape()).containsExactly(batch.numExamples(), 3);
                    assertThat(batch.hasMaskArrays()).isFalse();
                    for (INDArray array : List.of(batch.getFeatures(), batch.getLabels())) {
                        assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
                        assertThat(array.ordering()).isEqualTo('c');
                        assertThat(array.offset()).isZero();
                        assertThat(array.isAttached()).isFalse();
                        assertThat(array.isView()).isFalse();
                    }
                }
            }
            assertThat(flow.getLabels()).containsExactly("class0", "class1", "class2");
            assertThat(generator.getLabels()).isNull();
            flow.reset();
            assertThat(flow.next().getExampleMetaData().get(1)).isEqualTo("class0/image001.jpg");
        }
    }

    @Test
    void labelsFollowTheClassMode(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 2));
        try (ImageDataSetIterator categorical = PIPELINE.evaluationFlow(folder);
                ImageDataSetIterator sparse =
                        PIPELINE.classMode(ClassMode.SPARSE).evaluationFlow(folder);
                ImageDataSetIterator binary =
                        PIPELINE.classMode(ClassMode.BINARY).evaluationFlow(folder);
                ImageDataSetIterator none = PIPELINE.classMode(ClassMode.NONE).evaluationFlow(folder)) {
            assertThat(TestImages.values(categorical.next().getLabels())).containsExactly(1, 0, 1, 0, 0, 1, 0, 1);
            assertThat(TestImages.values(sparse.next().getLabels())).containsExactly(0, 0, 1, 1);
            INDArray labels = binary.next().getLabels();
            assertThat(labels.shape()).containsExactly(4, 1);
            assertThat(TestImages.values(labels)).containsExactly(0, 0, 1, 1);
            assertThat(none.next().getLabels()).isNull();
            assertThat(none.totalOutcomes()).isZero();
            assertThat(sparse.totalOutcomes()).isEqualTo(1);
        }
    }

    @Test
    void closeEndsTheThreads(@TempDir Path root) throws Exception {
        ImageDataSetIterator flow = PIPELINE.workers(3).prefetch(2).trainingFlow(folder(root));
        assertThat(flow.next().numExamples()).isEqualTo(8);
        DataSet kept = flow.next();
        float[] values = TestImages.values(kept.getFeatures());
        flow.close();
        flow.close();
        assertThatThrownBy(flow::next).hasMessage("the iterator is closed");
        assertThat(TestImages.values(kept.getFeatures())).isEqualTo(values);
        long deadline = System.nanoTime() + ofSeconds(3).toNanos();
        while (workers() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(workers()).isZero();
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("imagegen-worker-"))
                .count();
    }
}
