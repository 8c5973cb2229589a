package io.github.dl4jimagegen.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Perspective;
import io.github.dl4jimagegen.image.PlaneMap;
import io.github.dl4jimagegen.image.Point;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Maps lead there and back again, and one product stands for two maps. */
class PlaneMapPropertiesTest {

    private static final ImageShape SHAPE = new ImageShape(40, 60, 1);

    @Provide
    Arbitrary<PlaneMap> linear() {
        return Arbitraries.integers().between(0, 1_000_000).map(number -> {
            SampleRandom random = SampleRandom.of(3, 0, number, 0);
            return number % 2 == 0 ? affine(random) : perspective(random);
        });
    }

    @Provide
    Arbitrary<PlaneMap> any() {
        return Arbitraries.integers().between(0, 1_000_000).map(number -> {
            SampleRandom random = SampleRandom.of(3, 0, number, 0);
            return switch (number % 3) {
                case 0 -> affine(random);
                case 1 -> perspective(random);
                default -> field(random);
            };
        });
    }

    private static Affine affine(SampleRandom random) {
        return Affine.rotation(random.nextDouble(-180, 180))
                .then(Affine.scaling(random.nextDouble(0.3, 3), random.nextDouble(0.3, 3)))
                .then(Affine.translation(random.nextDouble(-20, 20), random.nextDouble(-20, 20)));
    }

    private static Perspective perspective(SampleRandom random) {
        List<Point> frame = List.of(new Point(0, 0), new Point(59, 0), new Point(59, 39), new Point(0, 39));
        List<Point> shown = List.of(
                new Point(random.nextDouble(0, 9), random.nextDouble(0, 6)),
                new Point(random.nextDouble(50, 59), random.nextDouble(0, 6)),
                new Point(random.nextDouble(50, 59), random.nextDouble(33, 39)),
                new Point(random.nextDouble(0, 9), random.nextDouble(33, 39)));
        return Perspective.ofCorners(shown, frame);
    }

    private static DisplacementField field(SampleRandom random) {
        int down = random.nextInt(1, 6);
        int across = random.nextInt(1, 6);
        double[] dx = IntStream.range(0, (down + 3) * (across + 3))
                .mapToDouble(i -> random.nextDouble(-2, 2))
                .toArray();
        double[] dy = dx.clone();
        dy[0] = 1;
        return DisplacementField.of(SHAPE, down, across, dx, dy);
    }

    @Property(tries = 300)
    void pulledAndSentForwardAPointIsWhereItWas(
            @ForAll("any") PlaneMap map,
            @ForAll @DoubleRange(max = 59) double x,
            @ForAll @DoubleRange(max = 39) double y) {
        Point source = map.pull(x, y);
        Point back = map.forward(source.x(), source.y()).orElseThrow();
        assertThat(back.x()).isCloseTo(x, within(2e-3));
        assertThat(back.y()).isCloseTo(y, within(2e-3));
    }

    @Property(tries = 300)
    void aProductDoesBothMaps(
            @ForAll("linear") PlaneMap first,
            @ForAll("linear") PlaneMap second,
            @ForAll @DoubleRange(max = 59) double x,
            @ForAll @DoubleRange(max = 39) double y) {
        Optional<Point> oneByOne = first.forward(x, y).flatMap(point -> second.forward(point.x(), point.y()));
        PlaneMap product = first.product(second).orElseThrow();
        oneByOne.ifPresent(expected -> {
            Point actual = product.forward(x, y).orElseThrow();
            double size = 1 + Math.abs(expected.x()) + Math.abs(expected.y());
            assertThat(actual.x()).isCloseTo(expected.x(), within(1e-7 * size * size));
            assertThat(actual.y()).isCloseTo(expected.y(), within(1e-7 * size * size));
        });
    }

    @Property(tries = 100)
    void cornersGoToCorners(@ForAll @IntRange(max = 1_000_000) int number) {
        SampleRandom random = SampleRandom.of(4, 0, number, 0);
        Perspective map = perspective(random);
        List<Point> frame = List.of(new Point(0, 0), new Point(59, 0), new Point(59, 39), new Point(0, 39));
        List<Point> shown =
                frame.stream().map(each -> map.pull(each.x(), each.y())).toList();
        Perspective same = Perspective.ofCorners(shown, frame);
        for (int i = 0; i < 4; i++) {
            Point corner = same.forward(shown.get(i).x(), shown.get(i).y()).orElseThrow();
            assertThat(corner.x()).isCloseTo(frame.get(i).x(), within(1e-8));
            assertThat(corner.y()).isCloseTo(frame.get(i).y(), within(1e-8));
        }
    }

