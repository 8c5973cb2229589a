package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What Keras gets wrong is right by default, and wrong in Keras's way in its own modes. */
class DocumentedModeTest {

    private static final TransformParameters NOTHING = TransformParameters.IDENTITY;

    private static ImageDataGeneratorBuilder documented() {
        return ImageDataGenerator.builder();
    }

    private static ImageDataGeneratorBuilder keras3() {
        return ImageDataGenerator.builder().compatibility(Compatibility.KERAS_3);
    }

    private static ImageDataGeneratorBuilder keras11() {
        return ImageDataGenerator.builder().compatibility(Compatibility.KERAS_PREPROCESSING_1_1);
    }

    private static Image oneBrightPixel(int height, int width, int row, int column) {
        float[] values = new float[height * width];
        values[row * width + column] = 200;
        return Image.ofFloats(height, width, 1, values);
    }

    /** Returns where the bright pixel is, as row x 100 + column. */
    private static int brightPixel(Image image) {
        int width = image.shape().width();
        List<Integer> places = IntStream.range(0, image.shape().length())
                .filter(i -> image.value(i / width, i % width, 0) > 100)
                .mapToObj(i -> i / width * 100 + i % width)
                .toList();
        assertThat(places).hasSize(1);
        return places.get(0);
    }

    private static Image grey(int height, int width, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return Image.ofFloats(height, width, 1, floats);
    }

    @Property(tries = 300)
    void everyTransformWithoutAShiftKeepsTheCentre(
            @ForAll @IntRange(min = 1, max = 300) int height,
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @DoubleRange(min = -180, max = 180) double theta,
            @ForAll @DoubleRange(min = -60, max = 60) double shear,
            @ForAll @DoubleRange(min = 0.1, max = 5) double zx,
            @ForAll @DoubleRange(min = 0.1, max = 5) double zy) {
        double x = (width - 1) / 2.0;
        double y = (height - 1) / 2.0;
        Affine pull = Geometry.pull(
                NOTHING.withTheta(theta).withShear(shear).withZoom(zx, zy),
                new ImageShape(height, width, 3),
                Compatibility.AS_DOCUMENTED);
        assertThat(pull.x(x, y)).isCloseTo(x, within(1e-9));
        assertThat(pull.y(x, y)).isCloseTo(y, within(1e-9));
    }

    @Test
    void aShearIsKerassMatrixInEveryMode() {
        double a = Math.toRadians(20);
        for (Compatibility mode : Compatibility.values()) {
            Affine pull = Geometry.pull(NOTHING.withShear(20), new ImageShape(9, 15, 3), mode);
            boolean exchanged = mode == Compatibility.KERAS_PREPROCESSING_1_1;
            assertThat(List.of(pull.a(), pull.b(), pull.d(), pull.e()))
                    .isEqualTo(
                            exchanged
                                    ? List.of(StrictMath.cos(a), 0.0, -StrictMath.sin(a), 1.0)
                                    : List.of(1.0, -StrictMath.sin(a), 0.0, StrictMath.cos(a)));
        }
    }

    @Test
    void theCentreOfAWidePictureStaysWhereItIsWhichItDoesNotInKeras() {
        Image image = oneBrightPixel(9, 15, 4, 7);
        TransformParameters quarter = NOTHING.withTheta(90);
        assertThat(brightPixel(documented().build().applyTransform(image, quarter)))
                .isEqualTo(407);
        assertThat(brightPixel(keras3().build().applyTransform(image, quarter))).isEqualTo(401);
        Image square = oneBrightPixel(9, 9, 4, 4);
        assertThat(brightPixel(keras3().build().applyTransform(square, quarter)))
                .isEqualTo(404);
        assertThat(brightPixel(keras11().build().applyTransform(square, quarter)))
                .isEqualTo(406);
    }

    @Test
    void aPositiveAngleIsCounterClockwise() {
        Image right = oneBrightPixel(9, 9, 4, 7);
        assertThat(brightPixel(documented().build().applyTransform(right, NOTHING.withTheta(90))))
                .isEqualTo(104);
    }

    @Test
    void aHeightShiftMovesRowsAndAWidthShiftColumnsWhichIsTheOtherWayRoundInKeras3() {
        Image image = oneBrightPixel(21, 31, 10, 15);
        for (long seed = 0; seed < 20; seed++) {
            ShiftRange pixels = ShiftRange.oneOf(-4, 3);
            int byHeight =
                    brightPixel(documented().heightShiftRange(pixels).build().randomTransform(image, seed));
            assertThat(byHeight).isIn(615 + 100 * 1, 615 + 100 * 8);
            int byWidth =
                    brightPixel(documented().widthShiftRange(pixels).build().randomTransform(image, seed));
            assertThat(byWidth).isIn(1012, 1019);
            assertThat(brightPixel(keras3().heightShiftRange(pixels).build().randomTransform(image, seed)) / 100)
                    .isEqualTo(10);
            assertThat(brightPixel(keras3().widthShiftRange(pixels).build().randomTransform(image, seed)) % 100)
                    .isEqualTo(15);
        }
    }

