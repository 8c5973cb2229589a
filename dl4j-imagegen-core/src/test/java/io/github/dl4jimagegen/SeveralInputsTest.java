package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.SignatureMismatchException;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.generator.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Examples with names, and networks with more than one input or output. */
@ExtendWith(NoThreadsLeft.class)
class SeveralInputsTest {

    private static final OutputSignature SIGNATURE = OutputSignature.builder()
            .input("image", TensorSpec.image(8, 8, 1))
            .input("weather", TensorSpec.of(DataType.FLOAT, 2))
            .output("class", TensorSpec.scalar(DataType.INT32).oneHot(2))
            .output("brightness", TensorSpec.scalar(DataType.FLOAT))
            .build();

    /** The class is in the image only, the brightness in the weather only: both inputs must have arrived. */
    private static Example example(int i) {
        INDArray image = Nd4j.zeros(8, 8, 1);
        for (int column = 0; column < 8; column++) {
            image.putScalar(new int[] {i % 2 == 0 ? 1 : 6, column, 0}, 1);
        }
        float brightness = (i % 10) / 10f;
        return new Example(
                Map.of("weather", Nd4j.createFromArray(brightness, 1f), "image", image),
                Map.of("brightness", Nd4j.scalar(brightness), "class", Nd4j.scalar(DataType.INT32, i % 2)));
    }

    private static GeneratorDataSetIterator.Builder generator() {
        Examples<Example> examples =
                Examples.fromStream(() -> IntStream.range(0, 60).mapToObj(SeveralInputsTest::example));
        return GeneratorDataSetIterator.builder(examples, SIGNATURE).batchSize(8);
    }

