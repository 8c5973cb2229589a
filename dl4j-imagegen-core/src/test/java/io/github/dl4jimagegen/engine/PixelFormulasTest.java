package io.github.dl4jimagegen.engine;

import static io.github.dl4jimagegen.engine.PixelOperationsTest.apply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mixture;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each operation against its formula, written down once more. */
class PixelFormulasTest {

    private static final Image RGB = TestImages.image(7, 9, 3, 5);
    private static final Image ALL_VALUES = grey(16, 16, IntStream.range(0, 256).toArray());

    private static Image grey(int height, int width, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Image.ofBytes(height, width, 1, bytes);
    }

    private static int[] values(Image image) {
        byte[] bytes = image.toBytes();
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
    }

    private static double luminance(Image image, int row, int column) {
        return 0.299 * image.value(row, column, 0)
                + 0.587 * image.value(row, column, 1)
                + 0.114 * image.value(row, column, 2);
    }

    /** Compares every value with what a function of its place says, clamped, to a tolerance in levels. */
    private static void assertFormula(Image image, Image result, double tolerance, Formula formula) {
        ImageShape shape = image.shape();
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    double expected = Math.max(0, Math.min(255, formula.at(row, column, channel)));
                    assertThat((double) result.value(row, column, channel))
                            .as(row + ", " + column + ", " + channel)
                            .isCloseTo(expected, within(tolerance));
                }
            }
        }
    }

    private interface Formula {
        double at(int row, int column, int channel);
    }

    @Test
    void linearIsGainTimesValuePlusBiasRoundedHalvesUp() {
        assertThat(values(apply(PixelOp.linear(0.5, 10), grey(1, 5, 0, 1, 2, 3, 255))))
                .containsExactly(10, 11, 11, 12, 138);
        assertThat(values(apply(PixelOp.linear(2, -20), grey(1, 5, 0, 10, 11, 130, 255))))
                .containsExactly(0, 0, 2, 240, 255);
        assertThat(values(apply(Curve.Linear.INVERT, grey(1, 3, 0, 100, 255)))).containsExactly(255, 155, 0);
    }

    @Test
    void curvesAreAppliedToEachOfThe256Values() {
        int[] gamma = values(apply(new Curve.Gamma(2.2), ALL_VALUES));
        int[] posterized = values(apply(new Curve.Posterize(3), ALL_VALUES));
        int[] solarized = values(apply(new Curve.Solarize(100), ALL_VALUES));
        int[] own = values(apply(PixelOp.curve(value -> value * value / 255), ALL_VALUES));
        for (int v = 0; v < 256; v++) {
            assertThat(gamma[v]).isEqualTo((int) Math.round(255 * Math.pow(v / 255.0, 2.2)));
            assertThat(posterized[v]).isEqualTo(v & 0b11100000);
            assertThat(solarized[v]).isEqualTo(v < 100 ? v : 255 - v);
            assertThat(own[v]).isEqualTo((int) Math.round(v * v / 255.0));
        }
        assertThat(values(apply(new Curve.Posterize(0), ALL_VALUES))).containsOnly(0);
    }

    @Test
    void eachChannelMayHaveItsCurve() {
        PixelOp shift = new PixelOp.ChannelCurves(
                List.of(new Curve.Linear(1, 10), new Curve.Linear(1, -20), new Curve.Linear(0, 7)));
        double[] bias = {10, -20, 7};
        assertFormula(
                RGB,
                apply(shift, RGB),
                0,
                (row, column, channel) -> (channel == 2 ? 0 : RGB.value(row, column, channel)) + bias[channel]);
        assertThatThrownBy(() -> apply(shift, grey(1, 1, 0)))
                .hasMessage("3 curves cannot be applied to an image of 1 channels: each channel needs one");
    }

    @Test
    void saturationBlendsWithLuminance() {
        for (double factor : new double[] {0, 0.3, 1.7}) {
            assertFormula(
                    RGB,
                    apply(ColorMatrix.saturation(factor), RGB),
                    1,
                    (row, column, channel) ->
                            factor * RGB.value(row, column, channel) + (1 - factor) * luminance(RGB, row, column));
        }
    }

    @Test
    void aMatrixWithOnesExchangesChannels() {
        assertFormula(
                RGB,
                apply(ColorMatrix.channels(2, 0, 1), RGB),
                0,
                (row, column, channel) -> RGB.value(row, column, (channel + 2) % 3));
        assertThatThrownBy(() -> ColorMatrix.channels(0, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ColorMatrix(List.of(1.0)))
                .hasMessage("a colour matrix has 9 finite weights but was given [1.0]");
    }

    @Test
    void hueIsTurnedAsTheJdkTurnsIt() {
        for (double turns : new double[] {-0.5, -0.21, 0.04, 1 / 3.0, 0.5}) {
            assertFormula(RGB, apply(new PixelOp.HueShift(turns), RGB), 1, (row, column, channel) -> {
                float[] hsb = Color.RGBtoHSB(
                        (int) RGB.value(row, column, 0),
                        (int) RGB.value(row, column, 1),
                        (int) RGB.value(row, column, 2),
                        null);
                Color turned = Color.getHSBColor((float) (hsb[0] + turns), hsb[1], hsb[2]);
                return new int[] {turned.getRed(), turned.getGreen(), turned.getBlue()}[channel];
            });
        }
    }

    @Test
    void contrastIsTheDistanceFromTheMeanLuminance() {
        double sum = 0;
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 9; column++) {
                sum += luminance(RGB, row, column);
            }
        }
        double mean = sum / 63;
        for (double factor : new double[] {0, 0.5, 1.6}) {
            assertFormula(
                    RGB,
                    apply(new PixelOp.Contrast(factor), RGB),
                    0.5001,
                    (row, column, channel) -> mean + factor * (RGB.value(row, column, channel) - mean));
        }
    }

    @Test
    void autoContrastStretchesEachChannelToTheFullRange() {
        byte[] values = {10, 7, (byte) 200, 60, 7, (byte) 210, 110, 7, (byte) 220};
        Image image = Image.ofBytes(1, 3, 3, values);
        assertThat(values(apply(new PixelOp.AutoContrast(), image))).containsExactly(0, 7, 0, 128, 7, 128, 255, 7, 255);
    }

    @Test
    void equalizeMapsToTheNumberOfDarkerPixels() {
        int[] values = new int[60 * 50];
        for (int i = 0; i < values.length; i++) {
            values[i] = 20 + i % 7 * (i % 13);
        }
        int largest = Arrays.stream(values).max().orElseThrow();
        int step = (int) Arrays.stream(values).filter(v -> v < largest).count() / 255;
        int[] expected = Arrays.stream(values)
                .map(value -> Math.min(
                        255, (int) (Arrays.stream(values).filter(v -> v < value).count() + step / 2) / step))
                .toArray();
        assertThat(values(apply(new PixelOp.Equalize(), grey(60, 50, values)))).containsExactly(expected);
    }

    @Test
    void equalizeLeavesAloneWhatHasTooFewPixelsOrOneValue() {
        int[] few = {3, 3, 3, 50, 50, 90, 200, 200};
        assertThat(values(apply(new PixelOp.Equalize(), grey(2, 4, few)))).containsExactly(few);
        int[] same = new int[1000];
        Arrays.fill(same, 77);
        assertThat(values(apply(new PixelOp.Equalize(), grey(20, 50, same)))).containsExactly(same);
    }

    @Test
    void claheSpreadsFlatPartsAndKeepsColours() {
        int[] flat = IntStream.range(0, 64 * 64).map(i -> 100 + (i * 7) % 11).toArray();
        int[] spread = values(apply(new PixelOp.Clahe(4, 2), grey(64, 64, flat)));
        int range = Arrays.stream(spread).max().getAsInt()
                - Arrays.stream(spread).min().getAsInt();
        assertThat(range).isGreaterThan(20);
        byte[] red = new byte[64 * 64 * 3];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = (byte) (120 + (i * 7) % 11);
            red[i + 1] = 40;
            red[i + 2] = 40;
        }
        Image changed = apply(new PixelOp.Clahe(4, 2), Image.ofBytes(64, 64, 3, red));
        for (int column = 0; column < 64; column++) {
            assertThat(changed.value(9, column, 0)).isGreaterThan(changed.value(9, column, 1) + 30);
            assertThat(changed.value(9, column, 1)).isCloseTo(changed.value(9, column, 2), within(30f));
        }
    }

    @Test
    void sharpnessBlendsWithTheSmoothedImage() {
        for (double factor : new double[] {0, 0.4, 2}) {
            assertFormula(RGB, apply(Convolution.sharpness(factor), RGB), 0.51, (row, column, channel) -> {
                double sum = 4 * RGB.value(row, column, channel);
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        sum += RGB.value(mirrored(row + dy, 7), mirrored(column + dx, 9), channel);
                    }
                }
                return factor * RGB.value(row, column, channel) + (1 - factor) * sum / 13;
            });
        }
    }

    private static int mirrored(int i, int length) {
        return i < 0 ? -i : i >= length ? 2 * length - 2 - i : i;
    }

    @Test
    void weightsLieOverTheImageAsTheyAreWritten() {
        Convolution right = new Convolution(1, 3, List.of(0.0, 0.0, 1.0));
        assertThat(values(apply(right, grey(1, 4, 10, 20, 30, 40)))).containsExactly(20, 30, 40, 30);
        assertThatThrownBy(() -> new Convolution(2, 3, List.of(1.0)))
                .hasMessage("a kernel must have odd sides but was 2x3");
        assertThatThrownBy(() -> new Convolution(1, 3, List.of(1.0))).hasMessageContaining("3 finite weights");
    }

    @Test
    void motionBlurIsALineOfWeightOne() {
        for (double length : new double[] {1, 2, 3.5, 7, 15}) {
            for (double degrees : new double[] {0, 30, 45, 90, 135, 200}) {
                Convolution line = Convolution.motion(length, degrees);
                List<Double> weights = line.weights();
                int last = weights.size() - 1;
                double variance = 0;
                for (int i = 0; i <= last; i++) {
                    assertThat(weights.get(i)).isCloseTo(weights.get(last - i), within(1e-12));
                    double x = i % line.width() - line.width() / 2;
                    double y = line.height() / 2 - i / line.width();
                    double across = x * Math.sin(Math.toRadians(degrees)) - y * Math.cos(Math.toRadians(degrees));
                    variance += weights.get(i) * across * across;
                }
                assertThat(weights.stream().mapToDouble(weight -> weight).sum()).isCloseTo(1, within(1e-12));
                assertThat(Math.sqrt(variance)).as(length + " " + degrees).isLessThan(0.6);
            }
        }
        assertThat(Convolution.motion(3, 0).weights().subList(3, 6)).allMatch(weight -> weight > 0.2);
        assertThatThrownBy(() -> Convolution.motion(0.5, 0)).hasMessageContaining("[1, 255] pixels but was 0.5");
    }

    @Test
    void gaussianBlurIsTheBellOfItsDeviation() {
        byte[] dot = new byte[41 * 41];
        Image white = Image.ofBytes(41, 41, 1, dot).map(value -> 200);
        assertThat(apply(new PixelOp.GaussianBlur(3), white)).isEqualTo(white);
        float[] point = new float[41 * 41];
        point[20 * 41 + 20] = 255;
        for (double sigma : new double[] {0.8, 2, 4}) {
            Image blurred =
                    Operations.apply(List.of(new PixelOp.GaussianBlur(sigma)), Image.ofFloats(41, 41, 1, point));
            double total = 0;
            double variance = 0;
            for (int row = 0; row < 41; row++) {
                for (int column = 0; column < 41; column++) {
                    total += blurred.value(row, column, 0);
                    variance += blurred.value(row, column, 0) * (column - 20) * (column - 20);
                }
            }
            assertThat(total).isCloseTo(255, within(0.1));
            assertThat(Math.sqrt(variance / total)).isCloseTo(sigma, within(0.05 * sigma));
        }
    }

    @Test
    void medianIsTheMiddleOfTheNeighbourhood() {
        Image image = grey(3, 4, 9, 8, 7, 6, 1, 250, 3, 4, 12, 11, 10, 5);
        Image result = apply(new PixelOp.MedianBlur(3), image);
        assertThat(result.value(1, 1, 0)).isEqualTo(9); // 1 3 7 8 9 10 11 12 250
        assertThat(result.value(1, 2, 0)).isEqualTo(7); // 3 4 5 6 7 8 10 11 250
        assertThat(result.value(0, 0, 0)).isEqualTo(9); // 1 1 8 8 9 9 9 9 250 with the edge going on
        assertThatThrownBy(() -> new PixelOp.MedianBlur(4))
                .hasMessage("the size of a median blur must be 3 or 5 but was 4");
    }

    @Test
    void holesAreFilledAndNothingElseIs() {
        Rectangle hole = new Rectangle(-3, 2, 7, 3);
        Image black = apply(new Erase(List.of(hole), Fill.rgb(9, 80, 200), 1), RGB);
        Image noise = apply(new Erase(List.of(hole, new Rectangle(8, 6, 50, 50)), Fill.NOISE, 1), RGB);
        double[] color = {9, 80, 200};
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 9; column++) {
                boolean inside = row >= 2 && row < 5 && column < 4;
                for (int channel = 0; channel < 3; channel++) {
                    double expected = inside ? color[channel] : RGB.value(row, column, channel);
                    assertThat((double) black.value(row, column, channel)).isEqualTo(expected);
                    if (!inside && !(row == 6 && column == 8)) {
                        assertThat(noise.value(row, column, channel)).isEqualTo(RGB.value(row, column, channel));
                    }
                }
            }
        }
        assertThat(noise).isNotEqualTo(RGB);
        assertThat(values(apply(new Erase(List.of(hole), Fill.rgb(255, 0, 0), 1), grey(3, 1, 5, 5, 5))))
                .containsExactly(5, 5, 76);
    }

    @Test
    void aMixtureIsTheWeightedSumOfItsParts() {
        Image inverted = apply(Curve.Linear.INVERT, RGB);
        Image flipped = Operations.apply(List.of(Warp.flipHorizontal(RGB.shape())), RGB);
        PixelOp mixture = new Mixture(List.of(
                new Mixture.Part(0.5, List.of()),
                new Mixture.Part(0.2, List.of(Curve.Linear.INVERT)),
                new Mixture.Part(0.3, List.of(PixelOp.chain(), Warp.flipHorizontal(RGB.shape())))));
        assertFormula(
                RGB,
                apply(mixture, RGB),
                0.5001,
                (row, column, channel) -> 0.5 * RGB.value(row, column, channel)
                        + 0.2 * inverted.value(row, column, channel)
                        + 0.3 * flipped.value(row, column, channel));
        Warp crop = Warp.crop(RGB.shape(), new Rectangle(0, 0, 3, 3));
        PixelOp smaller = new Mixture(List.of(new Mixture.Part(1, List.of(crop))));
        assertThatThrownBy(() -> apply(smaller, RGB))
                .hasMessage("a part of a mixture must keep the shape 7x9x3 but made 3x3x3");
    }

    @Test
    void jpegLosesMoreTheWorseItsQuality() {
        Image photo = picture();
        double last = 0;
        for (int quality : new int[] {100, 80, 40, 10}) {
            int[] before = values(photo);
            int[] after = values(apply(new PixelOp.JpegCompression(quality), photo));
            double error = IntStream.range(0, before.length)
                    .mapToDouble(i -> Math.abs(before[i] - after[i]))
                    .average()
                    .getAsDouble();
            assertThat(error)
                    .as("mean error at quality " + quality)
                    .isGreaterThan(last)
                    .isLessThan(25);
            last = error;
        }
    }

    /** Red, green and blue differ, so that exchanged channels would show. */
    private static Image picture() {
        byte[] values = new byte[48 * 64 * 3];
        for (int i = 0; i < values.length; i++) {
            int x = i / 3 % 64;
            int y = i / 192;
            values[i] = (byte) (i % 3 == 0 ? 200 + 40 * Math.sin(x * 0.7) : i % 3 == 1 ? 2 * x : 20 + 2 * y);
        }
        return Image.ofBytes(48, 64, 3, values);
    }
}
