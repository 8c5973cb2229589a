package io.github.dl4jimagegen.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SamplerPropertiesTest {

    /** Samples of a view by their classes; they stand three apart in the source. */
    private static final class Labelled implements EpochPlan.SampleIndices {
        private final int[] labels;

        Labelled(int[] labels) {
            this.labels = labels;
        }

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public int sourceIndex(int index) {
            return 3 * index;
        }

        @Override
        public int label(int index) {
            return labels[index];
        }
    }

    @Provide
    Arbitrary<int[]> labels() {
        return Arbitraries.integers()
                .between(0, 4)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static int[] order(EpochPlan plan) {
        return IntStream.range(0, plan.size()).map(i -> plan.at(i).index()).toArray();
    }

    private static int[] counts(int[] values, int size) {
        int[] counts = new int[size];
        for (int value : values) {
            counts[value]++;
        }
        return counts;
    }

    private static List<Sampler> allFor(int[] labels) {
        double[] weights =
                IntStream.range(0, labels.length).mapToDouble(i -> 1 + i % 3).toArray();
        return List.of(
                Sampler.inOrder(),
                Sampler.shuffled(),
                Sampler.classBalanced(),
                Sampler.oversampled(),
                Sampler.weighted(weights));
    }

    @Property(tries = 100)
    void aPlanIsAFunctionOfSeedAndEpoch(
            @ForAll("labels") int[] labels, @ForAll long seed, @ForAll @LongRange(min = 0) long epoch) {
        Labelled samples = new Labelled(labels);
        for (Sampler sampler : allFor(labels)) {
            EpochPlan plan = sampler.plan(samples, seed, epoch);
            EpochPlan again = sampler.plan(samples, seed, epoch);
            assertThat(order(plan)).isEqualTo(order(again));
            for (int i = 0; i < plan.size(); i++) {
                assertThat(plan.at(i).random().nextLong())
                        .isEqualTo(again.at(i).random().nextLong());
            }
        }
    }

    /** The k-th time that a sample comes, its random numbers are those of occurrence k, and no two are equal. */
    @Property(tries = 100)
    void everyOccurrenceHasRandomNumbersOfItsOwn(
            @ForAll("labels") int[] labels, @ForAll long seed, @ForAll @LongRange(min = 0) long epoch) {
        for (Sampler sampler : allFor(labels)) {
            EpochPlan plan = sampler.plan(new Labelled(labels), seed, epoch);
            int[] seen = new int[labels.length];
            Set<Long> first = new HashSet<>();
            for (int i = 0; i < plan.size(); i++) {
                int index = plan.at(i).index();
                long number = plan.at(i).random().nextLong();
                assertThat(number)
                        .isEqualTo(SampleRandom.of(seed, epoch, 3L * index, seen[index]++)
                                .nextLong());
                assertThat(first.add(number)).isTrue();
            }
        }
    }

    @Property(tries = 100)
    void classBalancedKeepsTheLengthAndHasEveryClassEquallyOften(@ForAll("labels") int[] labels, @ForAll long seed) {
        int[] order = order(Sampler.classBalanced().plan(new Labelled(labels), seed, 0));
        assertThat(order).hasSameSizeAs(labels);
        int[] present =
                Arrays.stream(counts(labels, 5)).filter(count -> count > 0).toArray();
        int[] drawn = counts(Arrays.stream(order).map(i -> labels[i]).toArray(), 5);
        for (int c = 0; c < 5; c++) {
            if (counts(labels, 5)[c] > 0) {
                assertThat(drawn[c]).isBetween(labels.length / present.length, labels.length / present.length + 1);
            } else {
                assertThat(drawn[c]).isZero();
            }
        }
        occurrencesDifferByOneAtMost(labels, order);
    }

    @Property(tries = 100)
    void oversampledHasEveryClassAsOftenAsTheLargest(@ForAll("labels") int[] labels, @ForAll long seed) {
        int[] order = order(Sampler.oversampled().plan(new Labelled(labels), seed, 0));
        int[] sizes = counts(labels, 5);
        int largest = Arrays.stream(sizes).max().orElseThrow();
        int[] drawn = counts(Arrays.stream(order).map(i -> labels[i]).toArray(), 5);
        for (int c = 0; c < 5; c++) {
            assertThat(drawn[c]).isEqualTo(sizes[c] > 0 ? largest : 0);
        }
        assertThat(counts(order, labels.length)).doesNotContain(0);
        occurrencesDifferByOneAtMost(labels, order);
    }

    private static void occurrencesDifferByOneAtMost(int[] labels, int[] order) {
        int[] counts = counts(order, labels.length);
        for (int c = 0; c < 5; c++) {
            int label = c;
            int[] ofClass = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .map(i -> counts[i])
                    .toArray();
            if (ofClass.length > 0) {
                assertThat(Arrays.stream(ofClass).max().orElseThrow()
                                - Arrays.stream(ofClass).min().orElseThrow())
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Property(tries = 100)
    void shardsAreTheEpoch(
            @ForAll("labels") int[] labels, @ForAll @IntRange(min = 1, max = 9) int count, @ForAll long seed) {
        for (Sampler sampler : allFor(labels)) {
            EpochPlan whole = sampler.plan(new Labelled(labels), seed, 1);
            List<EpochPlan> shards = new ArrayList<>();
            int size = 0;
            for (int i = 0; i < count; i++) {
                EpochPlan shard = sampler.shard(i, count).plan(new Labelled(labels), seed, 1);
                shards.add(shard);
                size += shard.size();
            }
            assertThat(size).isEqualTo(whole.size());
            for (int i = 0; i < whole.size(); i++) {
                PlannedSample expected = whole.at(i);
                PlannedSample actual = shards.get(i % count).at(i / count);
                assertThat(actual.index()).isEqualTo(expected.index());
                assertThat(actual.random().nextLong())
                        .isEqualTo(expected.random().nextLong());
            }
        }
    }

    @Example
    void weightsAreProbabilities() {
        Labelled samples = new Labelled(new int[4]);
        int draws = 40_000;
        int[] counts =
                counts(order(Sampler.weighted(draws, new double[] {1, 0, 3, 4}).plan(samples, 42, 0)), 4);
        assertThat(counts[1]).isZero();
        double[] expected = {draws / 8.0, 0, draws * 3 / 8.0, draws / 2.0};
        double chiSquare = 0;
        for (int i : new int[] {0, 2, 3}) {
            chiSquare += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
        }
        assertThat(chiSquare).isLessThan(13.8); // 2 degrees of freedom, 0.1 %
        int[] next = order(Sampler.weighted(draws, new double[] {1, 0, 3, 4}).plan(samples, 42, 1));
        assertThat(next)
                .isNotEqualTo(
                        order(Sampler.weighted(draws, new double[] {1, 0, 3, 4}).plan(samples, 42, 0)));
    }

    @Example
    void whatCannotBeSampledIsRefused() {
        assertThatThrownBy(() -> Sampler.weighted(1, -1)).hasMessageContaining("weight 1 is -1.0");
        assertThatThrownBy(() -> Sampler.weighted(1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Sampler.weighted(0, 0)).hasMessageContaining("sum of the weights");
        assertThatThrownBy(() -> Sampler.weighted(0, new double[] {1})).hasMessageContaining("at least one sample");
        assertThatThrownBy(() -> Sampler.weighted(1, 2).plan(new Labelled(new int[3]), 1, 0))
                .hasMessageContaining("2 weights but 3 samples");
        assertThatThrownBy(() -> Sampler.shuffled().shard(2, 2)).hasMessageContaining("[0, 2) but was 2");
    }
}
