package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What tf.data yields. */
class GoldenTableTest {

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

    @Test
    void isTheSame() throws IOException {
        JsonNode table;
        try (InputStream in = GoldenTableTest.class.getResourceAsStream("/combinators.json")) {
            table = new ObjectMapper().readTree(in);
        }
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
        int compared = 0;
        for (Iterator<String> names = table.fieldNames(); names.hasNext(); compared++) {
            String name = names.next();
            JsonNode expected = table.get(name);
            assertThat(ours.get(name))
                    .as(name)
                    .isEqualTo(read(expected.isObject() ? expected.get("result") : expected));
        }
        assertThat(compared).isEqualTo(ours.size());
    }
}
