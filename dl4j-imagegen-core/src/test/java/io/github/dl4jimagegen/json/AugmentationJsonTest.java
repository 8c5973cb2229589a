package io.github.dl4jimagegen.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Warp;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Augmentations written by one program and read by another. */
class AugmentationJsonTest {

    private static final PhotometricAugmentation DIM = (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1), 0);

    private sealed interface Way permits Straight, Turned {}

    private record Straight() implements Way {}

    private record Turned(double degrees) implements Way {}

    private record Shift(Range x, List<Integer> rows, boolean down, String note, long big, Border.Mode mode, Way way)
            implements GeometricAugmentation {

        Shift {
            if (x.to() > 5) {
                throw new IllegalArgumentException("a shift must be at most 5 but was " + x.to());
            }
        }

        @Override
        public Warp warp(ImageShape shape, RandomGenerator random) {
            return Warp.of(shape, Affine.translation(x.draw(random), 0));
        }
    }

    private static final Shift SHIFT = new Shift(
            Range.of(0.1, 1 / 3.0), List.of(1, 2), true, "a \"note\"", 1L << 60, Border.Mode.WRAP, new Turned(1e-300));

    private static final AugmentationJson JSON =
            AugmentationJson.standard().with(Shift.class).with("my-dim", DIM);

    @Test
    void everyCompositionIsReadAsItWasWritten() {
        Augmentation dim = Augmentation.named("my-dim", DIM);
        Augmentation all = Augmentation.sequence(
                SHIFT,
                Augmentation.sometimes(0.3, SHIFT.border(Border.constant(7)).interpolation(Interpolation.BICUBIC)),
                Augmentation.oneOf(List.of(1.5, 2.0), dim, SHIFT),
                Augmentation.someOf(1, 2, dim, dim),
                Augmentation.randomOrder(dim, Augmentation.sequence()));
        assertThat(JSON.read(JSON.write(all))).isEqualTo(all);
        assertThat(JSON.write(JSON.read(JSON.write(all)))).isEqualTo(JSON.write(all));
    }

    @Test
    void aFunctionMayBeAddedWithTheNameItHas() {
        Augmentation dim = Augmentation.named("my-dim", DIM);
        AugmentationJson json = AugmentationJson.standard().with("my-dim", dim).with("my-dim", DIM);
        assertThat(json.read(json.write(dim))).isEqualTo(dim);
        AugmentationJson renamed = AugmentationJson.standard().with("dimmer", dim);
        assertThat(renamed.read("{\"type\": \"named\", \"name\": \"dimmer\"}"))
                .isEqualTo(Augmentation.named("dimmer", dim));
    }

    @Test
    void theTextNamesTypesAndParametersAndNoClasses() {
        String text = JSON.write(Augmentation.sometimes(0.5, Augmentation.named("my-dim", DIM)));
        assertThat(text.replaceAll("\\s", ""))
                .isEqualTo(
                        "{\"type\":\"sometimes\",\"probability\":0.5,\"augmentation\":{\"type\":\"named\",\"name\":\"my-dim\"}}");
        assertThat(JSON.write(SHIFT).replaceAll("\\s", ""))
                .isEqualTo("{\"type\":\"shift\",\"x\":[0.1,0.3333333333333333],\"rows\":[1,2],"
                        + "\"down\":true,\"note\":\"a\\\"note\\\"\",\"big\":1152921504606846976,\"mode\":\"WRAP\","
                        + "\"way\":{\"type\":\"turned\",\"degrees\":1.0E-300}}");
    }

    @Test
    void aFunctionWithoutANameIsRefusedWithTheCure() {
        assertThatThrownBy(() -> JSON.write(Augmentation.sequence(DIM)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a function has no name to be written by: wrap it in Augmentation.named(\"my-name\", ...),"
                        + " and read it with AugmentationJson.standard().with(\"my-name\", ...)");
    }

    @Test
    void aTypeThatIsNotKnownIsRefusedWithTheCure() {
        assertThatThrownBy(() -> AugmentationJson.standard().write(SHIFT))
                .hasMessage(Shift.class.getName()
                        + " is not a known type: write and read it with AugmentationJson.standard().with(Shift.class)");
        assertThatThrownBy(() -> AugmentationJson.standard().read("{\"type\": \"java.lang.Runtime\"}"))
                .hasMessageContaining("there is no augmentation \"java.lang.Runtime\"; known are oneOf, randomOrder,"
                        + " sequence, someOf, sometimes, withBorder, withInterpolation");
        assertThatThrownBy(() -> JSON.read("{\"type\": \"named\", \"name\": \"my-dmi\"}"))
                .hasMessage("there is no function \"my-dmi\"; known are my-dim: add it by with(\"my-dmi\", function)");
    }

    @Test
    void propertiesThatAreNotThereOrAreWrongAreNamed() {
        assertRefused("{\"type\":\"sometimes\",\"probability\":0.5}", "sometimes lacks the property \"augmentation\"");
        assertRefused(
                "{\"type\":\"sometimes\",\"p\":0.5}",
                "sometimes has no property \"p\"; it has probability, augmentation");
        assertRefused(
                "{\"type\":\"sometimes\",\"probability\":\"0.5\",\"augmentation\":{}}",
                "sometimes.probability must be a number but was \"0.5\"");
        assertRefused(
                "{\"type\":\"sometimes\",\"probability\":2,\"augmentation\":{\"type\":\"sequence\",\"steps\":[]}}",
                "sometimes: a probability must lie in [0, 1] but was 2.0");
        assertRefused("{\"type\":\"sequence\",\"steps\":{}}", "sequence.steps must be a list but was {}");
        assertRefused(
                "{\"type\":\"sequence\",\"steps\":[3]}",
                "an augmentation must be an object with the property \"type\" but was 3");
        assertRefused(
                "{\"type\":\"someOf\",\"fewest\":0.5,\"most\":1,\"choices\":[]}",
                "someOf.fewest must be a whole number below 2^31 but was 0.5");
        assertRefused(
                "{\"type\":\"withInterpolation\",\"augmentation\":{\"type\":\"sequence\",\"steps\":[]},\"interpolation\":\"BILINEAR\"}",
                "withInterpolation.augmentation must be a GeometricAugmentation but was []");
        String shift = JSON.write(SHIFT);
        assertRefused(
                shift.replace("WRAP", "WARP"),
                "shift.mode must be one of [CONSTANT, NEAREST, REFLECT, MIRROR, WRAP] but was \"WARP\"");
        assertRefused(
                shift.replace("turned", "twisted"),
                "shift.way must have a \"type\" of straight, turned but was {\"type\":\"twisted\",\"degrees\":1.0E-300}");
        assertRefused(shift.replace("0.3333333333333333", "1, 2"), "shift.x must be [from, to] but was [0.1,1,2]");
        assertRefused(shift.replace("0.3333333333333333", "9"), "shift: a shift must be at most 5 but was 9.0");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> JSON.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        for (String text : List.of("", "nonsense", "{\"type\":", "[]", "{\"type\":\"sequence\",\"steps\":[]} more")) {
            assertThatThrownBy(() -> JSON.read(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an augmentation");
        }
    }

    @Test
    void typesThatCannotBeWrittenAreRefusedAtOnce() {
        record Threaded(Thread thread) implements GeometricAugmentation {
            @Override
            public Warp warp(ImageShape shape, RandomGenerator random) {
                return Warp.identity(shape);
            }
        }
        assertThatThrownBy(() -> JSON.with(Threaded.class))
                .hasMessageContaining("cannot be written as JSON for its component thread of java.lang.Thread");
        assertThatThrownBy(() -> JSON.with(GeometricAugmentation.class))
                .hasMessageContaining("cannot be written as JSON: make it a record");
        assertThatThrownBy(() -> JSON.with("my-dim", SHIFT))
                .hasMessage("\"my-dim\" already stands for another function");
    }

    @Test
    void oneNameStandsForOneType() {
        record Sequence() implements GeometricAugmentation {
            @Override
            public Warp warp(ImageShape shape, RandomGenerator random) {
                return Warp.identity(shape);
            }
        }
        assertThatThrownBy(() -> JSON.with(Sequence.class))
                .hasMessage("there is already a type \"sequence\": rename " + Sequence.class.getName());
        assertThat(JSON.with(Shift.class).read(JSON.write(SHIFT))).isEqualTo(SHIFT);
    }

    @Test
    void nothingInTheTextIsPassedOver() {
        assertThatThrownBy(() -> AugmentationJson.standard().read("{\"type\":\"sequence\",\"steps\":[],\"steps\":[]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps");
        AugmentationJson json = AugmentationJson.standard().with("mine", Augmentation.sequence());
        for (String text : List.of(
                "{\"type\":\"named\"}",
                "{\"type\":\"named\",\"name\":3}",
                "{\"type\":\"named\",\"name\":\"mine\",\"probability\":0.5}")) {
            assertThatThrownBy(() -> json.read(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a function must have the property \"name\", which is text, and no other but was " + text);
        }
    }

    @Test
    void aPreprocessingFunctionMayBeAddedWithTheNameItHas() {
        PreprocessingFunction named = PreprocessingFunction.named("mine", image -> image);
        ImagePipeline pipeline = ImagePipeline.targetSize(8, 8).preprocessingFunction(named);
        AugmentationJson json = AugmentationJson.standard().with("mine", named);
        assertThat(ImagePipeline.fromJson(pipeline.toJson(), json).recipe()).isEqualTo(pipeline.recipe());
    }
}
