package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.image.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What cannot be meant is refused at once, in words. */
class ImageDataGeneratorBuilderTest {

    private static void refused(Consumer<ImageDataGeneratorBuilder> setting, String message) {
        assertThatThrownBy(() -> {
                    ImageDataGeneratorBuilder builder = ImageDataGenerator.builder();
                    setting.accept(builder);
                    ImageDataGenerator unused = builder.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rangesThatCannotBeAreRefused() {
        refused(
                b -> b.rotationRange(-5),
                "rotationRange must be finite and not negative but was -5.0: it is the largest to either side");
        refused(
                b -> b.channelShiftRange(Double.NaN),
                "channelShiftRange must be finite and not negative but was NaN: it is the largest to either side");
        refused(
                b -> b.widthShiftRange(3),
                "a shift range must be a share of the image's size, from 0 to below 1, but was 3.0: for pixels write"
                        + " ShiftRange.pixels or ShiftRange.wholePixels");
        refused(b -> b.widthShiftRange(ShiftRange.pixels(0)), "a shift in pixels must be positive but was 0.0");
        refused(
                b -> b.heightShiftRange(ShiftRange.wholePixels(0)),
                "a shift in whole pixels is below a positive number but was 0");
        refused(
                b -> b.heightShiftRange(ShiftRange.oneOf()),
                "shifts to choose from must be finite, and at least one, but were []");
        refused(
                b -> b.shearRange(90),
                "shearRange must be below 90 degrees, where nothing is left of a picture, but was 90.0");
        refused(
                b -> b.zoomRange(1.5),
                "zoomRange must lie in [0, 1) but was 1.5, which would draw factors from -0.5 to 2.5: name both ends"
                        + " with zoomRange(low, high)");
        refused(b -> b.zoomRange(0, 2), "zoomRange must be two factors, 0 < low <= high, but was 0.0 to 2.0");
        refused(
                b -> b.brightnessRange(-0.2, 0.2),
                "brightnessRange must be two factors, 0 <= low <= high, but was -0.2 to 0.2: 0 is black and 1 leaves"
                        + " an image as it is, so that for changes of up to a fifth one writes"
                        + " brightnessRange(0.8, 1.2)");
        refused(b -> b.cval(Double.POSITIVE_INFINITY), "cval must be finite but was Infinity");
        refused(
                b -> b.validationSplit(1),
                "validationSplit must be strictly between 0 and 1, or 0 for none, but was 1.0");
        refused(
                b -> b.rescale(0),
                "rescale must be finite and not 0 but was 0.0: write 1 / 255.0, since 1 / 255 is 0 in Java");
        refused(
                b -> b.valueRange(1, 0),
                "a value range must be finite and its low end below its high end but was 1.0 to 0.0");
        refused(
                b -> b.interpolationOrder(6),
                "interpolationOrder must lie in [0, 5], the order of a spline: 0 takes the nearest pixel, 1 is"
                        + " bilinear, 3 cubic; but was 6");
    }

    @Test
    void whatAModeDoesNotHaveIsRefused() {
        refused(
                b -> b.interpolationOrder(2),
                "interpolationOrder must be 0, 1 or 3 but was 2: the other splines are there in the modes KERAS_3 and"
                        + " KERAS_PREPROCESSING_1_1");
        refused(
                b -> b.compatibility(Compatibility.KERAS_3).widthShiftRange(ShiftRange.pixels(0.5)),
                "widthShiftRange in pixels must be at least 1 in the mode KERAS_3 but was PIXELS[0.5]: Keras takes a"
                        + " number below 1 for a share of the image's size");
    }

    @Test
    void brightnessOfTwoChannelsIsRefusedInKerasModes() {
        assertThatThrownBy(() -> ImageDataGenerator.builder()
                        .compatibility(Compatibility.KERAS_3)
                        .build()
                        .applyTransform(
                                Image.ofFloats(1, 1, 2, new float[2]), TransformParameters.IDENTITY.withBrightness(1)))
                .hasMessage(
                        "brightnessRange needs images of 1, 3 or 4 channels in this mode, as in Keras, but was given"
                                + " one of 2");
    }

    @Test
    void onlyTheDefaultModeIsAnAugmentationForPipelines() {
        assertThatThrownBy(() -> ImageDataGenerator.builder()
                        .compatibility(Compatibility.KERAS_3)
                        .build()
                        .augmentation())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the mode KERAS_3 goes with Keras's order of random numbers");
    }

    @Test
    void parametersMustBeNumbers() {
        assertThatThrownBy(() -> TransformParameters.IDENTITY.withTheta(Double.NaN))
                .hasMessageStartingWith("the numbers of a transform must be finite but were theta NaN");
        assertThatThrownBy(() -> TransformParameters.IDENTITY.withChannelShift(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void standardizePreprocessesFloatsOfWhichNothingIsRoundedOrCutOffAndThenRescales() {
        ImageDataGenerator generator = ImageDataGenerator.builder()
                .rescale(0.5)
                .preprocessingFunction(image -> image.map(value -> value + 1.5))
                .build();
        assertThat(generator
                        .standardize(Image.ofBytes(1, 1, 3, new byte[] {1, 2, (byte) 255}))
                        .toFloats())
                .containsExactly(1.25f, 1.75f, 128.25f);
    }

    @Test
    void aGeneratorIsAValueThatCanBeSerialisedAndDescribed() throws IOException, ClassNotFoundException {
        ImageDataGenerator generator = ImageDataGenerator.builder()
                .rotationRange(10)
                .widthShiftRange(0.1)
                .brightnessRange(0.5, 1.5)
                .preprocessingFunction(image -> image.map(value -> value - 1))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(generator);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ImageDataGenerator copy = (ImageDataGenerator) in.readObject();
            Image image = Image.ofFloats(3, 3, 1, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
            assertThat(copy.standardize(copy.randomTransform(image, 3)))
                    .isEqualTo(generator.standardize(generator.randomTransform(image, 3)));
            assertThat(copy.augmentation().describe())
                    .isEqualTo(generator.augmentation().describe())
                    .contains("rotation=10.0", "FRACTION[0.1]", "NEAREST");
        }
    }
}
