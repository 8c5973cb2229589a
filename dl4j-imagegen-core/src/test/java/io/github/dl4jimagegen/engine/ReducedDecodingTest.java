package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large JPEGs are decoded smaller, and nobody sees it. */
class ReducedDecodingTest {

    private static final byte[] PHOTO = photo(803, 1101);

    /** Waves of many lengths, as in photographs; the sides divide by nothing. */
    private static byte[] photo(int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = 127;
                for (int k = 1; k <= 64; k *= 2) {
                    value += 50.0 / k * Math.sin(k * (x * 0.011 + y * 0.004)) * Math.cos(k * (y * 0.009 - x * 0.002));
                }
                int level = (int) Math.max(0, Math.min(255, value));
                image.setRGB(x, y, level << 16 | (255 - level) << 8 | Math.abs(2 * level - 255));
            }
        }
        return TestImages.encoded("jpg", image);
    }

    private static int reduction(int source, int target, double gap) {
        ImageHeader header = new ImageHeader(ImageFormat.JPEG, source, source, 3, 255, 1);
        Placement placement = new Placement(Rectangle.whole(source, source), Rectangle.whole(target, target));
        return Decoder.reduction(header, placement, gap);
    }

    @Test
    void theReductionLeavesTheGap() {
        assertThat(reduction(1000, 100, 2)).isEqualTo(4);
        assertThat(reduction(1600, 100, 2)).isEqualTo(8);
        assertThat(reduction(1599, 100, 2)).isEqualTo(4);
        assertThat(reduction(400, 100, 2)).isEqualTo(2);
        assertThat(reduction(399, 100, 2)).isEqualTo(1);
        assertThat(reduction(50, 100, 2)).isEqualTo(1);
        assertThat(reduction(100_000, 100, 2)).isEqualTo(8);
        assertThat(reduction(400, 100, 1)).isEqualTo(4);
        assertThat(reduction(1000, 100, 3)).isEqualTo(2);
        assertThat(reduction(100_000, 100, 0)).isEqualTo(1);
    }

    @Test
    void theTighterOfTheTwoDirectionsDecides() {
        ImageHeader header = new ImageHeader(ImageFormat.JPEG, 1000, 4000, 3, 255, 1);
        Placement whole = new Placement(Rectangle.whole(1000, 4000), Rectangle.whole(100, 100));
        assertThat(Decoder.reduction(header, whole, 2)).isEqualTo(4);
        Placement part = new Placement(new Rectangle(0, 0, 4000, 400), Rectangle.whole(100, 100));
        assertThat(Decoder.reduction(header, part, 2)).isEqualTo(2);
        ImageHeader png = new ImageHeader(ImageFormat.PNG, 1000, 4000, 3, 255, 1);
        assertThat(Decoder.reduction(png, whole, 2)).isEqualTo(1);
    }

    private static int decodedRows(byte[] file, Resizing resizing, double gap) {
        ImageShape target = new ImageShape(40, 50, 3);
        Decoding decoding = Decoding.to(ColorMode.RGB).reducingGap(gap);
        SampleRandom random = SampleRandom.of(1, 0, 0, 0);
        try (Scratch scratch = new Scratch(new StageTimes())) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(file.length).put(file).flip();
            return Picture.decode(buffer, decoding, resizing, target, random, scratch)
                    .pixels()
                    .rows();
        }
    }

    @Test
    void whatIsToBeExactIsDecodedInFull() {
        byte[] photo = photo(403, 501);
        assertThat(decodedRows(photo, Resizing.stretch(), 2)).isEqualTo(101);
        assertThat(decodedRows(photo, Resizing.stretch().antialias(true), 2)).isEqualTo(101);
        assertThat(decodedRows(photo, Resizing.stretch(), 0)).isEqualTo(403);
        assertThat(decodedRows(photo, Resizing.stretch().interpolation(Interpolation.NEAREST), 2))
                .isEqualTo(403);
        assertThat(decodedRows(photo, Resizing.stretch().pillow(PillowFilter.BICUBIC), 2))
                .isEqualTo(403);
        assertThat(decodedRows(photo, Resizing.stretch().tensorFlow(Interpolation.BILINEAR), 2))
                .isEqualTo(403);
    }

    private static float[] read(ImagePipeline pipeline, byte[] file) {
        try (ImageDataSetIterator flow = pipeline.workers(0).evaluationFlow(BytesSource.of(file))) {
            return TestImages.values(flow.next().getFeatures());
        }
    }

    private static double meanDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    /** Against the smooth result, for a reduced JPEG has been smoothed: the plain bilinear one skips pixels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theDifferenceIsSmallForEveryOrientationColorAndFit(int orientation) {
        byte[] file = TestBytes.jpeg(PHOTO, orientation);
        for (ColorMode mode : new ColorMode[] {ColorMode.RGB, ColorMode.GRAYSCALE}) {
            for (Resizing resizing : List.of(
                    Resizing.stretch().antialias(true),
                    Resizing.cropToAspectRatio().antialias(true),
                    Resizing.padToAspectRatio(50).antialias(true))) {
                ImagePipeline pipeline =
                        ImagePipeline.targetSize(64, 40).colorMode(mode).resize(resizing);
                float[] reduced = read(pipeline, file);
                float[] full = read(pipeline.reducingGap(0), file);
                assertThat(meanDifference(reduced, full))
                        .as("%s, %s", mode, resizing)
                        .isLessThan(1.5);
            }
        }
    }
}
