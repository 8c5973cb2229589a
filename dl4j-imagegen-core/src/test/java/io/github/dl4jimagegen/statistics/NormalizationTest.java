package io.github.dl4jimagegen.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.source.ClassIndex;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class NormalizationTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(5, 7);
    private static final List<Image> IMAGES =
            IntStream.range(0, 4).mapToObj(i -> TestImages.image(5, 7, 3, i)).toList();
    private static final ImageStatistics STATISTICS = PIPELINE.fit(FloatImages.samples(IMAGES));

    /** What the values of an 8-bit image should become, computed in double. */
    @FunctionalInterface
    private interface Expected {
        double of(double value, int channel);
    }

    private static void assertGives(ImagePipeline pipeline, Expected expected) {
        for (float[] found :
                List.of(FloatImages.through(pipeline, IMAGES), FloatImages.throughPlanes(pipeline, IMAGES))) {
            int i = 0;
            for (Image image : IMAGES) {
                byte[] values = image.toBytes();
                for (int v = 0; v < values.length; v++, i++) {
                    double value = expected.of(values[v] & 0xFF, v % 3);
                    assertThat((double) found[i]).isCloseTo(value, within(3e-6 + 1e-7 * Math.abs(value)));
                }
            }
            assertThat(found).hasSize(i);
        }
    }

    @Test
    void noneOnlyRescales() {
        assertGives(PIPELINE.rescale(0.5).normalize(Normalization.none()), (value, c) -> 0.5 * value);
    }

    @Test
    void featurewiseIsTheDistanceFromTheMeanInStandardDeviations() {
        double[] mean = {100, 20, -3};
        double[] std = {2, 0.5, 100};
        assertGives(
                PIPELINE.rescale(-0.5).normalize(Normalization.featurewise(mean, std)),
                (value, c) -> (-0.5 * value - mean[c]) / std[c]);
        assertGives(
                PIPELINE.normalize(Normalization.featurewise(new double[] {3}, new double[] {7})),
                (value, c) -> (value - 3) / 7);
    }

    @Test
    void thePresetsAreThoseOfKerasAndTorchvision() {
        double[] mean = {0.485, 0.456, 0.406};
        double[] std = {0.229, 0.224, 0.225};
        assertGives(
                PIPELINE.rescale(1 / 255.0).normalize(Normalization.imageNet()),
                (value, c) -> (value / 255 - mean[c]) / std[c]);
        assertGives(PIPELINE.normalize(Normalization.torch()), (value, c) -> (value / 255 - mean[c]) / std[c]);
        assertGives(PIPELINE.normalize(Normalization.tf()), (value, c) -> value / 127.5 - 1);
    }

    /** A pixel of red 10, green 20, blue 30 comes out as blue, green, red. */
    @Test
    void caffeHasTheChannelsTurnedRound() {
        byte[] values = new byte[5 * 7 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (10 * (i % 3 + 1));
        }
        float[] found = FloatImages.through(
                PIPELINE.colorMode(ColorMode.BGR).normalize(Normalization.caffe()),
                List.of(Image.ofBytes(5, 7, 3, values)));
        for (int i = 0; i < found.length; i += 3) {
            assertThat(Arrays.copyOfRange(found, i, i + 3))
                    .containsExactly(new float[] {30 - 103.939f, 20 - 116.779f, 10 - 123.68f}, within(1e-5f));
        }
    }

    @Test
    void statisticsGiveImagesOfMeanZeroAndDeviationOne() {
        float[] values = FloatImages.through(PIPELINE.normalize(STATISTICS.featurewiseStd()), IMAGES);
        ChannelMoments moments = ChannelMoments.of(FloatBuffer.wrap(values), 3);
        assertThat(moments.mean()).containsExactly(new double[3], within(1e-6));
        assertThat(moments.standardDeviation()).containsExactly(new double[] {1, 1, 1}, within(1e-6));
        float[] centered = FloatImages.through(PIPELINE.normalize(STATISTICS.featurewiseCenter()), IMAGES);
        moments = ChannelMoments.of(FloatBuffer.wrap(centered), 3);
        assertThat(moments.mean()).containsExactly(new double[3], within(1e-5));
        assertThat(moments.standardDeviation()[0]).isCloseTo(STATISTICS.std().get(0), within(1e-5));
    }

    /** Their scale is 10^6: computed in float, an image of one colour would be full of numbers like 8. */
    @Test
    void whatDoesNotVaryBecomesZero() {
        Image gray = Image.ofBytes(5, 7, 3, bytes(37, 5 * 7 * 3));
        for (double rescale : new double[] {1, 1 / 255.0, 1 / 3.0}) {
            ImagePipeline pipeline = PIPELINE.rescale(rescale);
            assertThat(FloatImages.through(pipeline.normalize(Normalization.samplewiseStd()), List.of(gray)))
                    .containsExactly(new float[5 * 7 * 3], within(1e-8f));
            Normalization normalization =
                    pipeline.fit(FloatImages.samples(List.of(gray, gray))).featurewiseStd();
            assertThat(FloatImages.throughPlanes(pipeline.normalize(normalization), List.of(gray)))
                    .containsExactly(new float[5 * 7 * 3], within(1e-8f));
        }
    }

    private static byte[] bytes(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** One pixel is brighter by one level. */
    @Test
    void aFaintDifferenceIsBroughtOutExactly() {
        byte[] values = bytes(200, 5 * 7 * 3);
        values[40] = (byte) 201;
        float[] found = FloatImages.through(
                PIPELINE.normalize(Normalization.samplewiseStd()), List.of(Image.ofBytes(5, 7, 3, values)));
        double mean = 1 / 105.0;
        double std = Math.sqrt(mean * (1 - mean)) + 1e-6;
        for (int i = 0; i < found.length; i++) {
            double expected = ((i == 40 ? 1 : 0) - mean) / std;
            assertThat((double) found[i]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void grayImagesAndImagesWithAlphaAreNormalizedToo() {
        for (ColorMode colors : new ColorMode[] {ColorMode.GRAYSCALE, ColorMode.RGBA}) {
            ImagePipeline pipeline = PIPELINE.colorMode(colors);
            ImageStatistics statistics = pipeline.fit(FloatImages.samples(IMAGES));
            int channels = colors.channels();
            assertThat(statistics.mean()).hasSize(channels);
            float[] values = FloatImages.throughPlanes(pipeline.normalize(statistics.featurewiseStd()), IMAGES);
            ChannelMoments moments = ChannelMoments.of(FloatBuffer.wrap(values), channels);
            for (int c = 0; c < channels; c++) {
                assertThat(moments.mean()[c]).isCloseTo(0, within(1e-6));
                assertThat(moments.standardDeviation()[c]).isCloseTo(c == 3 ? 0 : 1, within(1e-6));
            }
        }
    }

    @Test
    void samplewiseStepsComeBeforeFeaturewiseOnesInWhateverOrderTheyAreGiven() {
        Normalization samplewise = Normalization.samplewiseStd();
        Normalization featurewise = STATISTICS.featurewiseStd();
        assertThat(samplewise.and(featurewise))
                .isEqualTo(featurewise.and(samplewise))
                .hasSameHashCodeAs(featurewise.and(samplewise));
        assertThat(samplewise.and(featurewise).toString()).startsWith("samplewise std, featurewise center [");
        assertThat(featurewise.and(Normalization.none())).isEqualTo(featurewise).isNotEqualTo(samplewise);
    }

    @Test
    void aStepIsNotDoneTwice() {
        assertThatThrownBy(() -> Normalization.samplewiseStd().and(Normalization.samplewiseCenter()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use samplewiseStd() alone");
        assertThatThrownBy(() -> Normalization.imageNet().and(STATISTICS.featurewiseCenter()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both normalisations are featurewise");
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Normalization.featurewise(new double[] {1, 2}, new double[] {1}))
                .hasMessageContaining("there are 2 and 1");
        assertThatThrownBy(() -> Normalization.featurewise(new double[] {1}, new double[] {0}))
                .hasMessage("the std of a channel must be positive but was 0.0: add a small number, Keras 1e-6");
        assertThatThrownBy(() -> Normalization.featurewise(new double[] {1}, new double[] {-0.2}))
                .hasMessage("the std of a channel must be positive but was -0.2");
        assertThatThrownBy(() -> Normalization.featurewise(new double[] {Double.NaN}, new double[] {1}))
                .hasMessageContaining("must be finite but was NaN");
    }

    private static void assertRefused(ImagePipeline pipeline, String message) {
        assertThatThrownBy(() -> pipeline.evaluationFlow(FloatImages.samples(IMAGES), ClassIndex.numbered(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPipelineThatItDoesNotSuitIsRefusedBeforeAnImageIsRead() {
        assertRefused(
                PIPELINE.normalize(Normalization.imageNet()),
                "but the pipeline's rescale is 1.0: use rescale(1 / 255.0), or forAnyRescale()");
        assertRefused(
                PIPELINE.rescale(1 / 255.0).normalize(Normalization.tf()),
                "the normalization is for values that were rescaled by 1.0 but");
        assertRefused(PIPELINE.rescale(2).normalize(STATISTICS.featurewiseStd()), "rescaled by 1.0 but the pipeline's");
        assertRefused(
                PIPELINE.normalize(Normalization.caffe()),
                "the normalization is for colorMode BGR but the pipeline has RGB: its means would meet the wrong channels");
        assertRefused(
                PIPELINE.colorMode(ColorMode.BGR).normalize(STATISTICS.featurewiseStd()),
                "the normalization is for colorMode RGB but the pipeline has BGR");
        assertRefused(
                PIPELINE.colorMode(ColorMode.RGBA).normalize(Normalization.torch()),
                "means for 3 channels but the pipeline's images have 4 (colorMode RGBA)");
        assertRefused(
                PIPELINE.featureType(DataType.UINT8).normalize(Normalization.samplewiseCenter()),
                "features of type UINT8 cannot be normalized (samplewise center)");
    }

    @Test
    void valuesThatHaveTheRightSizeByThemselvesCanBeNormalized() {
        float[] values = new float[5 * 7 * 3];
        Arrays.fill(values, 0.456f);
        float[] found = FloatImages.through(
                PIPELINE.normalize(Normalization.imageNet().forAnyRescale()),
                List.of(FloatImages.image(5, 7, 3, values)));
        assertThat(found[1]).isCloseTo(0, within(1e-6f));
    }

    @Test
    void itsNumbersCanBeRead() {
        assertThat(Normalization.imageNet().mean()).containsExactly(0.485, 0.456, 0.406);
        assertThat(Normalization.imageNet().std()).containsExactly(0.229, 0.224, 0.225);
        assertThat(Normalization.imageNet().rescale()).isEqualTo(1 / 255.0);
        assertThat(Normalization.imageNet().forAnyRescale().rescale()).isNull();
        assertThat(Normalization.caffe().colorMode()).isEqualTo(ColorMode.BGR);
        assertThat(Normalization.caffe().std()).containsExactly(1.0);
        for (Normalization each : List.of(Normalization.none(), Normalization.samplewiseStd())) {
            assertThat(each.mean()).isEmpty();
            assertThat(each.std()).isEmpty();
            assertThat(each.rescale()).isNull();
            assertThat(each.colorMode()).isNull();
            assertThat(each.whitening()).isNull();
        }
    }

    @Test
    void theNumbersAreThoseOfTheStatistics() {
        ImagePipeline pipeline = ImagePipeline.targetSize(3, 2).rescale(0.5);
        ImageStatistics statistics =
                pipeline.fit(TestImages.samples(20, 2), Fit.everyImage().withCovariance());
        Normalization std = Normalization.samplewiseCenter().and(statistics.featurewiseStd());
        assertThat(std.mean()).isEqualTo(statistics.mean());
        assertThat(std.std())
                .isEqualTo(statistics.std().stream().map(each -> each + 1e-6).toList());
        assertThat(std.rescale()).isEqualTo(0.5);
        assertThat(std.colorMode()).isEqualTo(ColorMode.RGB);

        Normalization zca = statistics.zca(1e-3);
        assertThat(zca.mean()).isEqualTo(statistics.mean());
        assertThat(zca.std()).containsExactly(1.0);
        Whitening matrix = Objects.requireNonNull(zca.whitening());
        assertThat(matrix.shape()).isEqualTo(new ImageShape(3, 2, 3));
        assertThat(matrix.at(17, 0)).isEqualTo(matrix.at(0, 17));
    }
}
