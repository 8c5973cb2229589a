package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.json.AugmentationJson;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The augmentation of a generator as JSON. */
class GeneratorJsonTest {

    @Provide
    Arbitrary<ShiftRange> shifts() {
        return Arbitraries.of(
                ShiftRange.fraction(0.3),
                ShiftRange.pixels(2.5),
                ShiftRange.wholePixels(3),
                ShiftRange.oneOf(-2, 1, 4));
    }

    @Provide
    Arbitrary<ImageDataGeneratorBuilder> builders() {
        Arbitrary<Double> numbers = Arbitraries.doubles().between(0, 0.9);
        return Combinators.combine(numbers, shifts(), shifts(), Arbitraries.of(true, false), Arbitraries.of(0, 1, 3))
                .as((number, height, width, flag, order) -> {
                    ImageDataGeneratorBuilder builder = ImageDataGenerator.builder()
                            .rotationRange(100 * number)
                            .heightShiftRange(height)
                            .widthShiftRange(width)
                            .zoomRange(number)
                            .horizontalFlip(flag)
                            .channelShiftRange(number)
                            .interpolationOrder(order);
                    return flag
                            ? builder.brightnessRange(number, 1)
                                    .fillMode(Border.Mode.CONSTANT)
                                    .cval(7)
                            : builder;
                });
    }

    @Property(tries = 100)
    void whatIsReadEqualsWhatWasWritten(@ForAll("builders") ImageDataGeneratorBuilder builder) {
        Augmentation augmentation = builder.build().augmentation();
        AugmentationJson json = AugmentationJson.standard();
        assertThat(json.read(json.write(augmentation))).isEqualTo(augmentation);
        ImagePipeline pipeline = ImagePipeline.targetSize(5, 6).augment(augmentation);
        assertThat(ImagePipeline.fromJson(pipeline.toJson()).toJson()).isEqualTo(pipeline.toJson());
    }

    @Test
    void numbersThatTheGeneratorWouldRefuseAreRefused() {
        AugmentationJson json = AugmentationJson.standard();
        String text = json.write(
                ImageDataGenerator.builder().widthShiftRange(0.25).build().augmentation());
        assertThat(text).contains("\"type\" : \"randomTransform\"", "0.25");
        assertThatThrownBy(() -> json.read(text.replace("0.25", "1.25")))
                .hasMessageContaining("from 0 to below 1, but was 1.25");
    }
}
