package io.github.dl4jimagegen.augment.geometric;

import static io.github.dl4jimagegen.augment.Augmentations.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Point;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the entries of the geometric catalogue draw. */
class GeometricTest {

    private static final ImageShape SHAPE = new ImageShape(60, 90, 3);
    private static final int DRAWS = 2_000;

    private static Warp draw(GeometricAugmentation augmentation, int index) {
        return (Warp) ((Augmentation) augmentation)
                .draw(SHAPE, SampleRandom.of(5, 0, index, 0))
                .get(0);
    }

    private static Stream<Warp> draws(GeometricAugmentation augmentation) {
        return IntStream.range(0, DRAWS).mapToObj(i -> draw(augmentation, i));
    }

    private static DoubleSummaryStatistics ofMaps(GeometricAugmentation augmentation, ToDoubleFunction<Affine> number) {
        return draws(augmentation)
                .mapToDouble(warp -> number.applyAsDouble((Affine) warp.map()))
                .summaryStatistics();
    }

    private static void assertFills(DoubleSummaryStatistics numbers, double from, double to) {
        double nearly = (to - from) / 100;
        assertThat(numbers.getMin()).isBetween(from - 1e-9, from + nearly);
        assertThat(numbers.getMax()).isBetween(to - nearly, to + 1e-9);
        assertThat(numbers.getAverage()).isCloseTo((from + to) / 2, within(3 * nearly));
    }

    @Test
    void translationsAreWholePixelsToAllSides() {
        DoubleSummaryStatistics x = ofMaps(randomTranslation(0.1, 0.2), Affine::c);
        DoubleSummaryStatistics y = ofMaps(randomTranslation(0.1, 0.2), Affine::f);
        assertThat(x.getMin()).isEqualTo(-9);
        assertThat(x.getMax()).isEqualTo(9);
        assertThat(y.getMin()).isEqualTo(-12);
        assertThat(y.getMax()).isEqualTo(12);
        assertThat(draws(randomTranslation(0.1, 0.2)).map(Warp::map))
                .allMatch(map -> ((Affine) map).movesWholePixels());
    }

    @Test
    void aTranslationIsToTheRightAndDown() {
        Warp warp = draw(randomAffine().xTranslation(0.1, 0.1).yTranslation(0.1, 0.1), 0);
        assertThat(warp.map().forward(0, 0)).contains(new Point(9, 6));
    }

    @Test
    void zoomAspectRatioAndShearFillTheirRanges() {
        assertFills(ofMaps(randomZoom(0.5, 1.5), Affine::a), 0.5, 1.5);
        assertFills(ofMaps(randomZoom(0.5, 1.5), Affine::e), 0.5, 1.5);
        assertFills(ofMaps(randomAffine().aspectRatio(0.5, 2), map -> map.a() / map.e()), 0.5, 2);
        assertThat(ofMaps(randomAffine().aspectRatio(0.5, 2), map -> map.a() * map.e())
                        .getMax())
                .isCloseTo(1, within(1e-9));
        assertFills(ofMaps(randomShear(30), map -> Math.toDegrees(Math.atan(map.b()))), -30, 30);
        assertThat(ofMaps(randomShear(30), map -> Math.hypot(map.a() - 1, Math.hypot(map.d(), map.e() - 1)))
                        .getMax())
                .as("rows keep their places and their lengths")
                .isCloseTo(0, within(1e-12));
        assertFills(ofMaps(randomAffine().yShear(0, 30), map -> Math.toDegrees(Math.atan(map.d()))), 0, 30);
    }

    @Test
    void zoomShearAndRotationKeepTheCentre() {
        RandomAffine all =
                randomAffine().rotation(-180, 180).zoom(0.5, 2).xShear(-20, 20).yShear(-20, 20);
        assertThat(draws(all).limit(200)).allSatisfy(warp -> {
            Point centre = warp.map().forward(44.5, 29.5).orElseThrow();
            assertThat(centre.x()).isCloseTo(44.5, within(1e-9));
            assertThat(centre.y()).isCloseTo(29.5, within(1e-9));
        });
    }

