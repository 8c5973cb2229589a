package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Rgb;
import io.github.dl4jimagegen.image.Warp;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** 16 bits, floats and alpha, seen from outside. */
class DepthAndAlphaTest {

    private static final int[] SIXTEEN = {0, 1, 100, 128, 129, 255, 256, 1000, 32768, 65535};
    private static final ImagePipeline GREY =
            ImagePipeline.targetSize(1, 10).colorMode(ColorMode.GRAYSCALE).workers(0);

    private static byte[] sixteen(int... values) {
        return new TestTiff(1, values.length).samples(1, 16).write((y, x, c) -> values[x]);
    }

    private static float[] evaluated(ImagePipeline pipeline, byte[] file) {
        try (ImageDataSetIterator flow = pipeline.workers(0).evaluationFlow(BytesSource.of(file))) {
            return TestImages.values(flow.next().getFeatures());
        }
    }

    private static float[] trained(ImagePipeline pipeline, byte[] file) {
        try (ImageDataSetIterator flow = pipeline.workers(0).trainingFlow(BytesSource.of(file))) {
            return TestImages.values(flow.next().getFeatures());
        }
    }

    @Test
    void sixteenBitsAreScaledByTheirOwnRange() {
        float[] unscaled = evaluated(GREY, sixteen(SIXTEEN));
        float[] scaled = evaluated(GREY.rescale(1 / 255.0), sixteen(SIXTEEN));
        for (int i = 0; i < SIXTEEN.length; i++) {
            assertThat(unscaled[i]).isCloseTo(SIXTEEN[i] / 257f, within(2 * Math.ulp(255f)));
            assertThat(scaled[i]).isCloseTo(SIXTEEN[i] / 65535f, within(Math.ulp(1f)));
        }
    }

    @Test
    void eightBitFeaturesRoundSixteenBits() {
        float[] values = evaluated(GREY.featureType(DataType.UINT8), sixteen(SIXTEEN));
        assertThat(values).containsExactly(0, 0, 0, 0, 1, 1, 1, 4, 128, 255);
    }

    @Test
    void sizingKeepsSixteenBits() {
        byte[] file = sixteen(1000, 1002, 2000, 2002);
        ImagePipeline pipeline = ImagePipeline.targetSize(1, 2).colorMode(ColorMode.GRAYSCALE);
        for (Resizing resizing : List.of(
                Resizing.stretch(),
                Resizing.stretch().interpolation(Interpolation.AREA),
                Resizing.stretch().pillow(PillowFilter.BOX),
                Resizing.stretch().tensorFlow(Interpolation.BILINEAR))) {
            assertThat(evaluated(pipeline.resize(resizing), file))
                    .as(resizing.toString())
                    .containsExactly(new float[] {1001 / 257f, 2001 / 257f}, within(1e-6f));
        }
    }

    @Test
    void paddingIsInTheUnitOfThePipeline() {
        ImagePipeline pipeline =
                ImagePipeline.targetSize(3, 1).colorMode(ColorMode.GRAYSCALE).resize(Resizing.padToAspectRatio(114));
        assertThat(evaluated(pipeline, sixteen(65535))).containsExactly(114, 255, 114);
        byte[] eight = new TestTiff(1, 1).write((y, x, c) -> 7);
        assertThat(evaluated(pipeline, eight)).containsExactly(114, 7, 114);
        Resizing tensorFlow = Resizing.padToAspectRatio(114).tensorFlow(Interpolation.BILINEAR);
        assertThat(evaluated(pipeline.resize(tensorFlow), sixteen(65535, 65535)))
                .containsExactly(114, 255, 114);
    }

    @Test
    void augmentationsSeeSixteenBitsAsFractionsFrom0To255() {
        PhotometricAugmentation brighter = (shape, random) -> PixelOp.linear(2, 1);
        float[] values = trained(GREY.augment(brighter), sixteen(SIXTEEN));
        for (int i = 0; i < SIXTEEN.length; i++) {
            assertThat(values[i]).isCloseTo(Math.min(255, 2 * SIXTEEN[i] / 257f + 1), within(1e-4f));
        }
        GeometricAugmentation flip = (shape, random) -> Warp.flipHorizontal(shape);
        float[] flipped = trained(GREY.augment(flip), sixteen(SIXTEEN));
        float[] plain = evaluated(GREY, sixteen(SIXTEEN));
        for (int i = 0; i < SIXTEEN.length; i++) {
            assertThat(flipped[i]).isEqualTo(plain[9 - i]);
        }
    }