    @Test
    void sharesOfTheSizeAreOfTheSideThatMoves() {
        ImageDataGenerator generator =
                documented().heightShiftRange(0.5).widthShiftRange(0.5).build();
        double rows = 0;
        double columns = 0;
        for (long seed = 0; seed < 200; seed++) {
            TransformParameters drawn = generator.getRandomTransform(new ImageShape(10, 1000, 3), seed);
            columns = Math.max(columns, Math.abs(drawn.tx()));
            rows = Math.max(rows, Math.abs(drawn.ty()));
        }
        assertThat(rows).isBetween(4.0, 5.0);
        assertThat(columns).isBetween(400.0, 500.0);
    }

    @Test
    void wrapRepeatsThePictureOfWhichKerasDropsAColumn() {
        Image image = grey(1, 4, 10, 20, 30, 40);
        TransformParameters byTwo = NOTHING.withShift(2, 0);
        assertThat(documented()
                        .fillMode(Border.Mode.WRAP)
                        .build()
                        .applyTransform(image, byTwo)
                        .toFloats())
                .containsExactly(30, 40, 10, 20);
        assertThat(keras3().fillMode(Border.Mode.WRAP)
                        .build()
                        .applyTransform(image, byTwo)
                        .toFloats())
                .containsExactly(30, 40, 20, 30);
    }

    @Test
    void aConstantBorderIsBlendedIn() {
        Image image = grey(1, 4, 100, 100, 100, 100);
        TransformParameters half = NOTHING.withShift(0.5, 0);
        assertThat(documented()
                        .fillMode(Border.Mode.CONSTANT)
                        .cval(20)
                        .build()
                        .applyTransform(image, half)
                        .toFloats())
                .containsExactly(100, 100, 100, 60);
        assertThat(keras3().fillMode(Border.Mode.CONSTANT)
                        .cval(20)
                        .build()
                        .applyTransform(image, half)
                        .toFloats())
                .containsExactly(100, 100, 100, 20);
    }

    @Test
    void cubicInterpolationIsSharperThanBilinear() {
        Image edge = grey(1, 6, 0, 0, 0, 200, 200, 200);
        TransformParameters half = NOTHING.withShift(0.5, 0);
        assertThat(documented()
                        .interpolationOrder(3)
                        .build()
                        .applyTransform(edge, half)
                        .value(0, 1, 0))
                .isNegative(); // it overshoots
        assertThat(documented().build().applyTransform(edge, half).value(0, 1, 0))
                .isZero();
    }

    @Test
    void brightnessIsAFactorInTheValueRangeThatWasDeclared() {
        Image image = grey(1, 4, 0, 0.25, 0.5, 0.9);
        TransformParameters brighter = NOTHING.withBrightness(1.5);
        assertThat(documented()
                        .valueRange(0, 1)
                        .build()
                        .applyTransform(image, brighter)
                        .toFloats())
                .containsExactly(new float[] {0, 0.375f, 0.75f, 1}, within(1e-6f));
        assertThat(keras3().build().applyTransform(image, brighter).toFloats()).containsOnly(0);
        assertThat(keras11().build().applyTransform(image, brighter).toFloats()).containsExactly(0, 105, 211, 255);
        Image signed = grey(1, 3, -1, 0, 1);
        assertThat(documented()
                        .valueRange(-1, 1)
                        .build()
                        .applyTransform(signed, NOTHING.withBrightness(0.5))
                        .toFloats())
                .containsExactly(new float[] {-1, -0.5f, 0}, within(1e-6f));
    }

    @Test
    void brightnessDoesNotChangeContrastNorCutFractionsOff() {
        Image image = grey(1, 3, 20, 60.5, 100);
        assertThat(documented()
                        .build()
                        .applyTransform(image, NOTHING.withBrightness(1))
                        .toFloats())
                .containsExactly(new float[] {20, 60.5f, 100}, within(1e-5f));
        assertThat(keras3().build()
                        .applyTransform(image, NOTHING.withBrightness(1))
                        .toFloats())
                .containsExactly(20, 60, 100);
        assertThat(keras11()
                        .build()
                        .applyTransform(image, NOTHING.withBrightness(1))
                        .toFloats())
                .containsExactly(51, 154, 255);
    }