    @Test
    void anotherRangeChangesNoOtherNumber() {
        RandomAffine shifted = randomAffine().xTranslation(-0.3, 0.3);
        for (int i = 0; i < 100; i++) {
            Affine alone = (Affine) draw(shifted, i).map();
            Affine withZoom =
                    (Affine) draw(shifted.rotation(3, 3).zoom(2, 2), i).map();
            Point centre = withZoom.forward(44.5, 29.5).orElseThrow();
            assertThat(centre.x() - 44.5).isCloseTo(alone.c(), within(1e-9));
        }
    }

    @Test
    void quarterTurnsAndSymmetriesComeEquallyOften() {
        assertEquallyOften(randomRotate90(), 4);
        assertEquallyOften(randomD4(), 8);
    }

    private static void assertEquallyOften(GeometricAugmentation augmentation, int symmetries) {
        Map<Object, Integer> counts = new HashMap<>();
        draws(augmentation).forEach(warp -> counts.merge(warp.map(), 1, Integer::sum));
        assertThat(counts).hasSize(symmetries);
        assertThat(counts.values()).allMatch(count -> Math.abs(count - DRAWS / symmetries) < 100);
        assertThat(draws(augmentation)).allMatch(Warp::isExact);
    }

    @Test
    void aRandomCropLiesAnywhereInTheImage() {
        List<Rectangle> regions = draws(randomCrop(50, 85))
                .map(warp -> warp.region().orElseThrow())
                .toList();
        assertThat(regions.stream().map(Rectangle::top).distinct()).hasSize(11);
        assertThat(regions.stream().map(Rectangle::left).distinct()).hasSize(6);
        assertThat(regions).allMatch(region -> region.isWithin(60, 90));
    }

    @Test
    void aCropOfASmallerImagePadsItInTheMiddle() {
        Warp crop = draw(randomCrop(70, 50), 3);
        assertThat(crop.border()).isEqualTo(Border.constant(0));
        assertThat(crop.map().forward(0, 0).orElseThrow().y()).isEqualTo(5);
        assertThat(draw(centerCrop(70, 91), 0).map().forward(0, 0)).contains(new Point(0, 5));
        assertThat(draw(centerCrop(61, 50), 0).map().forward(0, 0)).contains(new Point(-20, 0));
        assertThat(draw(padTo(63, 50), 0).map().forward(0, 0)).contains(new Point(0, 1));
        assertThat(draw(padTo(63, 50), 0).outputShape(SHAPE)).isEqualTo(new ImageShape(63, 90, 3));
    }

    @Test
    void theMiddleIsTheMiddle() {
        assertThat(draw(centerCrop(20, 30), 0).region()).contains(new Rectangle(30, 20, 30, 20));
        assertThat(draw(centerCrop(21, 31), 0).region()).contains(new Rectangle(29, 19, 31, 21));
    }

    @Test
    void marginsAreTopRightBottomLeft() {
        Warp pad = draw(pad(1, 2, 3, 4), 0);
        assertThat(pad.outputShape(SHAPE)).isEqualTo(new ImageShape(64, 96, 3));
        assertThat(pad.map().forward(0, 0)).contains(new Point(4, 1));
    }

    @Test
    void resizingKeepsTheAspectRatioInsideAndOverAFrame() {
        assertThat(draw(resize(10, 10), 0).outputShape(SHAPE)).isEqualTo(new ImageShape(10, 10, 3));
        assertThat(draw(resizeInside(30, 30), 0).outputShape(SHAPE)).isEqualTo(new ImageShape(20, 30, 3));
        assertThat(draw(resizeToCover(30, 30), 0).outputShape(SHAPE)).isEqualTo(new ImageShape(30, 45, 3));
        assertThat(draw(resizeInside(1, 1000), 0).outputShape(SHAPE)).isEqualTo(new ImageShape(1, 2, 3));
    }