    @Test
    void floatsAndSignedNumbersStayAsTheyAre() {
        byte[] floats = new TestTiff(1, 10)
                .samples(1, 32)
                .tag(339, 3)
                .write((y, x, c) -> Float.floatToIntBits(x * 1000.25f - 4000));
        float[] values = evaluated(GREY, floats);
        for (int i = 0; i < 10; i++) {
            assertThat(values[i]).isEqualTo(i * 1000.25f - 4000);
        }
        byte[] signed = new TestTiff(1, 10).samples(1, 16).tag(339, 2).write((y, x, c) -> x - 5);
        assertThat(evaluated(GREY, signed)).containsExactly(-5, -4, -3, -2, -1, 0, 1, 2, 3, 4);
    }

    private static byte[] transparent(int argb) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 4; i++) {
            image.setRGB(i % 2, i / 2, argb);
        }
        return TestImages.encoded("png", image);
    }

    private static float[] firstPixel(ImagePipeline pipeline, byte[] file) {
        float[] planes = evaluated(pipeline, file);
        float[] pixel = new float[planes.length / 4];
        for (int c = 0; c < pixel.length; c++) {
            pixel[c] = planes[c * 4];
        }
        return pixel;
    }

    @Test
    void alphaIsDroppedKeptOrBlended() {
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2);
        byte[] file = transparent(0x66C86432); // 40 % of (200, 100, 50)
        assertThat(firstPixel(pipeline, file)).containsExactly(200, 100, 50);
        assertThat(firstPixel(pipeline.colorMode(ColorMode.RGBA), file)).containsExactly(200, 100, 50, 102);
        assertThat(firstPixel(pipeline.background(Rgb.WHITE), file)).containsExactly(233, 193, 173);
        assertThat(firstPixel(pipeline.background(Rgb.BLACK), file)).containsExactly(80, 40, 20);
        Rgb color = new Rgb(100, 200, 0);
        assertThat(firstPixel(pipeline.background(color), file)).containsExactly(140, 160, 20);
        assertThat(firstPixel(pipeline.background(color).colorMode(ColorMode.BGR), file))
                .containsExactly(20, 160, 140);
        assertThat(firstPixel(pipeline.background(color), transparent(0x00FFFFFF)))
                .containsExactly(100, 200, 0);
        assertThat(firstPixel(pipeline.background(color), transparent(0xFFC86432)))
                .containsExactly(200, 100, 50);
    }

    @Test
    void alphaOfATiffIsNotMultipliedIn() {
        byte[] file = new TestTiff(2, 2).samples(4, 8).tag(338, 2).write((y, x, c) -> new int[] {200, 100, 50, 102}[c]);
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2);
        assertThat(firstPixel(pipeline, file)).containsExactly(200, 100, 50);
        assertThat(firstPixel(pipeline.background(Rgb.WHITE), file)).containsExactly(233, 193, 173);
    }

    @Test
    void sixteenBitsAreBlendedToo() {
        byte[] file = new TestTiff(2, 2)
                .samples(4, 16)
                .tag(338, 2)
                .write((y, x, c) -> new int[] {51400, 25700, 12850, 26214}[c]);
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2).background(Rgb.WHITE);
        assertThat(firstPixel(pipeline, file)).containsExactly(new float[] {233, 193, 173}, within(1e-3f));
    }

    @Test
    void aBackgroundAndRgbaContradictEachOther() {
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2);
        assertThatThrownBy(() -> pipeline.background(Rgb.WHITE).colorMode(ColorMode.RGBA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RGBA keeps alpha, and a background blends it away");
        assertThatThrownBy(() -> pipeline.colorMode(ColorMode.RGBA).background(Rgb.WHITE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rgb(0, 256, 0)).hasMessageContaining("[0, 255] but was (0, 256, 0)");
    }

    @ParameterizedTest
    @CsvSource({"8, L*a*b*", "10, L*a*b*", "4, a transparency mask", "32844, logarithmic light", "77, unknown"})
    void colorsOfATiffThatAreNotReadAreRefused(int photometric, String what) {
        byte[] file = new TestTiff(2, 2).samples(3, 8).tag(262, photometric).write((y, x, c) -> 100 + c);
        assertThatThrownBy(() -> ImageHeader.of(ByteBuffer.wrap(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the colours of the TIFF are " + what + " (photometric interpretation " + photometric
                        + "), which would be taken for other colours: convert it to RGB");
    }

    @Test
    void aTiffOfPrintColorsIsRead() {
        byte[] file = new TestTiff(2, 2).samples(4, 8).tag(262, 5).write((y, x, c) -> new int[] {0, 255, 51, 0}[c]);
        assertThat(firstPixel(ImagePipeline.targetSize(2, 2), file)).containsExactly(255, 0, 204);
    }
}
