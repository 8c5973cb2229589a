package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mixture;
import io.github.dl4jimagegen.image.Noise;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.ValueRange;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every operation on pixel values, for 8-bit and float images of 1, 3 and 4 channels of any size. */
class PixelOperationsTest {

    private static final List<ValueRange> RANGES =
            List.of(ValueRange.EIGHT_BIT, new ValueRange(0, 1), new ValueRange(-1, 1), new ValueRange(0, 65535));

    private static final List<PixelOp> OPERATIONS = List.of(
            PixelOp.linear(1.7, -40),
            PixelOp.curve(value -> 255 * Math.sqrt(value / 255)),
            Curve.Linear.INVERT,
            new Curve.Gamma(0.6),
            new Curve.Posterize(3),
            new Curve.Solarize(128),
            ColorMatrix.saturation(1.8),
            ColorMatrix.GRAYSCALE,
            ColorMatrix.channels(2, 0, 0),
            new PixelOp.HueShift(0.2),
            new PixelOp.Contrast(1.9),
            new PixelOp.AutoContrast(),
            new PixelOp.Equalize(),
            new PixelOp.Clahe(4, 8),
            Convolution.sharpness(3),
            Convolution.motion(6.5, 30),
            new PixelOp.GaussianBlur(1.3),
            new PixelOp.MedianBlur(3),
            new PixelOp.MedianBlur(5),
            new Noise.Gaussian(30, 7),
            new Noise.Shot(8, 7),
            new Noise.SaltAndPepper(0.3, 7),
            new Erase(List.of(new Rectangle(1, -1, 40, 3)), Fill.rgb(250, 120, 10), 0),
            new Erase(List.of(new Rectangle(0, 0, 2, 2), new Rectangle(1, 1, 9, 9)), Fill.NOISE, 7),
            new PixelOp.JpegCompression(30),
            new Mixture(List.of(new Mixture.Part(0.6, List.of()), new Mixture.Part(0.4, List.of(Curve.Linear.INVERT)))),
            PixelOp.chain(PixelOp.linear(0.5, 20), new PixelOp.GaussianBlur(1)));

    private static final List<PixelOp> NEUTRAL = List.of(
            PixelOp.linear(1, 0),
            new Curve.Gamma(1),
            new Curve.Solarize(256),
            new Curve.Posterize(8),
            ColorMatrix.saturation(1),
            ColorMatrix.channels(0, 1, 2),
            new PixelOp.HueShift(0),
            new PixelOp.Contrast(1),
            Convolution.sharpness(1),
            Convolution.motion(1, 77),
            new PixelOp.GaussianBlur(0),
            new Noise.Gaussian(0, 1),
            new Noise.SaltAndPepper(0, 1),
            new Erase(List.of(), Fill.BLACK, 1),
            new Mixture(List.of(new Mixture.Part(0.25, List.of()), new Mixture.Part(0.75, List.of()))),
            PixelOp.chain());

    @Provide
    Arbitrary<Image> images() {
        Arbitrary<Integer> side =
                Arbitraries.oneOf(Arbitraries.just(1), Arbitraries.integers().between(2, 24));
        Arbitrary<Integer> channels = Arbitraries.of(1, 3, 4);
        return Combinators.combine(side, side, channels).flatAs((height, width, depth) -> Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(height * width * depth)
                .map(values -> Image.ofBytes(height, width, depth, values)));
    }

    static Image apply(PixelOp operation, Image image) {
        return Operations.apply(List.of(operation), image, null);
    }

    private static Image apply(PixelOp operation, Image image, @Nullable ValueRange range) {
        return Operations.apply(List.of(operation), image, range);
    }