    @Test
    void aPerspectiveShowsAQuadrilateralAndNothingElse() {
        double inMost = 0;
        for (int i = 0; i < 300; i++) {
            Warp warp = draw(randomPerspective(0.25), i);
            for (double[] corner : new double[][] {{-0.5, -0.5}, {89.5, -0.5}, {89.5, 59.5}, {-0.5, 59.5}}) {
                Point source = warp.map().pull(corner[0], corner[1]);
                double in = Math.abs(source.x() - corner[0]) / 90;
                assertThat(in).isLessThanOrEqualTo(0.25 + 1e-9);
                assertThat(Math.abs(source.y() - corner[1]) / 60).isLessThanOrEqualTo(0.25 + 1e-9);
                assertThat(source.x()).isBetween(-0.5 - 1e-9, 89.5 + 1e-9);
                assertThat(source.y()).isBetween(-0.5 - 1e-9, 59.5 + 1e-9);
                inMost = Math.max(inMost, in);
            }
        }
        assertThat(inMost).isGreaterThan(0.24);
    }

    @Test
    void nothingIsFolded() {
        List<GeometricAugmentation> strongest = List.of(
                randomElastic(2, 1),
                randomElastic(50, 5),
                randomElastic(800, 20), // 3 x 2 cells
                randomElastic(2e6, 1000), // larger than the image
                randomGridDistortion(2, 0.499),
                randomGridDistortion(9, 0.499),
                new RandomOpticalDistortion(Range.exactly(0.3)),
                new RandomOpticalDistortion(Range.exactly(-0.3)));
        for (GeometricAugmentation each : strongest) {
            for (int i = 0; i < 20; i++) {
                Warp warp = draw(each, i);
                for (int y = 0; y < 60; y += 6) {
                    for (int x = 0; x < 90; x += 6) {
                        Point source = warp.map().pull(x, y);
                        Point back = warp.map().forward(source.x(), source.y()).orElseThrow();
                        assertThat(back.x()).isCloseTo(x, within(0.5));
                        assertThat(back.y()).isCloseTo(y, within(0.5));
                    }
                }
            }
        }
    }

    @Test
    void theEdgesOfADistortedGridStayWhereTheyAre() {
        for (int i = 0; i < 50; i++) {
            Warp warp = draw(randomGridDistortion(5, 0.4), i);
            for (double t : new double[] {0, 0.3, 1}) {
                assertThat(warp.map().pull(-0.5, 60 * t).x()).isCloseTo(-0.5, within(1e-9));
                assertThat(warp.map().pull(89.5, 60 * t).x()).isCloseTo(89.5, within(1e-9));
                assertThat(warp.map().pull(90 * t, -0.5).y()).isCloseTo(-0.5, within(1e-9));
                assertThat(warp.map().pull(90 * t, 59.5).y()).isCloseTo(59.5, within(1e-9));
            }
            double left = warp.map().pull(30, 10).x();
            assertThat(warp.map().pull(30, 50).x()).as("columns stay straight").isCloseTo(left, within(1e-9));
        }
    }

    @Test
    void aLensMovesEachPixelByTheCubeOfItsDistance() {
        for (double k : new double[] {-0.3, 0.1}) {
            Warp warp = draw(new RandomOpticalDistortion(Range.exactly(k)), 0);
            double corner = Math.hypot(45, 30);
            for (double[] place : new double[][] {{-0.5, -0.5}, {44.5, 29.5}, {80, 10}, {3, 29.5}, {60, 59}}) {
                double x = place[0] - 44.5;
                double y = place[1] - 29.5;
                double r = Math.hypot(x, y) / corner;
                Point source = warp.map().pull(place[0], place[1]);
                assertThat(source.x() - 44.5).isCloseTo(x * (1 + k * r * r), within(1e-9));
                assertThat(source.y() - 29.5).isCloseTo(y * (1 + k * r * r), within(1e-9));
            }
        }
    }

