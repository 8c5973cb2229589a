package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Whole programs in the modes of Keras, through the generator alone, against Keras's own answers. */
class KerasFlowTest {

    private static ImageArrays arrays(Tensor tensor) {
        int n = tensor.dimension(0);
        long[] shape = tensor.shape().stream().mapToLong(i -> i).toArray();
        return ImageArrays.of(Nd4j.createFromArray(tensor.values()).reshape(shape), DataFormat.NHWC)
                .labels(ClassIndex.numbered(n), IntStream.range(0, n).toArray());
    }

    private static List<Integer> ints(JsonNode array) {
        List<Integer> result = new ArrayList<>();
        for (JsonNode each : array) {
            if (each.isArray()) {
                result.addAll(ints(each));
            } else {
                result.add(each.asInt());
            }
        }
        return result;
    }

    private static List<Integer> labels(List<DataSet> batches) {
        return batches.stream()
                .flatMap(batch -> IntStream.of(batch.getLabels().toIntVector()).boxed())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> ordersAreKeras() {
        ImageArrays ten = arrays(
                GoldenVectors.tensor(GoldenVectors.byId("flow_batches/seed7").get("input")));
        return GoldenVectors.cases("flow_order").stream()
                .map(each -> DynamicTest.dynamicTest(each.get("id").asText(), () -> {
                    for (Traversal traversal : Traversal.values()) {
                        try (KerasIterator flow = ImageDataGenerator.builder()
                                .compatibility(Compatibility.KERAS_3)
                                .build()
                                .flow(ten)
                                .classMode(ClassMode.SPARSE)
                                .batchSize(each.get("batch_size").asInt())
                                .shuffle(each.get("args").get("shuffle").asBoolean())
                                .seed(each.get("args").path("seed").asLong())
                                .traversal(traversal)
                                .build()) {
                            assertThat(flow.length()).isEqualTo(each.get("len").asInt());
                            List<Integer> found = new ArrayList<>();
                            for (int epoch = 0; epoch < 3; epoch++) {
                                found.addAll(labels(TestImages.rest(flow)));
                                flow.reset();
                            }
                            assertThat(found)
                                    .isEqualTo(ints(each.get(
                                            traversal == Traversal.NEXT
                                                    ? "next_batches"
                                                    : "getitem_epochs_with_on_epoch_end")));
                        }
                    }
                }));
    }

    private static FlowFromArrays batches(JsonNode golden) {
        return Goldens.builder(golden.get("config"))
                .compatibility(Compatibility.KERAS_PREPROCESSING_1_1)
                .dataFormat(DataFormat.NHWC)
                .build()
                .flow(arrays(GoldenVectors.tensor(golden.get("input"))))
                .classMode(ClassMode.SPARSE)
                .batchSize(golden.get("batch_size").asInt())
                .seed(golden.get("seed").asLong())
                .traversal(Traversal.NEXT);
    }

    private static void assertBatch(JsonNode golden, int number, DataSet batch) {
        Tensor expected = GoldenVectors.tensor(golden.get("batches").get(number));
        assertThat(labels(List.of(batch))).isEqualTo(ints(golden.get("labels").get(number)));
        assertThat(TestImages.values(batch.getFeatures())).containsExactly(expected.values(), within(1e-4f));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void wholeBatchesAreKerasForAnyNumberOfThreads(int workers) {
        JsonNode golden = GoldenVectors.byId("flow_batches/seed7");
        try (KerasIterator flow = batches(golden).workers(workers).build()) {
            for (int batch = 0; batch < 6; batch++) {
                if (batch == 3) {
                    flow.reset();
                }
                assertBatch(golden, batch, flow.next());
            }
            assertThat(flow.hasNext()).isFalse();
        }
    }

    @Test
    void aProgramGoesOnInMidEpochAndRefusesAnotherBatchSize() {
        JsonNode golden = GoldenVectors.byId("flow_batches/seed7");
        PipelineState state;
        try (KerasIterator flow = batches(golden).build()) {
            assertThat(TestImages.rest(flow)).hasSize(3);
            flow.reset();
            assertBatch(golden, 3, flow.next());
            state = flow.state();
        }
        try (KerasIterator flow = batches(golden).build()) {
            flow.restore(state);
            assertBatch(golden, 4, flow.next());
            assertBatch(golden, 5, flow.next());
        }
        try (KerasIterator flow = batches(golden).batchSize(5).build()) {
            assertThatThrownBy(() -> flow.restore(state))
                    .isInstanceOf(StateMismatchException.class)
                    .hasMessageContaining("batches of 4")
                    .hasMessageContaining("batches of 5");
        }
    }

    private static ImageDataGenerator fitted(JsonNode each, ImageDataGeneratorBuilder builder) {
        ImageDataGenerator generator = builder.compatibility(
                        Goldens.variants(each).get(0))
                .dataFormat(DataFormat.NHWC)
                .build();
        return generator.fit(arrays(GoldenVectors.tensor(each.get("input"))));
    }

    /** By standardize, image by image, and by a flow. */
    private static void assertStandardized(JsonNode each, ImageDataGenerator generator) {
        Tensor input = GoldenVectors.tensor(each.get("input"));
        Tensor expected = GoldenVectors.tensor(each.get("output"));
        float tolerance = (float) each.get("tolerance").asDouble();
        int[] images = StreamSupport.stream(each.get("images").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        DataSet all;
        try (KerasIterator flow = generator
                .flow(arrays(input))
                .batchSize(input.dimension(0))
                .shuffle(false)
                .build()) {
            all = flow.next();
        }
        for (int i = 0; i < images.length; i++) {
            float[] values = expected.at(i).values();
            assertThat(generator.standardize(Goldens.image(input.at(images[i]))).toFloats())
                    .containsExactly(values, within(tolerance));
            assertThat(TestImages.values(all.getFeatures().slice(images[i])))
                    .containsExactly(values, within(tolerance));
        }
    }

    @TestFactory
    Stream<DynamicTest> standardizingIsKeras() {
        return GoldenVectors.cases("standardize").stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.get("id").asText(),
                        () -> assertStandardized(each, fitted(each, Goldens.builder(each.get("config"))))));
    }

    @TestFactory
    Stream<DynamicTest> whiteningIsKeras() {
        return GoldenVectors.cases("zca").stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.get("id").asText(),
                        () -> assertStandardized(
                                each,
                                fitted(
                                        each,
                                        ImageDataGenerator.builder()
                                                .zcaWhitening(true)
                                                .zcaEpsilon(
                                                        each.get("zca_epsilon").asDouble())))));
    }

    @Test
    void whatHasNotBeenFittedIsLeftOutInKerasModesAndRefusedByDefault() {
        ImageArrays ten = arrays(
                GoldenVectors.tensor(GoldenVectors.byId("flow_batches/seed7").get("input")));
        ImageDataGeneratorBuilder builder = ImageDataGenerator.builder().featurewiseCenter(true);
        assertThatThrownBy(() -> builder.build().flow(ten).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the generator that fit(...) returns");
        try (KerasIterator flow = builder.compatibility(Compatibility.KERAS_3)
                        .build()
                        .flow(ten)
                        .shuffle(false)
                        .build();
                KerasIterator plain = ImageDataGenerator.builder()
                        .build()
                        .flow(ten)
                        .shuffle(false)
                        .build()) {
            assertThat(flow.next().getFeatures()).isEqualTo(plain.next().getFeatures());
        }
    }

    @Test
    void seedsThatNumpyDoesNotHaveAreRefusedAtOnce() {
        JsonNode golden = GoldenVectors.byId("flow_batches/seed7");
        assertThatThrownBy(() -> batches(golden).seed(-1))
                .hasMessage(
                        "seed must lie in [0, 2^32 - 1] in the mode KERAS_PREPROCESSING_1_1, as numpy's, but was -1");
    }
}
