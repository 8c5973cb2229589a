package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import org.junit.jupiter.api.Test;

/** The modes of Keras answer what Keras answers. */
class KerasTransformTest {

    private static Affine pull(JsonNode each) {
        JsonNode matrix = each.get("matrix");
        JsonNode offset = each.get("offset");
        return new Affine(
                matrix.get(1).get(1).asDouble(),
                matrix.get(1).get(0).asDouble(),
                offset.get(1).asDouble(),
                matrix.get(0).get(1).asDouble(),
                matrix.get(0).get(0).asDouble(),
                offset.get(0).asDouble());
    }

    private static double tolerance(JsonNode each) {
        return switch (each.get("order").asInt()) {
            case 0 -> 0;
            case 1 -> 1e-4;
            default -> 1e-3;
        };
    }

    private static void assertClose(JsonNode each, float[] values, float[] expected, double tolerance) {
        assertThat(values).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < values.length; i++) {
            worst = Math.max(worst, Math.abs(values[i] - (double) expected[i]));
        }
        assertThat(worst).as(each.get("id").asText()).isLessThanOrEqualTo(tolerance);
    }

    private static boolean isOnAnEdge(JsonNode each) {
        return each.path("margin").asDouble(1) < 1e-9;
    }

    @Test
    void theMatrixIsKeras() {
        int count = 0;
        for (JsonNode each : GoldenVectors.cases("affine")) {
            if (!each.has("matrix")) {
                continue;
            }
            ImageShape shape =
                    Goldens.image(GoldenVectors.tensor(each.get("input"))).shape();
            Affine expected = pull(each);
            Affine actual = Geometry.pull(
                    Goldens.parameters(each.get("params")),
                    shape,
                    Goldens.variants(each).get(0));
            String id = each.get("id").asText();
            assertThat(actual.a()).as(id).isCloseTo(expected.a(), within(1e-12));
            assertThat(actual.b()).as(id).isCloseTo(expected.b(), within(1e-12));
            assertThat(actual.c()).as(id).isCloseTo(expected.c(), within(1e-12));
            assertThat(actual.d()).as(id).isCloseTo(expected.d(), within(1e-12));
            assertThat(actual.e()).as(id).isCloseTo(expected.e(), within(1e-12));
            assertThat(actual.f()).as(id).isCloseTo(expected.f(), within(1e-12));
            count++;
        }
        assertThat(count).isEqualTo(432);
    }

    @Test
    void theSamplerIsScipys() {
        int count = 0;
        for (String group : new String[] {"affine", "warp"}) {
            for (JsonNode each : GoldenVectors.cases(group)) {
                if (!each.has("matrix")) {
                    continue;
                }
                Image image = Goldens.image(GoldenVectors.tensor(each.get("input")));
                ImageShape shape = image.shape();
                float[] values = new SplineSampler(each.get("order").asInt(), Goldens.border(each))
                        .sample(image.toFloats(), shape, pull(each));
                if (each.path("params").path("flip_horizontal").asBoolean()) {
                    KerasValues.flipHorizontal(values, shape.width(), shape.channels());
                    KerasValues.flipVertical(values, shape.width(), shape.channels());
                }
                assertClose(
                        each, values, GoldenVectors.tensor(each.get("output")).values(), tolerance(each));
                count++;
            }
        }
        assertThat(count).isEqualTo(432 + 24);
    }

    @Test
    void applyTransformIsKeras() {
        int skipped = 0;
        for (JsonNode each : GoldenVectors.cases("affine")) {
            if (isOnAnEdge(each)) {
                skipped++;
                continue;
            }
            for (Compatibility compatibility : Goldens.variants(each)) {
                ImageDataGenerator generator = ImageDataGenerator.builder()
                        .compatibility(compatibility)
                        .fillMode(Goldens.border(each).mode())
                        .cval(each.get("cval").asDouble())
                        .interpolationOrder(each.get("order").asInt())
                        .build();
                Image image = Goldens.image(GoldenVectors.tensor(each.get("input")));
                Image result = generator.applyTransform(image, Goldens.parameters(each.get("params")));
                Tensor output = GoldenVectors.tensor(each.get("output"));
                float[] expected = each.has("input_transpose") ? channelsLast(output) : output.values();
                assertClose(each, result.toFloats(), expected, tolerance(each));
            }
        }
        assertThat(skipped).isEqualTo(48);
    }

    /** Keras passes any of scipy's modes on; these are the answers of scipy 1.17. */
    @Test
    void mirrorIsScipys() {
        Image image = Image.ofFloats(1, 5, 1, new float[] {10, 200, 30, 40, 90});
        float[][] expected = {
            {30, 40, 90, 40, 30},
            {81, 37, 75, 55, 33},
            {82.3059f, 22.7294f, 83.7176f, 58.9647f, 8.89412f},
            {92.775f, 15.835f, 84.465f, 63.085f, 4.215f}
        };
        for (int order = 0; order < expected.length; order++) {
            Image result = ImageDataGenerator.builder()
                    .compatibility(Compatibility.KERAS_3)
                    .fillMode(Border.Mode.MIRROR)
                    .interpolationOrder(order)
                    .build()
                    .applyTransform(image, TransformParameters.IDENTITY.withShift(-6.3, 0));
            assertThat(result.toFloats()).as("order %s", order).containsExactly(expected[order], within(1e-3f));
        }
    }

    private static float[] channelsLast(Tensor tensor) {
        int channels = tensor.dimension(0);
        int pixels = tensor.values().length / channels;
        float[] result = new float[tensor.values().length];
        for (int i = 0; i < result.length; i++) {
            result[i] = tensor.values()[i % channels * pixels + i / channels];
        }
        return result;
    }

    @Test
    void aChannelShiftIsKeras() {
        for (JsonNode each : GoldenVectors.cases("channel_shift")) {
            for (Compatibility compatibility : Goldens.variants(each)) {
                Image image = Goldens.image(GoldenVectors.tensor(each.get("input")));
                Image result = ImageDataGenerator.builder()
                        .compatibility(compatibility)
                        .build()
                        .applyTransform(
                                image,
                                TransformParameters.IDENTITY.withChannelShift(
                                        each.get("intensity").asDouble()));
                assertClose(
                        each,
                        result.toFloats(),
                        GoldenVectors.tensor(each.get("output")).values(),
                        1e-5);
            }
        }
    }

    @Test
    void brightnessIsKeras() {
        for (JsonNode each : GoldenVectors.cases("brightness")) {
            Image image = Goldens.image(GoldenVectors.tensor(each.get("input")));
            Image result = ImageDataGenerator.builder()
                    .compatibility(Goldens.variants(each).get(0))
                    .build()
                    .applyTransform(
                            image,
                            TransformParameters.IDENTITY.withBrightness(
                                    each.get("brightness").asDouble()));
            assertClose(
                    each,
                    result.toFloats(),
                    GoldenVectors.tensor(each.get("output")).values(),
                    0);
        }
    }

    @Test
    void anArrayBecomesAPictureAsInKeras() {
        for (JsonNode each : GoldenVectors.cases("array_to_img")) {
            float[] values = GoldenVectors.tensor(each.get("input")).values();
            if (each.get("scale").asBoolean()) {
                KerasValues.stretch(values, Goldens.variants(each).get(0));
            }
            KerasValues.truncate(values);
            assertClose(each, values, GoldenVectors.tensor(each.get("output")).values(), 0);
        }
    }

    @Test
    void alphaHasNoBrightness() {
        Image image = Image.ofFloats(1, 1, 4, new float[] {100, 120, 140, 160});
        Image result = ImageDataGenerator.builder()
                .compatibility(Compatibility.KERAS_3)
                .build()
                .applyTransform(image, TransformParameters.IDENTITY.withBrightness(0.5));
        assertThat(result.toFloats()).containsExactly(50, 60, 70, 160);
    }
}
