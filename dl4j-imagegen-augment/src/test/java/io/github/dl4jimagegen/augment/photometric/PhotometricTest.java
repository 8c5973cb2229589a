package io.github.dl4jimagegen.augment.photometric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.augment.Augmentations;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Noise;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which operations the photometric augmentations draw. */
class PhotometricTest {

    private static final ImageShape SHAPE = new ImageShape(60, 90, 3);
    private static final int DRAWS = 2_000;

    private static PixelOp draw(PhotometricAugmentation augmentation, ImageShape shape, int index) {
        return augmentation.pixels(shape, SampleRandom.of(5, 0, index, 0));
    }

    private static List<PixelOp> draws(PhotometricAugmentation augmentation) {
        return IntStream.range(0, DRAWS)
                .mapToObj(i -> draw(augmentation, SHAPE, i))
                .toList();
    }

    /** Checks that a parameter fills its range and does not leave it. */
    private static <T extends PixelOp> void assertFills(
            double from,
            double to,
            PhotometricAugmentation augmentation,
            Class<T> type,
            ToDoubleFunction<T> parameter) {
        double[] values = draws(augmentation).stream()
                .mapToDouble(operation -> parameter.applyAsDouble(type.cast(operation)))
                .sorted()
                .toArray();
        double margin = (to - from) / 100;
        assertThat(values[0]).isBetween(from - 1e-9, from + margin);
        assertThat(values[DRAWS - 1]).isBetween(to - margin, to + 1e-9);
        assertThat(values[DRAWS / 2]).isCloseTo((from + to) / 2, within(6 * margin));
    }

    @Test
    void parametersFillTheirRangesEvenly() {
        assertFills(-51, 25.5, Augmentations.randomBrightness(-0.2, 0.1), Curve.Linear.class, Curve.Linear::bias);
        assertFills(0.5, 1.5, Augmentations.randomContrast(0.5, 1.5), PixelOp.Contrast.class, PixelOp.Contrast::factor);
        assertFills(
                0.3,
                2,
                Augmentations.randomSaturation(0.3, 2),
                ColorMatrix.class,
                matrix -> matrix.weights().get(0) - matrix.weights().get(3));
        assertFills(-0.1, 0.4, Augmentations.randomHue(-0.1, 0.4), PixelOp.HueShift.class, PixelOp.HueShift::turns);
        assertFills(0.5, 3, Augmentations.randomGamma(0.5, 3), Curve.Gamma.class, Curve.Gamma::exponent);
        assertFills(
                0,
                4,
                Augmentations.randomSharpness(0, 4),
                Convolution.class,
                kernel -> kernel.weights().get(4) - 5 * kernel.weights().get(0));
        assertFills(
                0.1,
                2,
                Augmentations.randomGaussianBlur(0.1, 2),
                PixelOp.GaussianBlur.class,
                PixelOp.GaussianBlur::sigma);
        assertFills(5, 50, Augmentations.randomGaussianNoise(5, 50), Noise.Gaussian.class, Noise.Gaussian::deviation);
        assertFills(3, 60, Augmentations.randomShotNoise(3, 60), Noise.Shot.class, Noise.Shot::photons);
        assertFills(
                0,
                0.1,
                Augmentations.randomSaltAndPepper(0, 0.1),
                Noise.SaltAndPepper.class,
                Noise.SaltAndPepper::share);
        for (int channel = 0; channel < 3; channel++) {
            int c = channel;
            assertFills(
                    -20,
                    20,
                    Augmentations.randomRgbShift(-20, 20),
                    PixelOp.ChannelCurves.class,
                    curves -> ((Curve.Linear) curves.curves().get(c)).bias());
        }
    }

