package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.NumpyRandom;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageFolder;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/** The order of Keras's iterators, and what each image of a batch gets. */
class KerasOrderTest {

    private record Indices(int size) implements EpochPlan.SampleIndices {
        @Override
        public int sourceIndex(int index) {
            return index;
        }

        @Override
        public int label(int index) {
            return 0;
        }
    }

    private static ImageDataGeneratorBuilder keras() {
        return ImageDataGenerator.builder().compatibility(Compatibility.KERAS_3);
    }

    private static List<Integer> indices(EpochPlan plan) {
        return IntStream.range(0, plan.size())
                .map(i -> plan.at(i).index())
                .boxed()
                .toList();
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

    @Test
    void theOrderIsKerasForBothWaysToGoThroughAnIterator() {
        for (JsonNode each : GoldenVectors.cases("flow_order")) {
            int size = each.get("n").asInt();
            long seed = each.get("args").path("seed").asLong();
            boolean shuffle = each.get("args").get("shuffle").asBoolean();
            List<Integer> byNext = new ArrayList<>();
            for (int epoch = 0; epoch < 3; epoch++) {
                Sampler next = keras().build().order(each.get("batch_size").asInt(), shuffle, Traversal.NEXT, 0);
                byNext.addAll(indices(next.plan(new Indices(size), seed, epoch)));
                Sampler byIndex = keras().build().order(each.get("batch_size").asInt(), shuffle, Traversal.BY_INDEX, 0);
                assertThat(indices(byIndex.plan(new Indices(size), seed, epoch)))
                        .as("%s, epoch %s", each.get("id"), epoch)
                        .isEqualTo(ints(
                                each.get("getitem_epochs_with_on_epoch_end").get(epoch)));
            }
            assertThat(byNext).as(each.get("id").asText()).isEqualTo(ints(each.get("next_batches")));
        }
    }

    @Test
    void subsetsAreKeras() {
        JsonNode sizes = GoldenVectors.byId("flow_split").get("sizes");
        sizes.fieldNames().forEachRemaining(split -> {
            double share = Double.parseDouble(split);
            int validation = sizes.get(split).get("validation").asInt();
            assertThat(Subset.VALIDATION.rows(10, share).toArray())
                    .isEqualTo(IntStream.range(0, validation).toArray());
            assertThat(Subset.TRAINING.rows(10, share).toArray())
                    .isEqualTo(IntStream.range(validation, 10).toArray())
                    .hasSize(sizes.get(split).get("training").asInt());
        });
        assertThat(Subset.VALIDATION.rows(100, 0.29)).hasSize(28);
    }

    /** One class for each of the ten images of the golden case, so that labels tell which image it is. */
    private static ImageFolder tenImages(Path folder) {
        Tensor images =
                GoldenVectors.tensor(GoldenVectors.byId("flow_batches/seed7").get("input"));
        for (int i = 0; i < 10; i++) {
            BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setPixels(0, 0, 6, 6, images.at(i).values());
            Path unused = TestImages.write(folder.resolve(i + "/image.png"), TestImages.encoded("png", image));
        }
        return ImageFolder.of(folder);
    }

    private static ImagePipeline pipeline(JsonNode golden, ImageDataGenerator generator) {
        int batchSize = golden.get("batch_size").asInt();
        return ImagePipeline.targetSize(6, 6)
                .colorMode(ColorMode.GRAYSCALE)
                .dataFormat(DataFormat.NHWC)
                .classMode(ClassMode.SPARSE)
                .rescale(golden.get("config").get("rescale").asDouble())
                .batchSize(batchSize)
                .seed(golden.get("seed").asLong())
                .augment(generator.randomTransform())
                .sampler(generator.order(batchSize, true, Traversal.NEXT, 0));
    }

    private static ImageDataGenerator generator(JsonNode golden) {
        return Goldens.builder(golden.get("config"))
                .compatibility(Compatibility.KERAS_PREPROCESSING_1_1)
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void wholeBatchesAreKerasForAnyNumberOfThreads(int workers, @TempDir Path folder) {
        JsonNode golden = GoldenVectors.byId("flow_batches/seed7");
        try (ImageDataSetIterator flow =
                pipeline(golden, generator(golden)).workers(workers).trainingFlow(tenImages(folder))) {
            for (int batch = 0; batch < 6; batch++) {
                if (batch == 3) {
                    flow.reset();
                }
                assertBatch(golden, batch, flow.next());
            }
            assertThat(flow.hasNext()).isFalse();
        }
    }

    private static void assertBatch(JsonNode golden, int batch, DataSet data) {
        Tensor expected = GoldenVectors.tensor(golden.get("batches").get(batch));
        assertThat(data.getLabels().toIntVector())
                .isEqualTo(StreamSupport.stream(golden.get("labels").get(batch).spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .toArray());
        assertThat(data.getFeatures().shape())
                .isEqualTo(expected.shape().stream().mapToLong(i -> i).toArray());
        assertThat(data.getFeatures().data().asFloat()).containsExactly(expected.values(), within(1e-4f));
    }

    @Test
    void aFlowGoesOnInMidEpochWithKerasBatchesAndNoOtherBatchSize(@TempDir Path folder) {
        JsonNode golden = GoldenVectors.byId("flow_batches/seed7");
        ImagePipeline pipeline = pipeline(golden, generator(golden));
        ImageFolder images = tenImages(folder);
        PipelineState state;
        try (ImageDataSetIterator flow = pipeline.trainingFlow(images)) {
            for (int batch = 0; batch < 4; batch++) {
                if (batch == 3) {
                    flow.reset();
                }
                DataSet unused = flow.next();
            }
            state = flow.state();
        }
        try (ImageDataSetIterator flow = pipeline.trainingFlow(images)) {
            flow.restore(state);
            assertBatch(golden, 4, flow.next());
            assertBatch(golden, 5, flow.next());
        }
        ImagePipeline other = pipeline.batchSize(5).sampler(generator(golden).order(5, true, Traversal.NEXT, 0));
        try (ImageDataSetIterator flow = other.trainingFlow(images)) {
            assertThatThrownBy(() -> flow.restore(state))
                    .isInstanceOf(StateMismatchException.class)
                    .hasMessageContaining("batches of 4")
                    .hasMessageContaining("batches of 5");
        }
    }

    /** An image that is augmented, and the next of numpy's words that it would be given. */
    private record Turn(int index, int word) {}

    /** Goes through all epochs from the start with one generator, as Keras does. */
    private static List<Turn> oneAfterTheOther(KerasOrder order, int size, long seed, int epochs) {
        List<Turn> turns = new ArrayList<>();
        NumpyRandom numpy = new NumpyRandom(seed);
        int batches = 0;
        int[] indices = new int[0];
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int start = 0; start < size; start += order.batchSize()) {
                numpy = new NumpyRandom(seed + batches);
                if (order.traversal() == Traversal.NEXT ? start == 0 : batches == 0) {
                    indices = drawn(order, size, numpy);
                }
                batches++;
                for (int i = start; i < Math.min(start + order.batchSize(), size); i++) {
                    turns.add(new Turn(indices[i], numpy.copy().nextInt()));
                    TransformParameters unused =
                            order.ranges().draw(new ImageShape(3, 4, 3), Compatibility.KERAS_3, numpy);
                }
            }
            if (order.traversal() == Traversal.BY_INDEX) {
                indices = drawn(order, size, numpy);
            }
        }
        return turns;
    }

    private static int[] drawn(KerasOrder order, int size, NumpyRandom numpy) {
        return order.shuffle()
                ? numpy.permutation(size)
                : IntStream.range(0, size).toArray();
    }

    @Property(tries = 200)
    void anyPlaceOfAnyEpochIsWhatGoingThroughFromTheStartArrivesAt(
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @IntRange(min = 1, max = 25) int batchSize,
            @ForAll @LongRange(max = 4_000_000_000L) long seed,
            @ForAll boolean shuffle,
            @ForAll Traversal traversal) {
        ShiftRange threeWords = ShiftRange.oneOf(-2, 1, 3); // takes as many words as it needs
        TransformRanges ranges = new TransformRanges(
                10, threeWords, threeWords, 0, new TransformRanges.Interval(1, 1), true, false, 0, null);
        KerasOrder order = new KerasOrder(batchSize, shuffle, traversal, ranges, Compatibility.KERAS_3, 0);
        List<Turn> expected = oneAfterTheOther(order, size, seed, 4);
        List<Turn> turns = new ArrayList<>();
        for (int epoch = 3; epoch >= 0; epoch--) {
            EpochPlan plan = order.plan(new Indices(size), seed, epoch);
            for (int position = size - 1; position >= 0; position--) {
                PlannedSample planned = plan.at(position);
                turns.add(0, new Turn(planned.index(), planned.random().nextInt()));
            }
        }
        assertThat(turns).isEqualTo(expected);
    }

    @Test
    void aReplacementGetsTheNumbersOfTheImageThatCouldNotBeRead() {
        EpochPlan plan = keras().rotationRange(20)
                .build()
                .order(4, true, Traversal.BY_INDEX, 0)
                .plan(new Indices(10), 7, 2);
        Set<Integer> replacements = new HashSet<>();
        for (int attempt = 0; attempt < 200; attempt++) {
            PlannedSample replacement = plan.replacement(6, attempt);
            replacements.add(replacement.index());
            assertThat(replacement.random().nextInt())
                    .isEqualTo(plan.at(6).random().nextInt());
            assertThat(plan.replacement(6, attempt).index()).isEqualTo(replacement.index());
        }
        assertThat(replacements).hasSize(10);
    }

    @Test
    void theOrderOfTheNextEpochDependsOnWhatTheLastBatchDrew() {
        Indices ten = new Indices(10);
        Sampler plain = keras().build().order(4, true, Traversal.BY_INDEX, 0);
        Sampler turning = keras().rotationRange(20).build().order(4, true, Traversal.BY_INDEX, 0);
        assertThat(indices(turning.plan(ten, 7, 0))).isEqualTo(indices(plain.plan(ten, 7, 0)));
        assertThat(indices(turning.plan(ten, 7, 1))).isNotEqualTo(indices(plain.plan(ten, 7, 1)));
    }

    @Test
    void seedsAreNumpys() {
        assertThatThrownBy(() ->
                        keras().build().order(4, true, Traversal.BY_INDEX, 0).plan(new Indices(10), -1, 0))
                .hasMessageContaining("a seed of numpy's must lie in [0, 2^32 - 1] but was -1");
        assertThatThrownBy(() -> keras().build().order(0, true, Traversal.BY_INDEX, 0))
                .hasMessage("batchSize must be positive but was 0");
    }

    @Test
    void thereIsNothingInAnEpochOfNothing() {
        for (Traversal traversal : Traversal.values()) {
            assertThat(keras().build()
                            .order(4, true, traversal, 0)
                            .plan(new Indices(0), 7, 1)
                            .size())
                    .isZero();
        }
    }
}
