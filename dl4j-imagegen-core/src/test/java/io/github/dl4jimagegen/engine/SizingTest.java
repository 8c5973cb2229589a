package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Rgb;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What sizing does to pixels. */
class SizingTest {

    /** Every way to compute pixels. */
    static Stream<Resizing> resamplings() {
        List<Resizing> all = new ArrayList<>();
        for (Interpolation interpolation : Interpolation.values()) {
            all.add(Resizing.stretch().interpolation(interpolation));
            if (interpolation != Interpolation.NEAREST) {
                all.add(Resizing.stretch().interpolation(interpolation).antialias(true));
            }
        }
        for (PillowFilter filter : PillowFilter.values()) {
            all.add(Resizing.stretch().pillow(filter));
        }
        all.add(Resizing.stretch().tensorFlow(Interpolation.BILINEAR));
        all.add(Resizing.stretch().tensorFlow(Interpolation.NEAREST));
        return all.stream();
    }

    private static float[] sized(Resizing resizing, int height, int width, Image image) {
        ColorMode mode = image.shape().channels() == 1 ? ColorMode.GRAYSCALE : ColorMode.RGB;
        ImagePipeline pipeline = ImagePipeline.targetSize(height, width)
                .colorMode(mode)
                .resize(resizing)
                .workers(0);
        Examples<Sample> samples = Examples.from(List.of(Sample.of(image, 0)));
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(samples, ClassIndex.of("only"))) {
            return TestImages.values(flow.next().getFeatures());
        }
    }

    private static Image grey(int height, int width, byte[] values) {
        return Image.ofBytes(height, width, 1, values);
    }

    private static Image ramp(int height, int width, boolean asFloats) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = 20 + 4 * (i % width) + 2 * (i / width);
        }
        Image floats = Image.ofFloats(height, width, 1, values);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return asFloats ? floats : grey(height, width, bytes);
    }

    @ParameterizedTest
    @MethodSource("resamplings")
    void oneColorStaysThatColor(Resizing resizing) {
        byte[] values = new byte[19 * 23 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (50 + 60 * (i % 3));
        }
        Image image = Image.ofBytes(19, 23, 3, values);
        for (int[] size : new int[][] {{5, 7}, {40, 61}, {5, 61}, {19, 7}, {1, 1}}) {
            float[] result = sized(resizing, size[0], size[1], image);
            int plane = size[0] * size[1];
            for (int i = 0; i < result.length; i++) {
                assertThat(result[i]).isEqualTo(50 + 60 * (i / plane));
            }
        }
    }

    /** A result that is shifted by half a pixel would be off by 3 here. */
    @ParameterizedTest
    @MethodSource("resamplings")
    void pixelsLieWhereThePlacementSays(Resizing resizing) {
        int height = 24;
        int width = 36;
        String name = resizing.resampling().toString();
        boolean takesMeans = !name.contains("NEAREST") && !name.contains("BOX");
        int[][] sizes =
                takesMeans ? new int[][] {{8, 12}, {12, 12}, {48, 72}, {17, 30}} : new int[][] {{8, 12}, {48, 72}};
        for (boolean asFloats : new boolean[] {false, true}) {
            Image image = ramp(height, width, asFloats);
            for (int[] size : sizes) {
                Placement placement = new Placement(Rectangle.whole(height, width), Rectangle.whole(size[0], size[1]));
                float[] result = sized(resizing, size[0], size[1], image);
                double sum = 0;
                for (int y = 0; y < size[0]; y++) {
                    for (int x = 0; x < size[1]; x++) {
                        double atX = placement.map().inverse().x(x, y);
                        double atY = placement.map().inverse().y(x, y);
                        sum += result[y * size[1] + x] - (20 + 4 * atX + 2 * atY);
                    }
                }
                assertThat(sum / result.length)
                        .as("%s to %dx%d, mean shift of the values", resizing, size[0], size[1])
                        .isCloseTo(0, within(asFloats ? 0.01 : 0.5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("resamplings")
    void sixteenTimesAsManyValuesAreFilled(Resizing resizing) {
        byte[] values = new byte[16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * 16);
        }
        float[] result = sized(resizing, 16, 16, grey(4, 4, values));
        assertThat(result).hasSize(256);
        assertThat(result[0]).isCloseTo(0, within(12f));
        assertThat(result[255]).isCloseTo(240, within(12f));
    }

    @Test
    void areaAndAntialiasLookAtEveryPixelAndBilinearDoesNot() {
        byte[] stripes = new byte[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i % 8 == 3 || i % 8 == 4 ? 200 : 0); // two bright columns of eight
        }
        Image image = grey(64, 64, stripes);
        assertThat(sized(Resizing.stretch(), 8, 8, image)).containsOnly(200f);
        assertThat(sized(Resizing.stretch().interpolation(Interpolation.AREA), 8, 8, image))
                .containsOnly(50f);
        assertThat(sized(Resizing.stretch().pillow(PillowFilter.BOX), 8, 8, image))
                .containsOnly(50f);
        for (Interpolation smooth :
                new Interpolation[] {Interpolation.BILINEAR, Interpolation.BICUBIC, Interpolation.LANCZOS}) {
            float[] inner = sized(Resizing.stretch().interpolation(smooth).antialias(true), 8, 8, image);
            for (int x = 2; x < 6; x++) {
                assertThat(inner[8 * 3 + x]).as(smooth.name()).isCloseTo(50, within(10f));
            }
        }
    }

    @Test
    void antialiasIsPillowsFilterWhenShrinkingAndNothingElse() {
        Image image = TestImages.image(40, 50, 3, 3);
        assertThat(sized(Resizing.stretch().antialias(true), 11, 13, image))
                .isEqualTo(sized(Resizing.stretch().pillow(PillowFilter.BILINEAR), 11, 13, image));
        assertThat(sized(Resizing.stretch().antialias(true), 80, 90, image))
                .isEqualTo(sized(Resizing.stretch(), 80, 90, image));
    }

    @Test
    void nearestOnlyCopies() {
        Image image = TestImages.image(31, 47, 1, 5);
        List<Float> values = new ArrayList<>();
        for (float value : image.toFloats()) {
            values.add(value);
        }
        for (Resizing resizing : List.of(
                Resizing.stretch().interpolation(Interpolation.NEAREST),
                Resizing.stretch().pillow(PillowFilter.NEAREST),
                Resizing.stretch().tensorFlow(Interpolation.NEAREST))) {
            for (float value : sized(resizing, 60, 20, image)) {
                assertThat(values).contains(value);
            }
        }
    }

    @Test
    void croppingTakesTheMiddle() {
        float[] result = sized(Resizing.cropToAspectRatio(), 2, 2, grey(2, 6, new byte[] {
            1, 2, 3, 4, 5, 6,
            7, 8, 9, 10, 11, 12
        }));
        assertThat(result).containsExactly(3, 4, 9, 10);
    }

    @Test
    void paddingIsAtItsPlaceInTheRangeOfFloatImages() {
        Image image = Image.ofFloats(1, 2, 1, new float[] {-0.5f, 0.5f});
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(2, 2)
                .colorMode(ColorMode.GRAYSCALE)
                .resize(Resizing.padToAspectRatio(255))
                .valueRange(-1, 1)
                .evaluationFlow(Examples.from(List.of(Sample.of(image, 0))), ClassIndex.of("only"))) {
            assertThat(TestImages.values(flow.next().getFeatures())).containsExactly(-0.5f, 0.5f, 1, 1);
            assertThat(flow.state().recipe()).containsKey("valueRange"); // so it belongs to what a state is of
        }
    }

    @Test
    void paddingSurroundsTheWholeImage() {
        byte[] values = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(sized(Resizing.padToAspectRatio(99), 4, 4, grey(2, 4, values)))
                .containsExactly(99, 99, 99, 99, 1, 2, 3, 4, 5, 6, 7, 8, 99, 99, 99, 99);
        assertThat(sized(Resizing.padToAspectRatio(99), 4, 4, grey(4, 2, values)))
                .containsExactly(99, 1, 2, 99, 99, 3, 4, 99, 99, 5, 6, 99, 99, 7, 8, 99);
        for (Resizing resizing : resamplings().toList()) {
            Resizing padded = new Resizing(Resizing.Fit.PAD, 99, resizing.resampling());
            float[] result = sized(padded, 8, 8, grey(2, 4, values));
            for (int x = 0; x < 8; x++) {
                assertThat(result[x]).isEqualTo(99);
                assertThat(result[8 + x]).isEqualTo(99);
                assertThat(result[16 + x]).isLessThan(20);
                assertThat(result[40 + x]).isLessThan(20);
                assertThat(result[48 + x]).isEqualTo(99);
            }
        }
    }

    private static final SizePolicy RANDOM_ROW = (image, height, width, random) -> new Placement(
            new Rectangle(0, random.nextInt(image.height()), image.width(), 1), Rectangle.whole(height, width));

    private static Image rows(int count) {
        byte[] values = new byte[count * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i / 2);
        }
        return grey(count, 2, values);
    }

    @Test
    void aDrawnPolicyDrawsAnewForEveryImageAndEpochAndTheSameForAnyNumberOfWorkers() {
        Examples<Sample> samples = Examples.from(
                IntStream.range(0, 12).mapToObj(i -> Sample.of(rows(200), 0)).toList());
        List<List<Float>> runs = new ArrayList<>();
        for (int workers : new int[] {0, 1, 3}) {
            ImagePipeline pipeline = ImagePipeline.targetSize(1, 1)
                    .colorMode(ColorMode.GRAYSCALE)
                    .resize(RANDOM_ROW)
                    .workers(workers);
            try (ImageDataSetIterator flow = pipeline.trainingFlow(samples, ClassIndex.of("only"))) {
                List<Float> drawn = new ArrayList<>();
                for (int epoch = 0; epoch < 2; epoch++) {
                    for (float value : TestImages.values(flow.next().getFeatures())) {
                        drawn.add(value);
                    }
                    flow.reset();
                }
                runs.add(drawn);
            }
        }
        assertThat(runs.get(0)).hasSize(24);
        assertThat(runs.get(0).stream().distinct().count()).isGreaterThan(15);
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isEqualTo(runs.get(0));
    }

    @Test
    void aDrawnPolicyIsForTrainingOnly() {
        ImagePipeline pipeline = ImagePipeline.targetSize(1, 1).resize(RANDOM_ROW);
        Examples<Sample> samples = Examples.from(List.of(Sample.of(rows(5), 0)));
        assertThatThrownBy(() -> pipeline.evaluationFlow(samples, ClassIndex.of("only")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("an evaluation flow cannot draw sizes with a function")
                .hasMessageContaining("resize(Resizing.cropToAspectRatio()).evaluationFlow");
    }

    @Test
    void aPlacementOutsideOfTheImageIsRefused() {
        SizePolicy outside = (image, height, width, random) ->
                new Placement(Rectangle.whole(image.height() + 1, image.width()), Rectangle.whole(height, width));
        SizePolicy beyond = (image, height, width, random) ->
                new Placement(Rectangle.whole(image.height(), image.width()), new Rectangle(1, 0, width, height));
        SizePolicy before = (image, height, width, random) ->
                new Placement(new Rectangle(-1, 0, 1, 1), Rectangle.whole(height, width));
        for (SizePolicy policy : List.of(outside, beyond, before)) {
            ImagePipeline pipeline =
                    ImagePipeline.targetSize(2, 2).resize(policy).workers(0);
            Examples<Sample> samples = Examples.from(List.of(Sample.of(rows(5), 0)));
            try (ImageDataSetIterator flow = pipeline.trainingFlow(samples, ClassIndex.of("only"))) {
                assertThatThrownBy(flow::next)
                        .hasMessageContaining("of an image of 5x2x1")
                        .hasMessageContaining("of a result of 2x2x3: a rectangle must lie within its image");
            }
        }
    }

    @Test
    void aStateHoldsForItsSizesAndDecodingOnly() {
        BytesSource source = BytesSource.of(new TestTiff(4, 4).write((y, x, c) -> x));
        ImagePipeline plain =
                ImagePipeline.targetSize(2, 2).sampler(Sampler.inOrder()).workers(0);
        try (ImageDataSetIterator flow = plain.trainingFlow(source);
                ImageDataSetIterator limited = plain.pixelLimit(1000).trainingFlow(source)) {
            limited.restore(flow.state()); // a limit refuses images but changes none
            for (ImagePipeline other : List.of(
                    plain.resize(Resizing.cropToAspectRatio()),
                    plain.resize(Resizing.stretch().interpolation(Interpolation.AREA)),
                    plain.applyExifOrientation(false),
                    plain.reducingGap(0),
                    plain.background(Rgb.WHITE))) {
                try (ImageDataSetIterator different = other.trainingFlow(source)) {
                    assertThatThrownBy(() -> different.restore(flow.state()))
                            .isInstanceOf(StateMismatchException.class);
                    assertThatThrownBy(() -> flow.restore(different.state()))
                            .isInstanceOf(StateMismatchException.class);
                }
            }
        }
    }
}
