package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Perspective;
import io.github.dl4jimagegen.image.PlaneMap;
import io.github.dl4jimagegen.image.Point;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.image.Warp;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's warps against their definition: every pixel pulled through the map, one by one. */
class WarpsTest {

    private static final ImageShape SHAPE = new ImageShape(30, 41, 1);
    private static final List<Border> BORDERS =
            List.of(Border.constant(77), Border.NEAREST, Border.REFLECT, Border.MIRROR, Border.WRAP);

    /** Slow waves: a 32nd of a pixel, which is how finely OpenCV places bilinear samples, changes them by less than 1. */
    private static Image waves(ImageShape shape) {
        float[] values = new float[shape.length()];
        for (int y = 0, i = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    values[i++] = (float) (128 + 50 * Math.sin(0.2 * x + c) + 50 * Math.cos(0.15 * y + 0.1 * x));
                }
            }
        }
        return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
    }

    static List<PlaneMap> maps() {
        double[] dx = new double[6 * 7];
        double[] dy = new double[6 * 7];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = 3 * Math.sin(i);
            dy[i] = 3 * Math.cos(2 * i);
        }
        return List.of(
                Affine.rotation(33).aboutCentreOf(SHAPE),
                Affine.scaling(1.7, 0.6).then(Affine.translation(-3.3, 5.9)),
                Affine.translation(-60, 47),
                new Affine(0.9, 0.3, 2, -0.2, 1.1, 1),
                Perspective.ofCorners(
                        List.of(new Point(2, 3), new Point(38, 1), new Point(35, 28), new Point(4, 25)),
                        List.of(new Point(0, 0), new Point(40, 0), new Point(40, 29), new Point(0, 29))),
                Perspective.ofCorners(
                        List.of(new Point(0, 0), new Point(40, 0), new Point(40, 29), new Point(0, 29)),
                        List.of(new Point(2, 3), new Point(38, 1), new Point(35, 28), new Point(4, 25))),
                DisplacementField.of(SHAPE, 3, 4, dx, dy));
    }

    private static int folded(int i, int length, Border.Mode mode) {
        return switch (mode) {
            case CONSTANT -> i < 0 || i >= length ? -1 : i;
            case NEAREST -> Math.max(0, Math.min(length - 1, i));
            case REFLECT -> {
                int j = Math.floorMod(i, 2 * length);
                yield j < length ? j : 2 * length - 1 - j;
            }
            case MIRROR -> {
                int j = Math.floorMod(i, 2 * length - 2);
                yield j < length ? j : 2 * length - 2 - j;
            }
            case WRAP -> Math.floorMod(i, length);
        };
    }

    private static double pixel(Image image, int x, int y, Border border) {
        int column = folded(x, image.shape().width(), border.mode());
        int row = folded(y, image.shape().height(), border.mode());
        return column < 0 || row < 0 ? border.value() : image.value(row, column, 0);
    }

    private static double bilinear(Image image, Point at, Border border) {
        int x = (int) Math.floor(at.x());
        int y = (int) Math.floor(at.y());
        double u = at.x() - x;
        double v = at.y() - y;
        return (1 - v) * ((1 - u) * pixel(image, x, y, border) + u * pixel(image, x + 1, y, border))
                + v * ((1 - u) * pixel(image, x, y + 1, border) + u * pixel(image, x + 1, y + 1, border));
    }

    private static double difference(Image image, int x, int y, double expected) {
        return Math.abs(image.value(y, x, 0) - expected);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void bilinearWarpsPullThroughTheirMap(PlaneMap map) {
        Image image = waves(SHAPE);
        for (Border border : BORDERS) {
            Image result = Operations.apply(List.of(Warp.of(SHAPE, map).border(border)), image);
            // A constant or a repeated border is a step: a 32nd of a pixel is up to 255 / 32.
            boolean steps = border.mode() == Border.Mode.CONSTANT || border.mode() == Border.Mode.WRAP;
            double largest = 0;
            for (int y = 0; y < SHAPE.height(); y++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    largest = Math.max(largest, difference(result, x, y, bilinear(image, map.pull(x, y), border)));
                }
            }
            assertThat(largest).as(border.toString()).isLessThan(steps ? 8 : 1);
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void nearestWarpsTakeThePixelUnderTheirMap(PlaneMap map) {
        Image image = waves(SHAPE);
        for (Border border : BORDERS) {
            Warp warp = Warp.of(SHAPE, map).border(border).interpolation(Interpolation.NEAREST);
            Image result = Operations.apply(List.of(warp), image);
            int compared = 0;
            double largest = 0;
            for (int y = 0; y < SHAPE.height(); y++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    Point at = map.pull(x, y);
                    if (isBetweenPixels(at.x()) || isBetweenPixels(at.y())) {
                        continue;
                    }
                    double expected = pixel(image, (int) Math.rint(at.x()), (int) Math.rint(at.y()), border);
                    largest = Math.max(largest, difference(result, x, y, expected));
                    compared++;
                }
            }
            assertThat(largest).as(border.toString()).isZero();
            assertThat(compared).isGreaterThan(SHAPE.height() * SHAPE.width() / 2);
        }
    }

    /** Half-way between two pixels either of them is right. */
    private static boolean isBetweenPixels(double place) {
        return Math.abs(place - Math.floor(place) - 0.5) < 0.02;
    }

    @ParameterizedTest
    @MethodSource("maps")
    void bicubicAndLanczosAgreeWithBilinearOnSmoothImages(PlaneMap map) {
        Image image = waves(SHAPE);
        Warp warp = Warp.of(SHAPE, map).border(Border.MIRROR);
        Image bilinear = Operations.apply(List.of(warp), image);
        for (Interpolation sharper : List.of(Interpolation.BICUBIC, Interpolation.LANCZOS)) {
            Image result = Operations.apply(List.of(warp.interpolation(sharper)), image);
            boolean sharpens = !(map instanceof Affine affine && affine.movesWholePixels());
            assertThat(result.equals(bilinear)).isNotEqualTo(sharpens);
            double largest = 0;
            for (int y = 0; y < SHAPE.height(); y++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    largest = Math.max(largest, difference(result, x, y, bilinear.value(y, x, 0)));
                }
            }
            assertThat(largest).isLessThan(4);
        }
    }

    private static void assertMoves(Warp warp, IntBinaryOperator sourceRow, IntBinaryOperator sourceColumn) {
        ImageShape shape = warp.input();
        Image image = waves(shape);
        assertThat(warp.isExact()).isTrue();
        for (Interpolation interpolation : EnumSet.complementOf(EnumSet.of(Interpolation.AREA))) {
            Image result = Operations.apply(List.of(warp.interpolation(interpolation)), image);
            assertThat(result.shape()).isEqualTo(warp.outputShape(shape));
            for (int y = 0; y < warp.height(); y++) {
                for (int x = 0; x < warp.width(); x++) {
                    for (int c = 0; c < shape.channels(); c++) {
                        assertThat(result.value(y, x, c))
                                .isEqualTo(image.value(sourceRow.applyAsInt(y, x), sourceColumn.applyAsInt(y, x), c));
                    }
                }
            }
        }
    }

    @Test
    void theEightSymmetriesMoveWholePixels() {
        for (int channels : new int[] {1, 3, 4}) {
            ImageShape shape = new ImageShape(5, 8, channels);
            ImageShape turned = new ImageShape(8, 5, channels);
            assertMoves(Warp.flipHorizontal(shape), (y, x) -> y, (y, x) -> 7 - x);
            assertMoves(Warp.flipVertical(shape), (y, x) -> 4 - y, (y, x) -> x);
            assertMoves(Warp.quarterTurns(shape, 1), (y, x) -> x, (y, x) -> 7 - y);
            assertMoves(Warp.quarterTurns(shape, 2), (y, x) -> 4 - y, (y, x) -> 7 - x);
            assertMoves(Warp.quarterTurns(shape, -1), (y, x) -> 4 - x, (y, x) -> y);
            assertMoves(Warp.transpose(shape), (y, x) -> x, (y, x) -> y);
            Warp antiTranspose = Warp.transpose(shape)
                    .fusedWith(Warp.quarterTurns(turned, 2))
                    .orElseThrow();
            assertMoves(antiTranspose, (y, x) -> 4 - x, (y, x) -> 7 - y);
        }
        assertThat(Warp.quarterTurns(SHAPE, 4).isIdentity()).isTrue();
    }

    @Test
    void cropsMoveWholePixelsAlsoUnderTurnsAndFlips() {
        ImageShape shape = new ImageShape(9, 12, 3);
        Warp crop = Warp.crop(shape, new Rectangle(3, 2, 6, 4));
        assertMoves(crop, (y, x) -> y + 2, (y, x) -> x + 3);
        ImageShape part = crop.outputShape(shape);
        assertMoves(crop.fusedWith(Warp.flipHorizontal(part)).orElseThrow(), (y, x) -> y + 2, (y, x) -> 3 + 5 - x);
        assertMoves(crop.fusedWith(Warp.quarterTurns(part, 1)).orElseThrow(), (y, x) -> 2 + x, (y, x) -> 3 + 5 - y);
    }

    @Test
    void whereACropReachesOutTheBorderIsShown() {
        Image image = waves(SHAPE);
        for (Border border : BORDERS) {
            for (Interpolation interpolation : EnumSet.complementOf(EnumSet.of(Interpolation.AREA))) {
                Warp pad = Warp.crop(SHAPE, new Rectangle(-50, -3, 100, 40))
                        .border(border)
                        .interpolation(interpolation);
                assertThat(pad.isExact()).isFalse();
                Image result = Operations.apply(List.of(pad), image);
                double largest = 0;
                for (int y = 0; y < 40; y++) {
                    for (int x = 0; x < 100; x++) {
                        largest = Math.max(largest, difference(result, x, y, pixel(image, x - 50, y - 3, border)));
                    }
                }
                assertThat(largest).as(border.toString()).isZero();
            }
        }
    }

    @Test
    void paddingACropAndFlippingItIsOneMove() {
        Image image = waves(new ImageShape(8, 8, 3));
        ImageShape padded = new ImageShape(16, 16, 3);
        Warp pad = Warp.crop(image.shape(), new Rectangle(-4, -4, 16, 16)).border(Border.constant(0));
        Warp crop = Warp.crop(padded, new Rectangle(7, 1, 8, 8)).border(Border.constant(0));
        Warp flip = Warp.flipHorizontal(new ImageShape(8, 8, 3));
        List<ImageOperation> all = List.of(pad, crop, flip);
        assertThat(ImageOperation.fuse(all)).hasSize(1);
        Image oneByOne = image;
        for (ImageOperation each : all) {
            oneByOne = Operations.apply(List.of(each), oneByOne);
        }
        assertThat(Operations.apply(all, image)).isEqualTo(oneByOne);
    }

    @Test
    void resizingPutsEdgesOnEdges() {
        Image image = waves(SHAPE);
        Warp larger = Warp.resize(SHAPE, 75, 90);
        assertThat(larger.isResize()).isTrue();
        Image result = Operations.apply(List.of(larger), image);
        double largest = 0;
        for (int y = 0; y < 75; y++) {
            for (int x = 0; x < 90; x++) {
                Point at = new Point((x + 0.5) * 41 / 90 - 0.5, (y + 0.5) * 30 / 75 - 0.5);
                largest = Math.max(largest, difference(result, x, y, bilinear(image, at, Border.NEAREST)));
            }
        }
        assertThat(largest).isLessThan(0.01);
    }

    @Test
    void shrinkingTakesTheMeanOverAreas() {
        Image image = waves(new ImageShape(20, 24, 1));
        Warp crop = Warp.crop(image.shape(), new Rectangle(3, 2, 20, 16));
        Warp fourth = Warp.resize(crop.outputShape(image.shape()), 4, 5);
        Warp both = crop.fusedWith(fourth).orElseThrow();
        assertThat(both.isResize()).isTrue();
        Image result = Operations.apply(List.of(both), image);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                double sum = 0;
                for (int i = 0; i < 16; i++) {
                    sum += image.value(2 + 4 * y + i / 4, 3 + 4 * x + i % 4, 0);
                }
                assertThat((double) result.value(y, x, 0)).isCloseTo(sum / 16, within(1e-3));
            }
        }
    }

    /** Stripes as thin as pixels are grey from afar, whatever becomes of the other side. */
    @Test
    void aSideThatShrinksTakesMeansAlsoIfTheOtherOneGrows() {
        for (int height : new int[] {12, 24, 48, 67}) {
            for (Interpolation interpolation :
                    new Interpolation[] {Interpolation.BILINEAR, Interpolation.BICUBIC, Interpolation.LANCZOS}) {
                byte[] upright = new byte[24 * 32];
                byte[] lying = new byte[24 * 32];
                for (int i = 0; i < upright.length; i++) {
                    upright[i] = (byte) (i % 32 % 2 * 200);
                    lying[i] = (byte) (i / 24 % 2 * 200);
                }
                Warp narrower =
                        Warp.resize(new ImageShape(24, 32, 1), height, 8).interpolation(interpolation);
                Warp lower = Warp.resize(new ImageShape(32, 24, 1), 8, height).interpolation(interpolation);
                Image one = Operations.apply(List.of(narrower), Image.ofBytes(24, 32, 1, upright));
                Image other = Operations.apply(List.of(lower), Image.ofBytes(32, 24, 1, lying));
                assertThat(one.toFloats()).hasSize(8 * height).containsOnly(100);
                assertThat(other.toFloats()).hasSize(8 * height).containsOnly(100);
            }
        }
    }

    @Test
    void aSideThatGrowsBesideOneThatShrinksIsInterpolated() {
        Image image = waves(new ImageShape(20, 24, 1));
        Image expected = Operations.apply(
                List.of(Warp.resize(new ImageShape(20, 6, 1), 50, 6)),
                Operations.apply(List.of(Warp.resize(image.shape(), 20, 6)), image));
        Image result = Operations.apply(List.of(Warp.resize(image.shape(), 50, 6)), image);
        assertThat(result).isEqualTo(expected);
    }

    @Test
    void aConstantIsAtItsPlaceInTheRangeOfFloatImages() {
        Image image = Image.ofFloats(1, 1, 1, new float[] {0.25f});
        Warp wider = Warp.crop(image.shape(), new Rectangle(-1, 0, 3, 1));
        for (ValueRange range : List.of(new ValueRange(0, 1), new ValueRange(-1, 1), new ValueRange(0, 65535))) {
            float low = (float) range.low();
            float high = (float) range.high();
            assertThat(Operations.apply(List.of(wider.border(Border.constant(0))), image, range)
                            .toFloats())
                    .containsExactly(low, 0.25f, low);
            assertThat(Operations.apply(List.of(wider.border(Border.constant(255))), image, range)
                            .toFloats())
                    .containsExactly(high, 0.25f, high);
        }
        assertThat(Operations.apply(List.of(wider.border(Border.constant(-7))), image, null)
                        .toFloats())
                .as("nobody said what its values mean")
                .containsExactly(-7, 0.25f, -7);
    }

    @Test
    void theMaskOfAResizingLiesWhereTheImageLies() {
        byte[] classes = new byte[9 * 9];
        classes[4 * 9 + 4] = 5; // in the middle of the middle third
        Warp third = Warp.resize(new ImageShape(9, 9, 1), 3, 3);
        Mask mask = Operations.applyToMask(List.of(third), Mask.of(9, 9, classes));
        assertThat(mask.toBytes()).containsExactly(0, 0, 0, 0, 5, 0, 0, 0, 0);
    }

    @Test
    void noClassIsMadeUpBetweenTwoOthers() {
        byte[] classes = new byte[30 * 41];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (byte) (i / 7 % 2 == 0 ? 3 : 200);
        }
        for (PlaneMap map : maps()) {
            Warp warp = Warp.of(SHAPE, map).interpolation(Interpolation.BICUBIC);
            Mask moved = Operations.applyToMask(List.of(warp), Mask.of(30, 41, classes));
            for (byte index : moved.toBytes()) {
                assertThat(index).isIn((byte) 3, (byte) 200, (byte) 255);
            }
        }
    }

    @Test
    void aMaskHasItsIgnoreIndexWhereAnImageIsMadeUp() {
        ImageShape shape = new ImageShape(2, 3, 3);
        for (Border border : BORDERS) {
            Warp shift = Warp.of(shape, Affine.translation(1, 0)).border(border);
            Mask mask = Mask.of(2, 3, new byte[] {1, 2, 3, 4, 5, 6});
            assertThat(Operations.applyToMask(List.of(shift), mask).toBytes())
                    .containsExactly((byte) 255, 1, 2, (byte) 255, 4, 5);
            assertThat(Operations.applyToMask(List.of(shift), mask.ignoreIndex(9))
                            .toBytes())
                    .containsExactly(9, 1, 2, 9, 4, 5);
        }
    }

    @Test
    void aFieldOfOneHeightEverywhereIsATranslation() {
        double[] dx = new double[16];
        double[] dy = new double[16];
        Arrays.fill(dx, 4);
        Arrays.fill(dy, -3);
        Image image = waves(SHAPE);
        Image field = Operations.apply(List.of(Warp.of(SHAPE, DisplacementField.of(SHAPE, 1, 1, dx, dy))), image);
        Image moved = Operations.apply(List.of(Warp.of(SHAPE, Affine.translation(-4, 3))), image);
        for (int i = 0; i < SHAPE.length(); i++) {
            assertThat(field.toFloats()[i]).isCloseTo(moved.toFloats()[i], within(1e-3f));
        }
    }
}
