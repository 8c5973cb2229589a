package io.github.dl4jimagegen.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.golden.GoldenVectors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class NumpyRandomTest {

    private static List<Object> draws(int count, Supplier<Object> draw) {
        return Stream.generate(draw).limit(count).toList();
    }

    private static List<Object> expected(JsonNode draws, String name) {
        return StreamSupport.stream(draws.get(name).spliterator(), false)
                .map(value -> value.isInt() ? (Object) value.asInt() : value.asDouble())
                .toList();
    }

    private static List<Object> boxed(int[] values) {
        return Arrays.stream(values).<Object>mapToObj(i -> i).toList();
    }

    @Test
    void itDrawsWhatNumpyDraws() {
        for (JsonNode each : GoldenVectors.cases("rng")) {
            NumpyRandom random = new NumpyRandom(each.get("seed").asLong());
            JsonNode draws = each.get("draws_in_this_order");
            assertThat(draws(4, random::nextDouble)).isEqualTo(expected(draws, "random_sample"));
            assertThat(draws(3, () -> random.nextDouble(-20, 20))).isEqualTo(expected(draws, "uniform_-20_20"));
            assertThat(boxed(random.permutation(10))).isEqualTo(expected(draws, "permutation_10"));
            assertThat(draws(2, () -> random.nextDouble(0.8, 1.2))).isEqualTo(expected(draws, "uniform_pair_0.8_1.2"));
            assertThat(draws(4, () -> random.nextInt(2) * 2 - 1)).isEqualTo(expected(draws, "choice_pm1"));
            assertThat(draws(4, () -> random.nextInt(5))).isEqualTo(expected(draws, "choice_5"));
            assertThat(draws(2, () -> random.nextInt(10_000_000))).isEqualTo(expected(draws, "randint_1e7"));
            assertThat(boxed(random.permutation(257))).isEqualTo(expected(draws, "permutation_257"));
            assertThat(boxed(new NumpyRandom(each.get("seed").asLong()).permutation(23)))
                    .isEqualTo(expected(draws, "RandomState_shuffle_arange23"));
        }
    }

    @Test
    void seedsAreNumpysOwn() {
        assertThatThrownBy(() -> new NumpyRandom(-1)).hasMessageContaining("[0, 2^32 - 1] but was -1");
        assertThatThrownBy(() -> new NumpyRandom(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NumpyRandom(1).nextInt(0)).hasMessageContaining("bound must be positive");
    }
}