    @Test
    void eachChannelIsShiftedByItself() {
        ImageDataGeneratorBuilder shifting = documented().channelShiftRange(50);
        Image grey = Image.ofFloats(1, 1, 3, new float[] {100, 100, 100});
        for (long seed = 0; seed < 20; seed++) {
            float[] values = shifting.build().randomTransform(grey, seed).toFloats();
            assertThat(values[0]).isNotEqualTo(values[1]).isNotEqualTo(values[2]);
            for (float value : values) {
                assertThat(value).isBetween(50f, 150f).isNotEqualTo(100f);
            }
        }
        // Keras cuts what leaves the image's own range of values, so that an even picture never changes.
        assertThat(keras3().channelShiftRange(50).build().randomTransform(grey, 3))
                .isEqualTo(grey);
    }

    @Test
    void shiftsAreInTheUnitOfPicturesWhateverTheValueRange() {
        Image image = grey(1, 3, 0, 0.5, 1);
        assertThat(documented()
                        .valueRange(0, 1)
                        .build()
                        .applyTransform(image, NOTHING.withChannelShift(51.0))
                        .toFloats())
                .containsExactly(new float[] {0.2f, 0.7f, 1}, within(1e-6f));
    }

    @Test
    void alphaIsNoColour() {
        Image image = Image.ofBytes(1, 1, 4, new byte[] {100, 100, 100, 100});
        ImageDataGenerator generator =
                documented().channelShiftRange(50).brightnessRange(0.2, 0.3).build();
        Image changed = generator.randomTransform(image, 1);
        assertThat(changed.value(0, 0, 0)).isLessThan(50);
        assertThat(changed.value(0, 0, 3)).isEqualTo(100);
        assertThat(changed.isEightBit()).isTrue();
    }

    @Test
    void wholePixelsAreEquallyLikelyOfWhichKerasHasNoShiftTwiceAsOften() {
        ShiftRange range = ShiftRange.wholePixels(2);
        assertThat(shifts(documented().widthShiftRange(range)))
                .allSatisfy((shift, count) -> assertThat(count).isBetween(600, 730));
        Map<Double, Integer> keras = shifts(keras3().widthShiftRange(range));
        assertThat(keras.get(0.0)).isBetween(930, 1070);
        assertThat(keras.get(1.0)).isBetween(440, 560);
    }

    @Test
    void listedShiftsKeepTheirSignAndAreAlwaysPixels() {
        assertThat(shifts(documented().widthShiftRange(ShiftRange.oneOf(-3, -1))))
                .containsOnlyKeys(-3.0, -1.0);
        assertThat(shifts(keras3().widthShiftRange(ShiftRange.oneOf(-3, -1))))
                .containsOnlyKeys(-60.0, -20.0, 20.0, 60.0);
    }

