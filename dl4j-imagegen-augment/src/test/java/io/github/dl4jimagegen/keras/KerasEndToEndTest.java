package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

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

    @Test
    void wholeEpochsInBothWaysToGoThroughAnIterator() throws IOException {
        for (JsonNode each : vectors().get("flows")) {
            int n = each.get("n").asInt();
            ImageArrays images = ImageArrays.of(IntStream.range(0, n)
                            .mapToObj(KerasEndToEndTest::image)
                            .toList())
                    .labels(ClassIndex.numbered(n), IntStream.range(0, n).toArray());
            try (KerasIterator iterator = Goldens.builder(each.get("config"))
                    .compatibility(Goldens.variants(each).get(0))
                    .rescale(1 / 255.0)
                    .build()
                    .flow(images)
                    .classMode(ClassMode.SPARSE)
                    .batchSize(each.get("batch_size").asInt())
                    .shuffle(each.get("shuffle").asBoolean())
                    .seed(each.get("seed").asLong())
                    .traversal(Traversal.valueOf(each.get("traversal").asText()))
                    .build()) {
                for (int epoch = 0; epoch < 3; epoch++) {
                    assertEpoch(each, epoch, DataSet.merge(TestImages.rest(iterator)));
                    iterator.reset();
                }
            }
        }
    }

    private static void assertEpoch(JsonNode each, int epoch, DataSet found) {
        JsonNode expected = each.get("epochs").get(epoch);
        String where = each.get("variant") + ", " + each.get("name") + ", " + each.get("traversal") + ", n "
                + each.get("n") + ", epoch " + epoch;
        assertThat(TestImages.values(found.getLabels())).as(where).containsExactly(floats(expected.get("labels")));
        if (each.get("config").isEmpty()) {
            return;
        }
        float tolerance = each.get("config").has("brightness_range") ? 1 / 255f + 1e-5f : 1e-5f;
        for (int i = 0; i < found.numExamples(); i++) {
            assertThat(TestImages.values(found.getFeatures().slice(i)))
                    .as("%s, position %s", where, i)
                    .containsExactly(floats(expected.get("images").get(i)), within(tolerance));
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
