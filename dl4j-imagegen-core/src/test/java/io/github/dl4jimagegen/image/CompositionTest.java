package io.github.dl4jimagegen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which parts of a composition are done, how often, and in which order. */
class CompositionTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 3);
    private static final int DRAWS = 6_000;
    private static final Augmentation ONE = adding(1);
    private static final Augmentation TWO = adding(2);
    private static final Augmentation THREE = adding(3);

    private static PhotometricAugmentation adding(double bias) {
        return (shape, random) -> PixelOp.linear(1, bias);
    }

    private static PhotometricAugmentation noise(double gain) {
        return (shape, random) -> PixelOp.linear(gain, random.nextDouble());
    }

    private static List<ImageOperation> draw(Augmentation augmentation, int index) {
        return augmentation.draw(SHAPE, SampleRandom.of(11, 0, index, 0));
    }

    /** Returns how often each list of biases was drawn. */
    private static Map<List<Integer>, Integer> counts(Augmentation augmentation) {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            List<Integer> biases = new ArrayList<>();
            for (ImageOperation operation : draw(augmentation, i)) {
                biases.add((int) ((Curve.Linear) operation).bias());
            }
            counts.merge(biases, 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void oneOfTakesEachEquallyOften() {
        Map<List<Integer>, Integer> counts = counts(Augmentation.oneOf(ONE, TWO, THREE));
        assertThat(counts.keySet()).containsExactlyInAnyOrder(List.of(1), List.of(2), List.of(3));
        assertThat(counts.values()).allMatch(count -> Math.abs(count - DRAWS / 3) < 200);
    }

    @Test
    void oneOfTakesEachByItsWeight() {
        Map<List<Integer>, Integer> counts = counts(Augmentation.oneOf(List.of(6.0, 0.0, 2.0), ONE, TWO, THREE));
        assertThat(counts.keySet()).containsExactlyInAnyOrder(List.of(1), List.of(3));
        assertThat(counts.get(List.of(1))).isBetween(4_300, 4_700);
    }

    @Test
    void someOfTakesSoManyInTheirOrder() {
        Map<List<Integer>, Integer> two = counts(Augmentation.someOf(2, ONE, TWO, THREE));
        assertThat(two.keySet()).containsExactlyInAnyOrder(List.of(1, 2), List.of(1, 3), List.of(2, 3));
        assertThat(two.values()).allMatch(count -> Math.abs(count - DRAWS / 3) < 200);
        Map<List<Integer>, Integer> upToTwo = counts(Augmentation.someOf(0, 2, ONE, TWO, THREE));
        assertThat(upToTwo).hasSize(7);
        assertThat(upToTwo.get(List.of())).isBetween(1_800, 2_200);
        assertThat(counts(Augmentation.someOf(3, ONE, TWO, THREE)).keySet()).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void randomOrderDoesAllInEveryOrderEquallyOften() {
        Map<List<Integer>, Integer> counts = counts(Augmentation.randomOrder(ONE, TWO, THREE));
        assertThat(counts).hasSize(6);
        assertThat(counts.values()).allMatch(count -> Math.abs(count - DRAWS / 6) < 150);
        assertThat(counts.keySet()).allMatch(order -> order.containsAll(List.of(1, 2, 3)));
    }

    @Test
    void whichOthersThereAreChangesNoDrawOfAPart() {
        for (int i = 0; i < 50; i++) {
            Map<Double, ImageOperation> alone = byGain(draw(Augmentation.randomOrder(noise(1), noise(2)), i));
            Map<Double, ImageOperation> all = byGain(draw(Augmentation.randomOrder(noise(1), noise(2), noise(3)), i));
            assertThat(all).containsAllEntriesOf(alone);
            Map<Double, ImageOperation> every = byGain(draw(Augmentation.someOf(3, noise(1), noise(2), noise(3)), i));
            assertThat(every)
                    .containsAllEntriesOf(byGain(draw(Augmentation.someOf(1, 2, noise(1), noise(2), noise(3)), i)));
            assertThat(every).containsAllEntriesOf(byGain(draw(Augmentation.oneOf(noise(1), noise(2), noise(3)), i)));
        }
    }

    private static Map<Double, ImageOperation> byGain(List<ImageOperation> operations) {
        Map<Double, ImageOperation> byGain = new HashMap<>();
        for (ImageOperation operation : operations) {
            byGain.put(((Curve.Linear) operation).gain(), operation);
        }
        return byGain;
    }

    @Test
    void inEveryCompositionAPartSeesTheShapeThatThoseBeforeItMade() {
        GeometricAugmentation shrink =
                (shape, random) -> Warp.resize(shape, Math.max(1, shape.height() / 2), Math.max(1, shape.width() / 2));
        for (Augmentation composition : List.of(
                Augmentation.sequence(shrink, shrink),
                Augmentation.randomOrder(shrink, shrink),
                Augmentation.someOf(2, shrink, shrink))) {
            List<ImageOperation> operations = draw(composition, 0);
            assertThat(operations.get(1).outputShape(operations.get(0).outputShape(SHAPE)))
                    .isEqualTo(new ImageShape(2, 2, 3));
        }
    }

    @Test
    void aNameIsAnIdentity() {
        Augmentation named = Augmentation.named("my-noise", noise(1));
        assertThat(named.describe()).isEqualTo("\"my-noise\"");
        assertThat(draw(named, 3)).isEqualTo(draw(noise(1), 3));
        assertThat(Augmentation.oneOf(named, noise(1)).describe())
                .isEqualTo("oneOf([1.0, 1.0], [\"my-noise\", a function])");
        assertThat(Augmentation.someOf(1, 2, named, named).describe())
                .isEqualTo("someOf(1, 2, [\"my-noise\", \"my-noise\"])");
        assertThat(Augmentation.randomOrder(named).describe()).isEqualTo("randomOrder([\"my-noise\"])");
    }

    @Test
    void borderAndInterpolationCanBeSetFromOutside() {
        GeometricAugmentation turn = (shape, random) -> Warp.rotation(shape, random.nextDouble(-9, 9));
        Warp plain = (Warp) draw(turn, 4).get(0);
        Warp set = (Warp) draw(turn.border(Border.WRAP).interpolation(Interpolation.LANCZOS), 4)
                .get(0);
        assertThat(set).isEqualTo(plain.border(Border.WRAP).interpolation(Interpolation.LANCZOS));
        assertThat(turn.border(Border.WRAP).describe()).isEqualTo("a function.border(Border[mode=WRAP, value=0.0])");
    }

    @Test
    void impossibleChoicesAreRefused() {
        assertThatThrownBy(() -> Augmentation.oneOf()).hasMessage("oneOf needs at least one augmentation but got none");
        assertThatThrownBy(() -> Augmentation.oneOf(List.of(1.0), ONE, TWO))
                .hasMessage("oneOf needs a weight for each of its 2 augmentations, none less than 0 and one greater,"
                        + " but got [1.0]");
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 0}) {
            assertThatThrownBy(() -> Augmentation.oneOf(List.of(bad), ONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Augmentation.someOf(3, ONE, TWO))
                .hasMessage("someOf must choose from 0 to all of its 2 augmentations, the lower number first, but was 3"
                        + " to 3");
        assertThatThrownBy(() -> Augmentation.someOf(2, 1, ONE, TWO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Augmentation.named(" ", ONE))
                .hasMessage("the name of an augmentation must not be blank");
        assertThatThrownBy(() -> Range.of(2, 1))
                .hasMessage("a range must have finite bounds, the lower one first, but was [2.0, 1.0]");
    }

    @Test
    void whatIsNotThereIsRefusedAtOnceAndByName() {
        Augmentation nothing = nothing();
        assertThatThrownBy(() -> Augmentation.sometimes(0.5, nothing))
                .hasMessage("sometimes was given null in place of an augmentation");
        assertThatThrownBy(() -> Augmentation.named("mine", nothing))
                .hasMessage("\"mine\" was given null in place of an augmentation");
        assertThatThrownBy(() -> Augmentation.sequence(ONE, nothing))
                .hasMessage("sequence was given null in place of an augmentation");
        assertThatThrownBy(() -> Augmentation.randomOrder(ONE, nothing))
                .hasMessage("randomOrder was given null in place of an augmentation");
        assertThatThrownBy(() -> Augmentation.oneOf(ONE, nothing))
                .hasMessage("oneOf was given null in place of an augmentation");
        assertThatThrownBy(() -> Augmentation.someOf(1, ONE, nothing))
                .hasMessage("someOf was given null in place of an augmentation");
    }

    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    private static Augmentation nothing() {
        return null;
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void aFunctionThatFailsIsNamed() {
        PhotometricAugmentation forgetful = (shape, random) -> null;
        GeometricAugmentation failing = (shape, random) -> {
            throw new ArithmeticException();
        };
        assertThatThrownBy(() -> draw(Augmentation.sequence(Augmentation.named("mine", forgetful)), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the augmentation \"mine\" failed on 8x8x3: it drew null; where nothing");
        assertThatThrownBy(() -> draw(Augmentation.sequence(Augmentation.named("mine", failing)), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the augmentation \"mine\" failed on 8x8x3: java.lang.ArithmeticException");
    }

    @Test
    void numbersThatNoImageCanHaveAreRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Border.constant(bad))
                    .hasMessage("the value of a border must be finite but was " + bad);
            assertThatThrownBy(() -> PixelOp.linear(bad, 0))
                    .hasMessage("a linear change must have a finite gain and bias but was " + bad + " x value + 0.0");
            assertThatThrownBy(() -> PixelOp.linear(1, bad)).hasMessageContaining("must have a finite gain and bias");
        }
        assertThatThrownBy(() -> new Border(Border.Mode.WRAP, 5))
                .hasMessage("a border of mode WRAP has no value but was given 5.0: use Border.constant");
        assertThatThrownBy(() -> new ImageShape(2_000_000_000, 2_000_000_000, 3))
                .hasMessage("an image of 2000000000x2000000000x3 has more than 2^31 - 1 values");
    }
}