    @Property(tries = 100)
    void theRowsOfAFieldAreWhatItPulls(@ForAll @IntRange(max = 1_000_000) int number) {
        DisplacementField field = field(SampleRandom.of(5, 0, number, 0));
        float[] sources = new float[2 * 60];
        for (int row = 0; row < 40; row += 13) {
            field.sources(row, sources);
            for (int column = 0; column < 60; column++) {
                Point point = field.pull(column, row);
                assertThat(sources[2 * column]).isCloseTo((float) point.x(), within(1e-4f));
                assertThat(sources[2 * column + 1]).isCloseTo((float) point.y(), within(1e-4f));
            }
        }
    }

    @Example
    void whatIsBehindTheViewerGoesNowhere() {
        Perspective horizon = new Perspective(1, 0, 0, 0, 1, 0, 0, -0.1, 1); // w = 0 at y = 10
        assertThat(horizon.forward(3, 9)).isPresent();
        assertThat(horizon.forward(3, 10)).isEmpty();
        assertThat(horizon.forward(3, 11)).isEmpty();
    }

    @Example
    void whereAFieldFoldsTheImageAPointGoesNowhere() {
        double[] wild = new double[5 * 5];
        for (int i = 0; i < wild.length; i++) {
            wild[i] = i % 2 == 0 ? 200 : -200;
        }
        DisplacementField folded = DisplacementField.of(SHAPE, 2, 2, wild, wild);
        int nowhere = 0;
        for (int x = 0; x < 60; x++) {
            nowhere += folded.forward(x, 20).isEmpty() ? 1 : 0;
        }
        assertThat(nowhere).isPositive();
    }

    @Example
    void aWarpMayNotShowTheHorizon() {
        Perspective tilted = new Perspective(1, 0, 0, 0, 1, 0, 0, -0.03, 1).inverse();
        assertThatThrownBy(() -> Warp.of(SHAPE, tilted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may not show the horizon");
        assertThatThrownBy(() -> Perspective.ofCorners(
                        List.of(new Point(0, 0), new Point(9, 9), new Point(9, 0), new Point(0, 9)),
                        List.of(new Point(0, 0), new Point(9, 0), new Point(9, 9), new Point(0, 9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("convex");
    }

    @Example
    void perspectivesFuseWithAffineMapsAndFieldsWithNothing() {
        SampleRandom random = SampleRandom.of(6, 0, 0, 0);
        Warp tilt = Warp.of(SHAPE, perspective(random));
        Warp turn = Warp.rotation(SHAPE, 10);
        Warp bend = Warp.of(SHAPE, field(random));
        Warp flip = Warp.flipHorizontal(SHAPE);
        assertThat(ImageOperation.fuse(List.of(turn, tilt, flip))).hasSize(1);
        assertThat(ImageOperation.fuse(List.of(turn, bend, turn))).containsExactly(turn, bend, turn);
        assertThat(ImageOperation.fuse(List.of(flip, bend))).containsExactly(flip, bend);
        assertThat(ImageOperation.fuse(List.of(bend, bend))).containsExactly(bend, bend);
    }

    @Example
    void resizingIsFusedWithACropBeforeItAndNothingElse() {
        Warp crop = Warp.crop(SHAPE, new Rectangle(5, 3, 30, 20));
        Warp resize = Warp.resize(crop.outputShape(SHAPE), 10, 10);
        Warp cropped = crop.fusedWith(resize).orElseThrow();
        assertThat(cropped.isResize()).isTrue();
        assertThat(cropped.region()).contains(new Rectangle(5, 3, 30, 20));
        Warp turn = Warp.rotation(SHAPE, 10);
        assertThat(turn.fusedWith(Warp.resize(SHAPE, 10, 10))).isEmpty();
        ImageShape small = new ImageShape(10, 10, 1);
        assertThat(resize.fusedWith(Warp.rotation(small, 10))).isEmpty();
        assertThat(resize.fusedWith(Warp.flipVertical(small))).isEmpty();
        assertThat(resize.fusedWith(Warp.resize(small, 20, 20))).isEmpty();
        assertThat(Warp.flipHorizontal(SHAPE).fusedWith(Warp.resize(SHAPE, 10, 10)))
                .isEmpty();
    }

    @Property(tries = 200)
    void aCropShowsItsRegion(
            @ForAll @IntRange(min = -5, max = 45) int top,
            @ForAll @IntRange(min = -5, max = 65) int left,
            @ForAll @IntRange(min = 1, max = 45) int height,
            @ForAll @IntRange(min = 1, max = 65) int width) {
        Rectangle region = new Rectangle(left, top, width, height);
        Warp crop = Warp.crop(SHAPE, region);
        assertThat(crop.isExact()).isEqualTo(region.isWithin(40, 60));
        assertThat(crop.region()).isEqualTo(region.isWithin(40, 60) ? Optional.of(region) : Optional.empty());
    }
}
