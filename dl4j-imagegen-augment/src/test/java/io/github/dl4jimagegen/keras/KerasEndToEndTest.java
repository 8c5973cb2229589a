package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.Sampler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The modes of Keras against Keras 3.15 and keras_preprocessing 1.1 themselves: see make_vectors.py. */
class KerasEndToEndTest {

    private static JsonNode vectors() throws IOException {
        try (InputStream in = KerasEndToEndTest.class.getResourceAsStream("/keras/vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private static float[] floats(JsonNode array) {
        float[] result = new float[array.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) array.get(i).asDouble();
        }
        return result;
    }

    @Test
    void randomTransformsWithSplinesOfAllOrders() throws IOException {
        JsonNode vectors = vectors();
        Image image = Image.ofFloats(7, 9, 3, floats(vectors.get("image")));
        for (JsonNode each : vectors.get("transforms")) {
            ImageDataGenerator generator = Goldens.builder(each.get("config"))
                    .compatibility(Goldens.variants(each).get(0))
                    .fillMode(Goldens.border(each).mode())
                    .cval(each.get("cval").asDouble())
                    .interpolationOrder(each.get("order").asInt())
                    .build();
            assertThat(generator
                            .randomTransform(image, each.get("seed").asLong())
                            .toFloats())
                    .as("%s, %s, order %s", each.get("variant"), each.get("fill_mode"), each.get("order"))
                    .containsExactly(floats(each.get("output")), within(2e-3f));
        }
        assertThat(vectors.get("transforms")).hasSize(2 * 6 * 4);
    }

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

    @Test
    void wholeEpochsInBothWaysToGoThroughAnIterator() throws IOException {
        for (JsonNode each : vectors().get("flows")) {
            ImageDataGenerator generator = Goldens.builder(each.get("config"))
                    .compatibility(Goldens.variants(each).get(0))
                    .rescale(1 / 255.0)
                    .build();
            Sampler sampler = generator.order(
                    each.get("batch_size").asInt(),
                    each.get("shuffle").asBoolean(),
                    Traversal.valueOf(each.get("traversal").asText()),
                    0);
            for (int epoch = 0; epoch < 3; epoch++) {
                Indices samples = new Indices(each.get("n").asInt());
                EpochPlan plan = sampler.plan(samples, each.get("seed").asLong(), epoch);
                assertEpoch(each, epoch, plan, generator);
            }
        }
    }

    private static void assertEpoch(JsonNode each, int epoch, EpochPlan plan, ImageDataGenerator generator) {
        JsonNode expected = each.get("epochs").get(epoch);
        for (int position = plan.size() - 1; position >= 0; position--) { // in any order
            PlannedSample planned = plan.at(position);
            String where = each.get("variant") + ", " + each.get("name") + ", " + each.get("traversal") + ", n "
                    + each.get("n") + ", epoch " + epoch + ", position " + position;
            assertThat(planned.index())
                    .as(where)
                    .isEqualTo(expected.get("labels").get(position).asInt());
            if (each.get("config").isEmpty()) {
                continue;
            }
            Image image = image(planned.index());
            Image augmented =
                    Operations.apply(generator.randomTransform().draw(image.shape(), planned.random()), image);
            float[] values = generator.standardize(augmented).toFloats();
            float tolerance = each.get("config").has("brightness_range") ? 1 / 255f + 1e-5f : 1e-5f;
            assertThat(values)
                    .as(where)
                    .containsExactly(floats(expected.get("images").get(position)), within(tolerance));
        }
    }

    private static Image image(int index) {
        float[] values = new float[5 * 6];
        for (int i = 0; i < values.length; i++) {
            int row = i / 6;
            int column = i % 6;
            values[i] = (index * 41 + row * 37 + column * 59 + row * column * 11) % 256;
        }
        return Image.ofFloats(5, 6, 1, values);
    }
}
