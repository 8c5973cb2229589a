package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.golden.GoldenVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What tf.data yields. */
class GoldenTableTest {

    private static final TensorSpec LABEL = TensorSpec.scalar(DataType.INT32);

    private static Examples<Object> range(long from, long to) {
        return Examples.indexed(to - from, i -> from + i);
    }

    private static List<Object> list(Examples<?> examples) {
        List<Object> list = new ArrayList<>();
        try (Examples.Pass<?> pass = examples.open(0)) {
            pass.forEachRemaining(list::add);
        }
        return list;
    }

    private static List<Object> read(JsonNode array) {
        List<Object> list = new ArrayList<>();
        array.forEach(node -> list.add(node.isArray() ? read(node) : (Object) node.asLong()));
        return list;
    }

    private static Examples<List<Object>> lists(JsonNode entry) {
        List<List<Object>> lists = new ArrayList<>();
        entry.get("lists").forEach(node -> lists.add(read(node)));
        return Examples.from(lists);
    }

    private static GeneratorDataSetIterator.Builder numbers(long size) {
        return GeneratorDataSetIterator.builder(
                Examples.indexed(size, i -> Example.of(Nd4j.createFromArray((float) i), 0)),
                OutputSignature.of(TensorSpec.of(DataType.FLOAT, 1), LABEL));
    }

    /** Numbers 1 to size, each as many times as it says. */
    private static GeneratorDataSetIterator.Builder sequences(long size) {
        return GeneratorDataSetIterator.builder(
                Examples.indexed(size, i -> Example.of(Nd4j.valueArrayOf(new long[] {i + 1}, i + 1f), 0)),
                OutputSignature.of(
                        TensorSpec.of(DataType.FLOAT, TensorSpec.NONE).padTo(TensorSpec.NONE), LABEL));
    }

    /** The features of all batches, example by example. */
    private static List<List<List<Object>>> rows(GeneratorDataSetIterator.Builder generator) {
        List<List<List<Object>>> batches = new ArrayList<>();
        try (GeneratorDataSetIterator iterator = generator.build()) {
            while (iterator.hasNext()) {
                batches.add(Arrays.stream(iterator.next().getFeatures().toFloatMatrix())
                        .map(GoldenTableTest::longs)
                        .toList());
            }
        }
        return batches;
    }

    private static List<Object> longs(float[] values) {
        List<Object> longs = new ArrayList<>();
        for (float value : values) {
            longs.add((long) value);
        }
        return longs;
    }

    private static List<Object> batches(GeneratorDataSetIterator.Builder generator) {
        List<Object> batches = new ArrayList<>();
        rows(generator)
                .forEach(batch ->
                        batches.add(batch.stream().flatMap(List<Object>::stream).toList()));
        return batches;
    }

    @Test
    void isTheSame() {
        JsonNode table = GoldenVectors.byId("combinators").get("table");
        Map<String, List<Object>> ours = new HashMap<>();
        ours.put(
                "shard_3_of_range10",
                LongStream.range(0, 3)
                        .mapToObj(i -> (Object) list(range(0, 10).shard(3, i)))
                        .toList());
        ours.put("take_3_of_range10", list(range(0, 10).take(3)));
        ours.put("take_minus1_of_range3", list(range(0, 3).take(-1)));
        ours.put("skip_7_of_range10", list(range(0, 10).skip(7)));
        ours.put("skip_minus1_of_range3", list(range(0, 3).skip(-1)));
        ours.put("skip_20_of_range3", list(range(0, 3).skip(20)));
        ours.put("repeat_3_of_123", list(range(1, 4).repeat(3)));
        ours.put("zip_range1_4_with_range13_15", list(range(1, 4).zip(range(13, 15), List::of)));
        ours.put("concatenate_1_4_with_4_8", list(range(1, 4).concatenate(range(4, 8))));
        ours.put("enumerate_start5_of_123", list(range(1, 4).enumerate(5).map(n -> List.of(n.number(), n.example()))));
        ours.put(
                "interleave_1to5_each6_cycle2_block4",
                list(range(1, 6).interleave(i -> Examples.indexed(6, j -> i), 2, 4)));
        ours.put(
                "interleave_3lists_cycle2_block1",
                list(lists(table.get("interleave_3lists_cycle2_block1")).interleave(Examples::from, 2, 1)));
        ours.put(
                "flat_map_is_interleave_cycle1",
                list(lists(table.get("flat_map_is_interleave_cycle1")).flatMap(Examples::from)));
        ours.put("batch_3_of_range8", batches(numbers(8).batchSize(3)));
        ours.put(
                "batch_3_of_range8_drop_remainder",
                batches(numbers(8).batchSize(3).dropRemainder(true)));
        ours.put(
                "padded_batch_2_of_[1],[2,2],[3,3,3],[4,4,4,4]",
                List.copyOf(rows(sequences(4).batchSize(2))));
        ours.forEach((name, list) -> {
            JsonNode expected = table.get(name);
            assertThat(expected).as(name).isNotNull();
            assertThat(list).as(name).isEqualTo(read(expected.isObject() ? expected.get("result") : expected));
        });
        assertThat(Examples.INFINITE)
                .isEqualTo(table.at("/cardinality/infinite").asLong());
        assertThat(Examples.UNKNOWN).isEqualTo(table.at("/cardinality/unknown").asLong());
        List<String> names = new ArrayList<>();
        table.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .as("windows are for sequences, and the rule of shuffle is in words")
                .filteredOn(name -> !name.startsWith("window_") && !name.equals("shuffle_rule"))
                .filteredOn(name -> !name.equals("cardinality"))
                .containsExactlyInAnyOrderElementsOf(ours.keySet());
    }
}