    @Test
    void impossibleParametersAreRefused() {
        assertRefused(
                () -> randomZoom(0, 1), "a zoom factor, 1 for none, must lie in [0.01, 100.0] but was [0.0, 1.0]");
        String shear =
                "give the largest angle to either side, or a range of your own by randomAffine().xShear(from, to)";
        assertRefused(() -> randomShear(81), "randomShear's degrees must lie in [0, 80.0] but was 81.0: " + shear);
        assertRefused(() -> randomShear(-5), "randomShear's degrees must lie in [0, 80.0] but was -5.0: " + shear);
        assertRefused(
                () -> randomAffine().xShear(0, 81),
                "the degrees of a shear must lie in [-80.0, 80.0] but was [0.0, 81.0]");
        assertRefused(
                () -> randomShear(50).yShear(-50, 50),
                "the degrees of a shear along both axes must lie in [-40.0, 40.0] but was [-50.0, 50.0]");
        String translation = "give the largest shift to either side, of n pixels as n / size, or a range of your own by"
                + " randomAffine().xTranslation(from, to).yTranslation(from, to)";
        assertRefused(
                () -> randomTranslation(-0.1, 0),
                "randomTranslation's x, in fractions of the width, must lie in [0, 1.0] but was -0.1: " + translation);
        assertRefused(
                () -> randomTranslation(0, 10),
                "randomTranslation's y, in fractions of the height, must lie in [0, 1.0] but was 10.0: " + translation);
        assertRefused(() -> randomCrop(0, 5), "a crop must result in at least 1x1 but was 0x5");
        assertRefused(() -> padTo(1, -5), "padding must result in at least 1x1 but was 1x-5");
        assertRefused(() -> resize(1, 0), "resizing must result in at least 1x1 but was 1x0");
        assertRefused(
                () -> pad(-1),
                "margins must not be negative but were -1 above, -1 to the right, -1 below, -1 to the left: crop"
                        + " instead");
        assertRefused(
                () -> pad(Integer.MAX_VALUE), // of which a 4x4 image became one of 2x2
                "margins must be at most 1000000 but were 2147483647 above, 2147483647 to the right, 2147483647 below,"
                        + " 2147483647 to the left");
        assertRefused(() -> randomPerspective(0.5), "the scale of a perspective must lie in [0, 0.3] but was 0.5");
        assertRefused(
                () -> randomElastic(250, 5),
                "alpha must lie in [0, 50.0] with a sigma of 5.0, or the image would be folded, but was 250.0: take"
                        + " less of it, or a sigma of at least sqrt(alpha / 2)");
        assertRefused(
                () -> randomElastic(-1, 5),
                "alpha must lie in [0, 50.0] with a sigma of 5.0, or the image would be folded, but was -1.0: take"
                        + " less of it, or a sigma of at least sqrt(alpha / 2)");
        assertRefused(
                () -> randomElastic(0, 0.5),
                "the sigma of an elastic bending must lie in [1, 1000] pixels but was 0.5");
        assertRefused(
                () -> randomElastic(0, 1001),
                "the sigma of an elastic bending must lie in [1, 1000] pixels but was 1001.0");
        assertRefused(
                () -> randomGridDistortion(1, 0.1),
                "a grid must have 2 cells a side, or no line could move, to 1000 but had 1");
        assertRefused(
                () -> randomGridDistortion(1001, 0.1),
                "a grid must have 2 cells a side, or no line could move, to 1000 but had 1001");
        assertRefused(
                () -> randomGridDistortion(5, 0.5), "the limit of a grid distortion must lie in [0, 0.5) but was 0.5");
        assertRefused(
                () -> randomOpticalDistortion(0.4),
                "the strength of an optical distortion must lie in [-0.3, 0.3] but was [-0.4, 0.4]");
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            for (Runnable each : Arrays.<Runnable>asList(
                    () -> assertNotNull(randomRotation(bad)),
                    () -> assertNotNull(randomPerspective(bad)),
                    () -> assertNotNull(randomElastic(bad, 2)),
                    () -> assertNotNull(randomElastic(1, bad)),
                    () -> assertNotNull(randomGridDistortion(4, bad)),
                    () -> assertNotNull(randomOpticalDistortion(bad)),
                    () -> assertNotNull(randomTranslation(bad, bad)))) {
                assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static void assertNotNull(Augmentation augmentation) {
        assertThat(augmentation).isNotNull();
    }

    private static void assertRefused(Supplier<Augmentation> factory, String message) {
        assertThatThrownBy(factory::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