    @Test
    void neutralRangesChangeNothing() {
        byte[] values = new byte[SHAPE.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * 31 + i / 90);
        }
        Image image = Image.ofBytes(60, 90, 3, values);
        for (Augmentation neutral : List.of(
                Augmentations.randomBrightness(0, 0),
                Augmentations.randomContrast(1, 1),
                Augmentations.randomSaturation(1, 1),
                Augmentations.randomHue(0, 0),
                Augmentations.randomColorJitter(0, 0, 0, 0),
                Augmentations.randomRgbShift(0, 0),
                Augmentations.randomGamma(1, 1),
                Augmentations.posterize(8),
                Augmentations.solarize(256),
                Augmentations.randomSharpness(1, 1),
                Augmentations.randomGaussianBlur(0, 0),
                Augmentations.randomMotionBlur(1, 1),
                Augmentations.randomGaussianNoise(0, 0),
                Augmentations.randomSaltAndPepper(0, 0),
                Augmentations.randomErasing().area(0, 0),
                Augmentations.randomCoarseDropout().holes(0, 0),
                Augmentations.randomCoarseDropout().size(0, 0))) {
            assertThat(Operations.apply(neutral.draw(SHAPE, SampleRandom.of(1, 2, 3, 4)), image))
                    .as(neutral.describe())
                    .isEqualTo(image);
        }
    }

    @Test
    void noiseIsAnotherOneForEachImage() {
        Set<Long> seeds = new HashSet<>();
        for (PixelOp operation : draws(Augmentations.randomGaussianNoise(1, 1))) {
            seeds.add(((Noise) operation).seed());
        }
        assertThat(seeds).hasSize(DRAWS);
    }

    @Test
    void channelsAreShuffledInAllSixOrdersAndDroppedOneAtATime() {
        assertThat(new HashSet<>(draws(Augmentations.randomChannelShuffle())))
                .containsExactlyInAnyOrder(
                        ColorMatrix.channels(0, 1, 2),
                        ColorMatrix.channels(0, 2, 1),
                        ColorMatrix.channels(1, 0, 2),
                        ColorMatrix.channels(1, 2, 0),
                        ColorMatrix.channels(2, 0, 1),
                        ColorMatrix.channels(2, 1, 0));
        assertThat(new HashSet<>(draws(Augmentations.randomChannelDropout())))
                .containsExactlyInAnyOrder(
                        new ColorMatrix(List.of(0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)),
                        new ColorMatrix(List.of(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)),
                        new ColorMatrix(List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)));
    }

    @Test
    void jitterDoesAllFourInAnyOrder() {
        Set<List<Class<?>>> orders = new HashSet<>();
        for (PixelOp operation : draws(Augmentations.randomColorJitter(0.4, 0.3, 2, 0.1))) {
            List<PixelOp> chain = ((PixelOp.Chain) operation).operations();
            orders.add(chain.stream().<Class<?>>map(Object::getClass).toList());
            for (PixelOp each : chain) {
                if (each instanceof Curve.Linear brightness) {
                    assertThat(brightness.gain()).isBetween(0.6, 1.4);
                    assertThat(brightness.bias()).isZero();
                } else if (each instanceof PixelOp.Contrast contrast) {
                    assertThat(contrast.factor()).isBetween(0.7, 1.3);
                } else if (each instanceof PixelOp.HueShift hue) {
                    assertThat(hue.turns()).isBetween(-0.1, 0.1);
                }
            }
        }
        assertThat(orders).hasSize(24);
    }

    @Test
    void allJpegQualitiesFromLowestToHighestAreDrawn() {
        Set<PixelOp> qualities = new HashSet<>(draws(Augmentations.randomJpegCompression(95, 98)));
        assertThat(qualities)
                .containsExactlyInAnyOrder(
                        new PixelOp.JpegCompression(95),
                        new PixelOp.JpegCompression(96),
                        new PixelOp.JpegCompression(97),
                        new PixelOp.JpegCompression(98));
    }

    @Test
    void motionGoesInAllDirections() {
        Set<PixelOp> kernels = new HashSet<>(draws(Augmentations.randomMotionBlur(7, 7)));
        assertThat(kernels).hasSizeGreaterThan(DRAWS / 2);
        int across = 0;
        for (PixelOp kernel : kernels) {
            List<Double> weights = ((Convolution) kernel).weights();
            double spread = 0; // from left to right more than from top to bottom if positive
            for (int i = 0; i < weights.size(); i++) {
                int x = i % 7 - 3;
                int y = i / 7 - 3;
                spread += weights.get(i) * (x * x - y * y);
            }
            across += spread > 0 ? 1 : 0;
        }
        assertThat((double) across / kernels.size()).isBetween(0.4, 0.6);
    }

    private static List<Rectangle> holes(PixelOp operation) {
        return operation instanceof Erase erase ? erase.holes() : List.of();
    }

    @Test
    void anErasedRectangleLiesInsideAndHasItsAreaAndItsRatio() {
        int none = 0;
        for (PixelOp operation : draws(Augmentations.randomErasing())) {
            none += holes(operation).isEmpty() ? 1 : 0;
            for (Rectangle hole : holes(operation)) {
                assertThat(hole.top()).isBetween(0, 60 - hole.height());
                assertThat(hole.left()).isBetween(0, 90 - hole.width());
                double margin = hole.height() + hole.width() + 1; // rounding each side by half a pixel, and a bit
                assertThat((double) hole.height() * hole.width())
                        .isBetween(0.02 * 5400 - margin / 2, 0.33 * 5400 + margin / 2);
                assertThat((hole.height() + 0.5) / (hole.width() - 0.5)).isGreaterThanOrEqualTo(0.3);
                assertThat((hole.height() - 0.5) / (hole.width() + 0.5)).isLessThanOrEqualTo(3.3);
            }
        }
        assertThat(none).isLessThan(5);
        assertThat(holes(draw(Augmentations.randomErasing().area(1, 1), SHAPE, 0)))
                .isEmpty();
    }

    @Test
    void coarseDropoutHasAsManyHolesOfTheSizeItIsTold() {
        Set<Integer> counts = new HashSet<>();
        for (PixelOp operation :
                draws(Augmentations.randomCoarseDropout().holes(2, 4).size(0.1, 0.5))) {
            counts.add(holes(operation).size());
            for (Rectangle hole : holes(operation)) {
                assertThat(hole.height()).isBetween(6, 30);
                assertThat(hole.width()).isBetween(9, 45);
                assertThat(hole.top()).isBetween(0, 60 - hole.height());
                assertThat(hole.left()).isBetween(0, 90 - hole.width());
            }
        }
        assertThat(counts).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void aGridCoversTheShareOfTheImageThatItsRatioSays() {
        Image white = Image.ofBytes(60, 90, 1, new byte[5400]).map(value -> 255);
        for (double ratio : new double[] {0.25, 0.5, 0.75}) {
            double erased = 0;
            for (int i = 0; i < 50; i++) {
                RandomGridDropout grid =
                        Augmentations.randomGridDropout().ratio(ratio).cells(5);
                byte[] values =
                        Operations.apply(List.of(draw(grid, SHAPE, i)), white).toBytes();
                for (byte value : values) {
                    erased += value == 0 ? 1 : 0;
                }
            }
            assertThat(erased / 50 / 5400).isCloseTo(ratio * ratio, within(0.03));
        }
    }

    @Test
    void numbersOutsideTheirBoundsAreRefusedInWords() {
        assertRefused(
                () -> Augmentations.randomBrightness(-2, 0),
                "the share of the value range that is added must lie in [-1.0, 1.0]");
        assertRefused(() -> Augmentations.randomContrast(-1, 1), "the factor of contrast must lie in [0.0, 100.0]");
        assertRefused(() -> Augmentations.randomSaturation(2, 1), "lower one first, but was [2.0, 1.0]");
        assertRefused(() -> Augmentations.randomHue(0, 0.6), "a hue shift must lie in [-0.5, 0.5]");
        String jitter = ": the factor is drawn from 1 - x to 1 + x, from 0.6 to 1.4 for 0.4";
        assertRefused(
                () -> Augmentations.randomColorJitter(-0.4, 0, 0, 0),
                "randomColorJitter's brightness must lie in [0, 99.0] but was -0.4" + jitter);
        assertRefused(
                () -> Augmentations.randomColorJitter(0, Double.NaN, 0, 0),
                "randomColorJitter's contrast must lie in [0, 99.0] but was NaN" + jitter);
        assertRefused(
                () -> Augmentations.randomColorJitter(0, 0, 150, 0),
                "randomColorJitter's saturation must lie in [0, 99.0] but was 150.0" + jitter);
        assertRefused(
                () -> Augmentations.randomColorJitter(0, 0, 0, 18),
                "randomColorJitter's hue, in turns of the circle, must lie in [0, 0.5] but was 18.0: give the largest"
                        + " turn to either side, of n degrees as n / 360");
        assertRefused(() -> Augmentations.randomRgbShift(0, 300), "an RGB shift must lie in [-255.0, 255.0]");
        assertRefused(() -> Augmentations.randomGamma(0, 1), "gamma must lie in [0.01, 100.0] but was [0.0, 1.0]");
        assertRefused(() -> Augmentations.posterize(9), "posterize keeps 0 to 8 bits but was given 9");
        assertRefused(() -> Augmentations.solarize(-1), "must lie in [0, 256] but was -1.0");
        assertRefused(() -> Augmentations.clahe(0, 8), "a clip limit of at least 1");
        assertRefused(() -> Augmentations.medianBlur(4), "must be 3 or 5 but was 4");
        assertRefused(() -> Augmentations.randomGaussianBlur(0, 101), "[0.0, 100.0] but was [0.0, 101.0]");
        assertRefused(() -> Augmentations.randomMotionBlur(0, 3), "must lie in [1.0, 255.0]");
        assertRefused(() -> Augmentations.randomShotNoise(0, 3), "the photons of shot noise must lie in [0.1,");
        assertRefused(() -> Augmentations.randomSaltAndPepper(0, 2), "the share of pixels must lie in [0.0, 1.0]");
        assertRefused(() -> Augmentations.randomJpegCompression(0, 9), "lower one first, but was [0, 9]");
        assertRefused(() -> Augmentations.randomErasing().area(0, 2), "the share of the area must lie in [0.0, 1.0]");
        assertRefused(() -> Augmentations.randomErasing().ratio(0, 2), "the ratio of height to width must lie in");
        assertRefused(() -> Augmentations.randomCoarseDropout().holes(3, 2), "lower one first, but was [3, 2]");
        assertRefused(() -> Augmentations.randomGridDropout().ratio(1), "must lie in (0, 1) but was 1.0");
        assertRefused(() -> Augmentations.randomGridDropout().cells(0), "at least 1 cell but was given 0");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