    private static Map<Double, Integer> shifts(ImageDataGeneratorBuilder builder) {
        ImageDataGenerator generator = builder.build();
        Map<Double, Integer> counts = new HashMap<>();
        for (long seed = 0; seed < 2000; seed++) {
            TransformParameters drawn = generator.getRandomTransform(new ImageShape(20, 20, 1), seed);
            counts.merge(drawn.tx() + drawn.ty(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void everythingGeometricIsOneResampling() {
        ImageDataGenerator generator = documented()
                .rotationRange(30)
                .widthShiftRange(0.2)
                .heightShiftRange(0.2)
                .shearRange(10)
                .zoomRange(0.3)
                .horizontalFlip(true)
                .verticalFlip(true)
                .build();
        ImageShape shape = new ImageShape(30, 40, 3);
        for (int i = 0; i < 20; i++) {
            List<ImageOperation> operations =
                    ImageOperation.fuse(generator.augmentation().draw(shape, SampleRandom.of(1, 0, i, 0)));
            assertThat(operations).singleElement().isInstanceOf(Warp.class);
        }
    }

    @Test
    void theNumbersOfASeedAreKerasWhereItsAxesAndDrawsAreRight() {
        ImageDataGeneratorBuilder builder =
                documented().rotationRange(30).zoomRange(0.2).shearRange(10);
        ImageShape shape = new ImageShape(30, 40, 3);
        assertThat(builder.build().getRandomTransform(shape, 5))
                .isEqualTo(builder.compatibility(Compatibility.KERAS_3).build().getRandomTransform(shape, 5));
    }

    @Test
    void aGeneratorThatIsToldNothingChangesNothing() {
        Image image = Image.ofBytes(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(documented().build().randomTransform(image, 1)).isEqualTo(image);
        assertThat(documented().build().augmentation().draw(image.shape(), SampleRandom.of(1, 0, 0, 0)))
                .isEmpty();
        assertThat(keras3().build().randomTransform(image, 1).toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    /** Pictures whose values vary together, in two different ways. */
    private static ImageArrays pictures(int channels) {
        return ImageArrays.of(IntStream.range(0, 40)
                        .mapToObj(i -> {
                            float[] values = new float[2 * 2 * channels];
                            for (int v = 0; v < values.length; v++) {
                                values[v] = (i * 53 + v * v * (i % 5 + 1) * 29) % 256;
                            }
                            return Image.ofFloats(2, 2, channels, values);
                        })
                        .toList())
                .labels(ClassIndex.numbered(1), new int[40]);
    }

    @Test
    void fitMeasuresRescaledValuesWhichKerasPreprocessing11DidNot() {
        double documented = fittedMean(documented());
        assertThat(fittedMean(keras3())).isCloseTo(documented, within(1e-9));
        assertThat(fittedMean(keras11())).isCloseTo(255 * documented, within(1e-6));
    }

    private static double fittedMean(ImageDataGeneratorBuilder builder) {
        return builder.rescale(1 / 255.0)
                .featurewiseCenter(true)
                .build()
                .fit(pictures(1))
                .mean()
                .get(0);
    }

    @Test
    void fitOnBrightenedImagesMeasuresThemWhereasInKeras3TheyAreBlackByThen() {
        double once = fittedMean(documented());
        assertThat(meanOfBrightened(documented())).isCloseTo(once, within(0.1)).isNotEqualTo(once);
        assertThat(meanOfBrightened(keras3())).isZero();
    }

    private static double meanOfBrightened(ImageDataGeneratorBuilder builder) {
        return builder.rescale(1 / 255.0)
                .brightnessRange(0.9, 1)
                .featurewiseCenter(true)
                .build()
                .fit(pictures(1), true, 2, 1)
                .mean()
                .get(0);
    }

    @Test
    void statisticsAreOfPreprocessedImagesOfWhichKerasTakesThoseBefore() {
        PreprocessingFunction half = image -> image.map(value -> value / 2);
        double mean = fittedMean(documented());
        assertThat(fittedMean(documented().preprocessingFunction(half))).isCloseTo(mean / 2, within(1e-7));
        assertThat(fittedMean(keras3().preprocessingFunction(half))).isCloseTo(mean, within(1e-9));
    }

    @Test
    void whitenedValuesHaveVarianceOneWithAnEpsilonThatIsAVariance() {
        // Keras 3 adds epsilon to a singular value, which is sqrt(40) times a standard deviation.
        double epsilon = 100;
        double documented = varianceOfWhitened(documented(), epsilon);
        assertThat(varianceOfWhitened(keras11(), epsilon)).isCloseTo(documented, within(1e-4));
        assertThat(varianceOfWhitened(keras3(), epsilon)).isNotCloseTo(documented, within(1e-2));
        assertThat(varianceOfWhitened(documented(), 1e-6)).isCloseTo(1, within(1e-5));
    }

    private static double varianceOfWhitened(ImageDataGeneratorBuilder builder, double epsilon) {
        ImageArrays pictures = pictures(1);
        ImageDataGenerator fitted =
                builder.zcaWhitening(true).zcaEpsilon(epsilon).build().fit(pictures);
        try (KerasIterator flow =
                fitted.flow(pictures).batchSize(40).shuffle(false).build()) {
            INDArray whitened = flow.next().getFeatures();
            return whitened.mul(whitened).meanNumber().doubleValue();
        }
    }

    @Test
    void twoNormalisationsThatExcludeEachOtherAreRefusedOfWhichKerasDropsOne() {
        assertThatThrownBy(() -> documented()
                        .zcaWhitening(true)
                        .featurewiseStdNormalization(true)
                        .build())
                .hasMessage("zcaWhitening makes featurewiseStdNormalization void: set one of the two");
        ImageArrays pictures = pictures(1);
        Image image = Image.ofFloats(2, 2, 1, new float[] {1, 50, 200, 100});
        ImageDataGenerator both = keras3().zcaWhitening(true)
                .featurewiseStdNormalization(true)
                .build()
                .fit(pictures);
        assertThat(both.standardize(image))
                .isEqualTo(keras3().zcaWhitening(true).build().fit(pictures).standardize(image));
        assertThatThrownBy(() -> keras3().dtype(DataType.UINT8).build()).hasMessageContaining("dtype must be FLOAT");
    }

    @Test
    void kerasModesHaveOneShiftForAllChannels() {
        assertThatThrownBy(() -> keras3().build()
                        .applyTransform(Image.ofFloats(1, 1, 3, new float[3]), NOTHING.withChannelShift(1.0, 2.0, 3.0)))
                .hasMessage("KERAS_3 has one channel shift for all channels but was given [1.0, 2.0, 3.0]");
    }
}