    /** The same picture as float values of a range. */
    private static Image floats(Image image, ValueRange range) {
        ImageShape shape = image.shape();
        float[] values = image.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (range.low() + values[i] / 255 * (range.high() - range.low()));
        }
        return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
    }

    @Example
    void aCurveThatMakesNoNumberIsRefused() {
        PixelOp root = PixelOp.curve(value -> Math.sqrt(value - 1));
        for (Image image :
                List.of(Image.ofBytes(1, 2, 1, new byte[] {0, 1}), Image.ofFloats(1, 2, 1, new float[] {0, 1}))) {
            assertThatThrownBy(() -> Operations.apply(List.of(root), image, ValueRange.EIGHT_BIT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "a curve must make a number of every value from 0 to 255 but made NaN of 0.0");
        }
    }

    @Property(tries = 25)
    void theShapeTheKindAndTheRangeStay(@ForAll("images") Image image) {
        for (PixelOp operation : OPERATIONS) {
            Image result = apply(operation, image);
            assertThat(result.shape()).isEqualTo(image.shape());
            assertThat(result.isEightBit()).isTrue();
            for (ValueRange range : RANGES) {
                Image changed = apply(operation, floats(image, range), range);
                assertThat(changed.shape()).isEqualTo(image.shape());
                float margin = (float) (1e-5 * (range.high() - range.low()));
                float[] values = changed.toFloats();
                Arrays.sort(values);
                assertThat(values[0]).as(operation.toString()).isGreaterThanOrEqualTo((float) range.low() - margin);
                assertThat(values[values.length - 1])
                        .as(operation.toString())
                        .isLessThanOrEqualTo((float) range.high() + margin);
            }
        }
    }

    @Property(tries = 25)
    void equalOperationsGiveEqualImages(@ForAll("images") Image image) {
        for (PixelOp operation : OPERATIONS) {
            assertThat(apply(operation, image)).as(operation.toString()).isEqualTo(apply(operation, image));
        }
    }

    @Property(tries = 25)
    void alphaStaysAsItIs(@ForAll("images") Image image) {
        ImageShape shape = image.shape();
        ValueRange unit = new ValueRange(0, 1);
        for (PixelOp operation :
                Stream.concat(OPERATIONS.stream(), NEUTRAL.stream()).toList()) {
            Image bytes = apply(operation, image);
            Image floats = apply(operation, floats(image, unit), unit);
            for (int i = 3; i < shape.length() && shape.channels() == 4; i += 4) {
                assertThat(bytes.toBytes()[i]).as(operation.toString()).isEqualTo(image.toBytes()[i]);
                assertThat(floats.toFloats()[i]).isEqualTo(floats(image, unit).toFloats()[i]);
            }
        }
    }

    @Property(tries = 25)
    void coloursOfAnImageWithAlphaChangeAsWithout(@ForAll("images") Image image) {
        ImageShape shape = image.shape();
        if (shape.channels() != 4) {
            return;
        }
        byte[] opaque = new byte[shape.height() * shape.width() * 3];
        for (int i = 0; i < opaque.length; i++) {
            opaque[i] = image.toBytes()[i / 3 * 4 + i % 3];
        }
        for (PixelOp operation : OPERATIONS) {
            byte[] expected = apply(operation, Image.ofBytes(shape.height(), shape.width(), 3, opaque))
                    .toBytes();
            byte[] actual = apply(operation, image).toBytes();
            byte[] colours = new byte[expected.length];
            for (int i = 0; i < expected.length; i++) {
                colours[i] = actual[i / 3 * 4 + i % 3];
            }
            assertThat(colours).as(operation.toString()).isEqualTo(expected);
        }
    }

    @Property(tries = 25)
    void neutralParametersChangeNothing(@ForAll("images") Image image) {
        for (PixelOp operation : NEUTRAL) {
            assertThat(apply(operation, image)).as(operation.toString()).isEqualTo(image);
            if (!(operation instanceof Curve.Posterize)) {
                for (ValueRange range : RANGES) {
                    assertClose(
                            operation,
                            apply(operation, floats(image, range), range),
                            floats(image, range),
                            1e-5 * (range.high() - range.low()));
                }
            }
        }
    }

    @Property(tries = 25)
    void floatImagesChangeAsEightBitOnesDo(@ForAll("images") Image image) {
        for (PixelOp operation : OPERATIONS) {
            Image expected = apply(operation, image);
            Image asFloats = apply(operation, floats(image, ValueRange.EIGHT_BIT), ValueRange.EIGHT_BIT);
            // OpenCV's 8-bit kernels have weights of 10 bits, those of the Gaussian 8.
            assertClose(operation, asFloats, expected, operation instanceof PixelOp.GaussianBlur ? 2.5 : 1.5);
            for (ValueRange range : RANGES) {
                if (operation instanceof Curve.Posterize || operation instanceof Curve.Solarize) {
                    continue; // steps, where the last bit of a float decides
                }
                Image changed = apply(operation, floats(image, range), range);
                double tolerance = operation instanceof Noise || operation instanceof PixelOp.Equalize ? 2 : 0.1;
                if (!(operation instanceof Noise.Shot)
                        && !(operation instanceof PixelOp.JpegCompression)
                        && !(operation instanceof PixelOp.Clahe)) {
                    assertClose(
                            operation,
                            changed,
                            floats(asFloats, range),
                            tolerance * (range.high() - range.low()) / 255);
                }
            }
        }
    }

    private static void assertClose(PixelOp operation, Image actual, Image expected, double tolerance) {
        float[] a = actual.toFloats();
        float[] b = expected.toFloats();
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(a[i] - b[i]) <= tolerance)) {
                assertThat((double) a[i]).as(operation + " at " + i).isCloseTo(b[i], within(tolerance));
            }
        }
    }

    @Property(tries = 25)
    void greyImagesHaveNoColoursToChange(@ForAll("images") Image image) {
        if (image.shape().channels() == 1) {
            for (PixelOp operation : List.of(
                    ColorMatrix.GRAYSCALE,
                    ColorMatrix.saturation(2),
                    ColorMatrix.channels(1, 2, 0),
                    new PixelOp.HueShift(0.3))) {
                assertThat(apply(operation, image)).isEqualTo(image);
            }
        }
    }

    @Example
    void aFloatImageWithoutARangeIsRefusedWithTheCure() {
        Image image = Image.ofFloats(1, 2, 1, new float[] {0, 1});
        assertThatThrownBy(() -> apply(new Curve.Gamma(2), image))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Gamma[exponent=2.0] cannot be applied to a float image whose value range is not known:"
                        + " declare it, for instance ImagePipeline.valueRange(0, 1) or valueRange(0, 255)");
        Image unused = apply(PixelOp.custom(each -> each), image);
    }

    @Example
    void aRangeThatIsNotTheImagesIsRefused() {
        Image image = Image.ofFloats(1, 2, 1, new float[] {0, 200});
        assertThatThrownBy(() -> apply(new Curve.Gamma(2), image, new ValueRange(0, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("declared as 0.0 to 1.0 but the image has values from 0.0 to 200.0");
    }

    @Example
    void whatInterpolationOvershootsIsClamped() {
        Image image = Image.ofFloats(1, 2, 1, new float[] {-0.1f, 1.1f});
        assertThat(apply(PixelOp.linear(1, 0), image, new ValueRange(0, 1)).toFloats())
                .containsExactly(0, 1);
    }

    @Example
    void aRangeUpsideDownIsRefused() {
        for (double[] bad : new double[][] {{1, 0}, {1, 1}, {0, Double.NaN}, {0, Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> new ValueRange(bad[0], bad[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("low end below its high end");
        }
    }
}