    private static ComputationGraph graph() {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.02))
                .graphBuilder()
                .addInputs("image", "weather")
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .build(),
                        "image")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(8)
                                .activation(Activation.RELU)
                                .build(),
                        "convolution")
                .addVertex("merged", new MergeVertex(), "dense", "weather")
                .addLayer(
                        "class",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "merged")
                .addLayer(
                        "brightness",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "merged")
                .setOutputs("class", "brightness")
                .setInputTypes(InputType.convolutional(8, 8, 1), InputType.feedForward(2))
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    @Test
    void aGraphOfTwoInputsAndTwoOutputsLearns() {
        ComputationGraph graph = graph();
        try (GeneratorMultiDataSetIterator training = generator().buildMulti()) {
            graph.fit(training, 25);
            assertThat(training.epoch()).isEqualTo(24);
            assertThat(graph.getIterationCount()).isEqualTo(25 * 8);
            training.reset();
            while (training.hasNext()) {
                MultiDataSet batch = training.next();
                INDArray[] outputs = graph.output(batch.getFeatures());
                assertThat(outputs[0].argMax(1)).isEqualTo(batch.getLabels(0).argMax(1));
                assertThat(outputs[1].sub(batch.getLabels(1)).norm2Number().doubleValue())
                        .isLessThan(0.5);
            }
        }
    }

    @Test
    void arraysStandInTheOrderOfTheSignature() {
        try (GeneratorMultiDataSetIterator flow = generator().buildMulti()) {
            MultiDataSet batch = flow.next();
            assertThat(batch.getFeatures(0).shape()).containsExactly(8, 1, 8, 8);
            assertThat(batch.getFeatures(1).shape()).containsExactly(8, 2);
            assertThat(batch.getLabels(0).shape()).containsExactly(8, 2);
            assertThat(batch.getLabels(1).shape()).containsExactly(8, 1);
            assertThat(batch.getFeatures(1).getFloat(3, 0)).isEqualTo(0.3f);
            assertThat(batch.getFeatures(0).getFloat(1, 0, 6, 0)).isEqualTo(1);
            assertThat(flow.next(11).getFeatures(0).size(0)).isEqualTo(11);
            assertThat(flow.next().getFeatures(0).size(0)).isEqualTo(5);
        }
    }

    @Test
    void itDoesWhatDeeplearningExpectsOfAnIterator() throws Exception {
        AtomicInteger preProcessed = new AtomicInteger();
        MultiDataSetPreProcessor count =
                batch -> preProcessed.addAndGet(batch.getFeatures(0).size(0) > 0 ? 1 : 0);
        GeneratorMultiDataSetIterator flow =
                generator().batchMemory(BatchMemory.recycled(1)).buildMulti();
        flow.setPreProcessor(count);
        assertThat(flow.getPreProcessor()).isSameAs(count);
        assertThat(flow.asyncSupported()).isFalse();
        assertThat(flow.resetSupported()).isTrue();
        flow.reset();
        List<Long> rows = new ArrayList<>();
        while (flow.hasNext()) {
            rows.add(flow.next().getFeatures(0).size(0));
        }
        assertThat(rows).containsExactly(8L, 8L, 8L, 8L, 8L, 8L, 8L, 4L);
        assertThat(preProcessed).hasValue(8);
        assertThat(flow.report().examples()).isEqualTo(60);
        flow.reset();
        assertThat(flow.epoch()).isEqualTo(1);
        flow.close();
        assertThatThrownBy(flow::next).hasMessageContaining("closed");
    }

    @Test
    void aDataSetHasOneInputAndOneOutput() {
        assertThatThrownBy(() -> generator().build())
                .hasMessageContaining("[image, weather]")
                .hasMessageContaining("use buildMulti()");
    }

    @Test
    void namesThatDoNotMatchAreNamed() {
        Example lacking =
                new Example(Map.of("image", Nd4j.zeros(8, 8, 1)), example(0).outputs());
        try (var flow = GeneratorDataSetIterator.builder(List.of(example(0), lacking), SIGNATURE)
                .buildMulti()) {
            assertThatThrownBy(flow::next)
                    .isInstanceOf(SignatureMismatchException.class)
                    .hasMessageContaining("example 1 has the inputs [image] but the signature says [image, weather]");
        }
        assertThatThrownBy(() -> OutputSignature.builder()
                        .input("a", TensorSpec.scalar(DataType.FLOAT))
                        .input("a", TensorSpec.scalar(DataType.FLOAT)))
                .hasMessageContaining("\"a\" is there already");
        assertThatThrownBy(() -> OutputSignature.builder().build()).hasMessageContaining("at least one input");
        assertThatThrownBy(() -> example(0).features()).hasMessageContaining("not one input but");
    }

    private static Example words(int length) {
        return Example.of(Nd4j.valueArrayOf(new long[] {length, 2}, (float) length), 0);
    }

    private static INDArray batch(TensorSpec spec, int... lengths) {
        List<Example> examples =
                IntStream.of(lengths).mapToObj(SeveralInputsTest::words).toList();
        try (var flow = GeneratorDataSetIterator.builder(
                        examples, OutputSignature.of(spec, TensorSpec.scalar(DataType.INT32)))
                .build()) {
            return flow.next().getFeatures();
        }
    }

    @Test
    void dimensionsThatAreNotFixedArePadded() {
        TensorSpec open = TensorSpec.of(DataType.FLOAT, TensorSpec.NONE, 2);
        assertThat(batch(open, 3, 3).shape()).containsExactly(2, 3, 2);
        INDArray longest = batch(open.padTo(TensorSpec.NONE, 2), 1, 3, 2);
        assertThat(longest.shape()).containsExactly(3, 3, 2);
        assertThat(TestImages.values(longest)).containsExactly(1, 1, 0, 0, 0, 0, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 0, 0);
        INDArray fixed = batch(open.padTo(-1, new long[] {4, 2}), 1, 3);
        assertThat(TestImages.values(fixed)).containsExactly(1, 1, -1, -1, -1, -1, -1, -1, 3, 3, 3, 3, 3, 3, -1, -1);
        assertThatThrownBy(() -> batch(open, 1, 3))
                .hasMessageContaining("example 1: features are FLOAT [3, 2] but example 0 of the same batch has")
                .hasMessageContaining("padTo");
        assertThatThrownBy(() -> batch(open.padTo(2, 2), 1, 3)).hasMessageContaining("padded to [2, 2]");
        assertThatThrownBy(() -> open.padTo(4, 3)).hasMessageContaining("cannot pad [-1, 2] to [4, 3]");
        assertThatThrownBy(() -> TensorSpec.of(DataType.FLOAT, -2)).hasMessageContaining("positive or NONE");
    }

    @Test
    void imagesOfDifferentSizesArePadded() {
        List<Example> examples = List.of(
                Example.of(Nd4j.ones(2, 3, 3), 0), Example.of(Nd4j.ones(4, 1, 3).mul(2), 0));
        TensorSpec spec =
                TensorSpec.image(TensorSpec.NONE, TensorSpec.NONE, 3).padTo(TensorSpec.NONE, TensorSpec.NONE, 3);
        for (DataFormat format : DataFormat.values()) {
            try (var flow = GeneratorDataSetIterator.builder(
                            examples, OutputSignature.of(spec, TensorSpec.scalar(DataType.INT32)))
                    .dataFormat(format)
                    .build()) {
                INDArray features = flow.next().getFeatures();
                INDArray nchw = format == DataFormat.NCHW ? features : features.permute(0, 3, 1, 2);
                assertThat(nchw.shape()).containsExactly(2, 3, 4, 3);
                assertThat(nchw.getFloat(0, 2, 1, 2)).isEqualTo(1);
                assertThat(nchw.getFloat(0, 2, 2, 2)).isZero();
                assertThat(nchw.getFloat(1, 0, 3, 0)).isEqualTo(2);
                assertThat(nchw.getFloat(1, 0, 3, 1)).isZero();
            }
        }
    }
}
