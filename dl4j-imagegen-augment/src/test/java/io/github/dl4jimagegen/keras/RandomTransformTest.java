package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The same seed gives the parameters, and the pictures, that it gives in Keras. */
class RandomTransformTest {

    private static TransformParameters drawn(JsonNode p) {
        JsonNode shift = p.get("channel_shift_intensity");
        JsonNode brightness = p.get("brightness");
        return new TransformParameters(
                p.get("theta").asDouble(),
                p.get("tx").asDouble(),
                p.get("ty").asDouble(),
                p.get("shear").asDouble(),
                p.get("zx").asDouble(),
                p.get("zy").asDouble(),
                p.get("flip_horizontal").asBoolean(),
                p.get("flip_vertical").asBoolean(),
                shift.isNull() ? List.of() : List.of(shift.asDouble()),
                brightness.isNull() ? OptionalDouble.empty() : OptionalDouble.of(brightness.asDouble()));
    }

    @Test
    void parametersAreKerasToTheLastBit() {
        int count = 0;
        for (JsonNode each : GoldenVectors.cases("random_params")) {
            JsonNode shape = each.get("img_shape");
            ImageShape imageShape = new ImageShape(
                    shape.get(0).asInt(), shape.get(1).asInt(), shape.get(2).asInt());
            for (Compatibility compatibility : Goldens.variants(each)) {
                ImageDataGenerator generator = Goldens.builder(each.get("config"))
                        .compatibility(compatibility)
                        .build();
                for (JsonNode draw : each.get("draws")) {
                    assertThat(generator.getRandomTransform(
                                    imageShape, draw.get("seed").asLong()))
                            .as(each.get("id").asText())
                            .isEqualTo(drawn(draw.get("params")));
                    count++;
                }
            }
        }
        assertThat(count).isEqualTo(160);
    }

    @Test
    void picturesAreKerasUpToOneGreyLevel() {
        for (JsonNode each : GoldenVectors.cases("random_transform")) {
            ImageDataGenerator generator = Goldens.builder(each.get("config"))
                    .fillMode(Goldens.border(each).mode())
                    .compatibility(Goldens.variants(each).get(0))
                    .build();
            Image image = Goldens.image(GoldenVectors.tensor(each.get("input")));
            float[] values =
                    generator.randomTransform(image, each.get("seed").asLong()).toFloats();
            float[] expected = GoldenVectors.tensor(each.get("output")).values();
            assertThat(values).containsExactly(expected, within(1f));
            int different = 0;
            for (int i = 0; i < values.length; i++) {
                different += values[i] == expected[i] ? 0 : 1;
            }
            assertThat(different).isLessThan(values.length / 20);
        }
    }
}
