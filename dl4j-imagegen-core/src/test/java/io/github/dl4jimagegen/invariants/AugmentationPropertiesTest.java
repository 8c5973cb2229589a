package io.github.dl4jimagegen.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Invariants 7 and 9: augmentations are pure, sequences keep their steps apart; and the algebra of warps. */
class AugmentationPropertiesTest {

    private static final ImageShape SHAPE = new ImageShape(7, 11, 3);
    private static final GeometricAugmentation ROTATE =
            (shape, random) -> Warp.rotation(shape, random.nextDouble(-180, 180));
    private static final GeometricAugmentation FLIP = (shape, random) -> Warp.flipHorizontal(shape);
    private static final PhotometricAugmentation LIGHT =
            (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 2), random.nextGaussian());

    private static SampleRandom random(long index) {
        return SampleRandom.of(1, 2, index, 0);
    }

    @Property(tries = 200)
    void equalInputsGiveEqualOperations(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(max = 1_000_000) int index) {
        ImageShape shape = new ImageShape(height, width, 3);
        Augmentation augmentation = Augmentation.sequence(
                ROTATE, Augmentation.sometimes(0.5, FLIP), LIGHT, Augmentation.sequence(LIGHT, ROTATE));
        List<ImageOperation> operations = augmentation.draw(shape, random(index));
        assertThat(augmentation.draw(shape, random(index))).isEqualTo(operations);
        assertThat(augmentation.draw(shape, random(index + 1))).isNotEqualTo(operations);
        for (List<ImageOperation> each : List.of(operations, ImageOperation.fuse(operations))) {
            ImageShape current = shape;
            for (ImageOperation operation : each) {
                current = operation.outputShape(current);
            }
            assertThat(current).isEqualTo(shape);
        }
    }

    @Example
    void eachStepSeesTheShapeOfTheStepBefore() {
        GeometricAugmentation half = (shape, random) -> new Warp(
                new Affine(0.5, 0, 0, 0, 1, 0),
                shape,
                shape.height(),
                (shape.width() + 1) / 2,
                Border.NEAREST,
                Interpolation.BILINEAR);
        List<ImageOperation> operations = Augmentation.sequence(half, half).draw(SHAPE, random(0));
        assertThat(operations.get(0).outputShape(SHAPE)).isEqualTo(new ImageShape(7, 6, 3));
        assertThat(((Warp) operations.get(1)).input()).isEqualTo(new ImageShape(7, 6, 3));
        assertThat(((Warp) ImageOperation.fuse(operations).get(0)).width()).isEqualTo(3);
        assertThatThrownBy(() -> operations.get(1).outputShape(SHAPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7x6x3");
    }

    @Property(tries = 100)
    void aStepThatDrawsMoreChangesNoOtherStep(
            @ForAll @IntRange(max = 1_000_000) int index, @ForAll @IntRange(max = 30) int draws) {
        PhotometricAugmentation greedy = (shape, random) -> {
            double bias = 0;
            for (int i = 0; i < draws; i++) {
                bias += random.nextDouble();
            }
            return PixelOp.linear(1, bias);
        };
        List<ImageOperation> expected = Augmentation.sequence(LIGHT, ROTATE, Augmentation.sometimes(0.5, LIGHT))
                .draw(SHAPE, random(index));
        List<ImageOperation> actual = Augmentation.sequence(greedy, ROTATE, Augmentation.sometimes(0.5, LIGHT))
                .draw(SHAPE, random(index));
        assertThat(actual.subList(1, actual.size())).isEqualTo(expected.subList(1, expected.size()));
    }

    @Example
    void sometimesIsAShareOfTheSamples() {
        assertThat(share(1)).isEqualTo(10_000);
        assertThat(share(0)).isZero();
        assertThat(share(0.5)).isBetween(4_800, 5_200);
        assertThat(share(0.1)).isBetween(880, 1_120);
        for (double outside : new double[] {-0.01, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> Augmentation.sometimes(outside, FLIP))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must lie in [0, 1]");
        }
    }

    private static int share(double probability) {
        Augmentation sometimes = Augmentation.sometimes(probability, FLIP);
        int done = 0;
        for (int i = 0; i < 10_000; i++) {
            done += sometimes.draw(SHAPE, random(i)).size();
        }
        return done;
    }

    @Property(tries = 100)
    void wholeTurnsAreTheIdentity(
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll @IntRange(min = 1, max = 50) int width,
            @ForAll @IntRange(min = -3, max = 3) int turns) {
        ImageShape shape = new ImageShape(height, width, 1);
        assertThat(Warp.rotation(shape, 360.0 * turns).isIdentity()).isTrue();
        Warp quarter = Warp.rotation(shape, 90);
        Warp half = quarter.fusedWith(quarter).orElseThrow();
        assertThat(half.fusedWith(half).orElseThrow().isIdentity()).isTrue();
        assertThat(ImageOperation.fuse(List.of(quarter, quarter, quarter, quarter)))
                .isEmpty();
        Warp horizontal = Warp.flipHorizontal(shape);
        Warp vertical = Warp.flipVertical(shape);
        assertThat(horizontal.isExact() && vertical.isExact()).isTrue();
        assertThat(ImageOperation.fuse(List.of(horizontal, horizontal))).isEmpty();
        assertThat(ImageOperation.fuse(List.of(vertical, horizontal, vertical, horizontal)))
                .isEmpty();
        assertThat(horizontal.fusedWith(vertical).orElseThrow().map())
                .isEqualTo(Warp.rotation(shape, 180).map());
    }

    @Property(tries = 100)
    void theCentrePixelIsFixedInOddSizes(
            @ForAll @IntRange(max = 20) int halfHeight,
            @ForAll @IntRange(max = 20) int halfWidth,
            @ForAll @DoubleRange(min = -720, max = 720) double degrees) {
        Affine map = Affine.rotation(degrees).aboutCentreOf(new ImageShape(2 * halfHeight + 1, 2 * halfWidth + 1, 1));
        assertThat(map.x(halfWidth, halfHeight)).isCloseTo(halfWidth, within(1e-9));
        assertThat(map.y(halfWidth, halfHeight)).isCloseTo(halfHeight, within(1e-9));
    }

    @Property(tries = 200)
    void aMapThenItsInverseIsTheIdentity(
            @ForAll @DoubleRange(min = -180, max = 180) double degrees,
            @ForAll @DoubleRange(min = 0.2, max = 5) double scale,
            @ForAll @DoubleRange(min = -50, max = 50) double shift) {
        Affine map = Affine.rotation(degrees).aboutCentreOf(SHAPE).then(new Affine(scale, 0.1, shift, 0, 1, -shift));
        for (Affine identity : List.of(map.then(map.inverse()), map.inverse().then(map))) {
            assertThat(identity.a()).isCloseTo(1, within(1e-9));
            assertThat(identity.b()).isCloseTo(0, within(1e-9));
            assertThat(identity.c()).isCloseTo(0, within(1e-7));
            assertThat(identity.d()).isCloseTo(0, within(1e-9));
            assertThat(identity.e()).isCloseTo(1, within(1e-9));
            assertThat(identity.f()).isCloseTo(0, within(1e-7));
        }
    }

    @Example
    void counterClockwiseTakesTopRightToTopLeft() {
        Affine map = Affine.rotation(90).aboutCentreOf(new ImageShape(6, 6, 1));
        assertThat(map.x(5, 0)).isZero();
        assertThat(map.y(5, 0)).isZero();
    }

    @Example
    void onlyWarpsThatSampleInTheSameWayFuse() {
        Warp tilt = Warp.rotation(SHAPE, 10);
        Warp reflect = tilt.border(Border.REFLECT);
        Warp nearest = tilt.interpolation(Interpolation.NEAREST);
        Warp flip = Warp.flipHorizontal(SHAPE);
        assertThat(ImageOperation.fuse(List.of(tilt, tilt))).hasSize(1);
        assertThat(ImageOperation.fuse(List.of(tilt, reflect))).containsExactly(tilt, reflect);
        assertThat(ImageOperation.fuse(List.of(tilt, nearest))).containsExactly(tilt, nearest);
        assertThat(ImageOperation.fuse(List.of(tilt, PixelOp.linear(2, 0), tilt)))
                .hasSize(3);
        assertThat(tilt.border(Border.constant(1)).fusedWith(tilt.border(Border.constant(2))))
                .isEmpty();
        for (Warp sampler : List.of(reflect, nearest)) {
            for (List<ImageOperation> pair :
                    List.of(List.<ImageOperation>of(flip, sampler), List.<ImageOperation>of(sampler, flip))) {
                List<ImageOperation> fused = ImageOperation.fuse(pair);
                assertThat(fused).hasSize(1);
                assertThat(((Warp) fused.get(0)).border()).isEqualTo(sampler.border());
                assertThat(((Warp) fused.get(0)).interpolation()).isEqualTo(sampler.interpolation());
            }
        }
        assertThatThrownBy(() -> Warp.affine(SHAPE, new Affine(1, 1, 0, 1, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
