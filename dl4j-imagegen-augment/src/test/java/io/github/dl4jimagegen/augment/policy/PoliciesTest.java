package io.github.dl4jimagegen.augment.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.augment.Augmentations;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Mixture;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which changes policies draw, how often and how strong: torchvision's numbers, written down once more. */
class PoliciesTest {

    private static final ImageShape SHAPE = new ImageShape(331, 662, 3);
    private static final int DRAWS = 14_000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    private static List<ImageOperation> draw(Augmentation policy, int index) {
        return policy.draw(SHAPE, SampleRandom.of(3, 0, index, 0));
    }

    private static Map<ImageOperation, Integer> counts(Augmentation policy) {
        Map<ImageOperation, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            for (ImageOperation operation : draw(policy, i)) {
                counts.merge(operation, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Warp warp(double a, double b, double c, double d, double e, double f) {
        return Warp.affine(SHAPE, new Affine(a, b, c, d, e, f))
                .border(Border.constant(0))
                .interpolation(Interpolation.NEAREST);
    }

    private static Warp rotation(double degrees) {
        return Warp.rotation(SHAPE, degrees).border(Border.constant(0)).interpolation(Interpolation.NEAREST);
    }

    @Test
    void randAugmentDrawsFourteenChangesOfOneStrengthEvenly() {
        Map<ImageOperation, Integer> counts = counts(Augmentations.randAugment(1, 10));

        List<ImageOperation> once = List.of(
                warp(1, 0, 0, 0, 1, 0),
                new Curve.Posterize(7),
                new Curve.Solarize(170),
                new PixelOp.AutoContrast(),
                new PixelOp.Equalize());
        List<ImageOperation> bothWays = List.of(
                warp(1, 0.1, 0.05, 0, 1, 0),
                warp(1, -0.1, -0.05, 0, 1, 0),
                warp(1, 0, 0, 0.1, 1, 0.05),
                warp(1, 0, 0, -0.1, 1, -0.05),
                warp(1, 0, 100, 0, 1, 0),
                warp(1, 0, -100, 0, 1, 0),
                warp(1, 0, 0, 0, 1, 50),
                warp(1, 0, 0, 0, 1, -50),
                rotation(10),
                rotation(-10),
                PixelOp.linear(1.3, 0),
                PixelOp.linear(0.7, 0),
                ColorMatrix.saturation(1.3),
                ColorMatrix.saturation(0.7),
                new PixelOp.Contrast(1.3),
                new PixelOp.Contrast(0.7),
                Convolution.sharpness(1.3),
                Convolution.sharpness(0.7));
        for (ImageOperation operation : once) {
            assertThat(near(counts, operation)).as(operation.toString()).isBetween(850, 1150);
        }
        for (ImageOperation operation : bothWays) {
            assertThat(near(counts, operation)).as(operation.toString()).isBetween(390, 610);
        }
        assertThat(counts).hasSize(once.size() + bothWays.size());
    }

    /** Counts an operation whose numbers may differ in the last bit. */
    private static int near(Map<ImageOperation, Integer> counts, ImageOperation wanted) {
        String rounded = rounded(wanted);
        return counts.entrySet().stream()
                .filter(entry -> rounded(entry.getKey()).equals(rounded))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static String rounded(ImageOperation operation) {
        return NUMBER.matcher(operation.toString())
                .replaceAll(number -> String.format("%.6f", Double.parseDouble(number.group())));
    }

    @Test
    void randAugmentDoesAsManyChangesAsItIsTold() {
        for (int operations = 0; operations < 5; operations++) {
            assertThat(draw(Augmentations.randAugment(operations, 9), 4)).hasSize(operations);
        }
        assertThatThrownBy(() -> Augmentations.randAugment(2, 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a magnitude must lie in [0, 30] but was 31");
        assertThatThrownBy(() -> Augmentations.randAugment(-1, 3))
                .hasMessageContaining("must lie in [0, 100] but was -1");
    }

    @Test
    void magnitude0ChangesNoMoreThanItMust() {
        Set<ImageOperation> operations = counts(Augmentations.randAugment(1, 0)).keySet();
        assertThat(operations)
                .contains(
                        new Curve.Posterize(8),
                        new Curve.Solarize(255),
                        PixelOp.linear(1, 0),
                        new PixelOp.AutoContrast(),
                        new PixelOp.Equalize());
        assertThat(operations).filteredOn(Warp.class::isInstance).allMatch(warp -> ((Warp) warp).isIdentity());
    }

    @Test
    void trivialAugmentDrawsOneChangeOfAnyOf31Strengths() {
        Map<ImageOperation, Integer> counts = counts(Augmentations.trivialAugmentWide());
        Set<Double> rotations = new HashSet<>();
        Set<Integer> bits = new HashSet<>();
        double largestShift = 0;
        double largestShear = 0;
        double brightest = 0;
        for (ImageOperation operation : counts.keySet()) {
            if (operation instanceof Curve.Posterize posterize) {
                bits.add(posterize.bits());
            } else if (operation instanceof Curve.Linear linear) {
                brightest = Math.max(brightest, linear.gain());
            } else if (operation instanceof Warp warp && warp.map() instanceof Affine map) {
                if (map.a() == 1) {
                    largestShear = Math.max(largestShear, Math.max(map.b(), map.d()));
                    largestShift = map.b() == 0 && map.d() == 0 ? Math.max(largestShift, map.c()) : largestShift;
                } else {
                    rotations.add((double) Math.round(Math.toDegrees(Math.atan2(map.b(), map.a())) * 10));
                }
            }
        }
        assertThat(rotations).hasSize(60).contains(1350.0, -1350.0, 45.0); // the 61st, 0, is no rotation
        assertThat(bits).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8);
        assertThat(largestShift).isEqualTo(32);
        assertThat(largestShear).isCloseTo(0.99, within(1e-9));
        assertThat(brightest).isCloseTo(1.99, within(1e-9));
        int nothing = counts.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof Warp warp && warp.isIdentity())
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertThat(nothing / (double) DRAWS).isCloseTo((1 + 5 / 31.0) / 14, within(0.01)); // or a move by 0
    }

    @Test
    void autoAugmentUsesWhatWasFoundOnItsDataSet() {
        Map<ImageOperation, Integer> imageNet = counts(Augmentations.autoAugment(AutoAugment.Policy.IMAGENET));
        Map<ImageOperation, Integer> cifar = counts(Augmentations.autoAugment(AutoAugment.Policy.CIFAR10));
        Map<ImageOperation, Integer> svhn = counts(Augmentations.autoAugment(AutoAugment.Policy.SVHN));
        Predicate<ImageOperation> colour = ColorMatrix.class::isInstance;
        Predicate<ImageOperation> posterize = Curve.Posterize.class::isInstance;
        Predicate<ImageOperation> invert = Curve.Linear.INVERT::equals;
        Predicate<ImageOperation> equalize = PixelOp.Equalize.class::isInstance;

        // Sums of the probabilities in the tables, over 25.
        assertThat(share(imageNet, equalize)).isCloseTo(11.2 / 25, within(0.02));
        assertThat(share(imageNet, colour)).isCloseTo(3.8 / 25, within(0.02));
        assertThat(share(imageNet, posterize)).isCloseTo(2.8 / 25, within(0.02));
        assertThat(share(cifar, invert)).isCloseTo(0.2 / 25, within(0.005));
        assertThat(share(cifar, posterize)).isCloseTo(0.3 / 25, within(0.005));
        assertThat(share(svhn, invert)).isCloseTo(7.6 / 25, within(0.02));
        assertThat(share(svhn, colour)).isZero();
        assertThat(share(svhn, posterize)).isZero();
        assertThat(near(cifar, rotation(20 / 3.0))).isBetween(100, 300); // 0.7 / 25 / 2 of the draws: 196
    }

    private static double share(Map<ImageOperation, Integer> counts, Predicate<ImageOperation> wanted) {
        return counts.entrySet().stream()
                        .filter(entry -> wanted.test(entry.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum()
                / (double) DRAWS;
    }

    @Test
    void augMixMixesTheImageWithChainsOfChanges() {
        List<Double> ofTheImage = new ArrayList<>();
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            List<ImageOperation> operations = draw(Augmentations.augMix(), i);
            assertThat(operations).hasSize(1);
            List<Mixture.Part> parts = ((Mixture) operations.get(0)).parts();
            assertThat(parts).hasSize(4);
            assertThat(parts.get(0).operations()).isEmpty();
            assertThat(parts.stream().mapToDouble(Mixture.Part::weight).sum()).isCloseTo(1, within(1e-12));
            ofTheImage.add(parts.get(0).weight());
            parts.subList(1, 4).forEach(part -> lengths.add(part.operations().size()));
        }
        assertThat(lengths).containsExactlyInAnyOrder(1, 2, 3);
        // Beta(1, 1) is even.
        double[] sorted =
                ofTheImage.stream().mapToDouble(weight -> weight).sorted().toArray();
        for (int tenth = 1; tenth < 10; tenth++) {
            assertThat(sorted[300 * tenth]).isCloseTo(tenth / 10.0, within(0.03));
        }
        assertThat(Arrays.stream(sorted).average().getAsDouble()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void theWidthTheDepthAndTheEvennessOfAugMixCanBeSet() {
        double[] spread = new double[2];
        for (int i = 0; i < 200; i++) {
            for (int even = 0; even < 2; even++) {
                Mixture mixture =
                        (Mixture) draw(Augmentations.augMix().width(5).depth(4).alpha(even == 0 ? 0.5 : 100), i)
                                .get(0);
                assertThat(mixture.parts()).hasSize(6);
                assertThat(mixture.parts().subList(1, 6))
                        .allMatch(part -> part.operations().size() == 4);
                spread[even] += Math.abs(mixture.parts().get(0).weight() - 0.5) / 200;
            }
        }
        assertThat(spread[0]).isGreaterThan(0.2);
        assertThat(spread[1]).isLessThan(0.05);
        assertThatThrownBy(() -> Augmentations.augMix().width(0))
                .hasMessage("AugMix needs a width of 1 to 100 and a depth of 0 to 100 but was given 0 and 0");
        assertThatThrownBy(() -> Augmentations.augMix().width(101)).hasMessageEndingWith("was given 101 and 0");
        assertThatThrownBy(() -> Augmentations.augMix().depth(101)).hasMessageEndingWith("was given 3 and 101");
        assertThatThrownBy(() -> Augmentations.randAugment(101, 9))
                .hasMessage("the number of operations must lie in [0, 100] but was 101");
        assertThatThrownBy(() -> Augmentations.augMix().alpha(0)).hasMessageContaining("0.0");
    }

    @Test
    void nothingBetweenTwoMovesKeepsThemFromBecomingOne() {
        List<ImageOperation> operations = Stream.of(Change.ROTATE, Change.IDENTITY, Change.SHEAR_X)
                .map(change -> change.of(0.2, SHAPE, Border.constant(0), Interpolation.BILINEAR))
                .toList();
        assertThat(ImageOperation.fuse(operations)).hasSize(1);
        assertThat(ImageOperation.fuse(operations.subList(1, 2))).isEmpty();
    }

    @Test
    void theSeverityOfAugMixBoundsItsStrengths() {
        for (int severity : new int[] {1, 3, 10}) {
            double largest = 0;
            for (int i = 0; i < 2_000; i++) {
                Mixture mixture = (Mixture)
                        draw(Augmentations.augMix().severity(severity), i).get(0);
                for (Mixture.Part part : mixture.parts()) {
                    for (ImageOperation operation : part.operations()) {
                        if (operation instanceof Curve.Linear linear) {
                            largest = Math.max(largest, linear.gain() - 1);
                        }
                    }
                }
            }
            assertThat(largest).isCloseTo(0.1 * (severity - 1), within(1e-9));
        }
        assertThatThrownBy(() -> Augmentations.augMix().severity(11))
                .hasMessage("a severity must lie in [1, 10] but was 11");
        assertThatThrownBy(() -> new AugMix(3, 3, 0, 0, Border.NEAREST, Interpolation.NEAREST))
                .hasMessage("alpha must lie in [0.01, 1000] but was 0.0");
    }
}
