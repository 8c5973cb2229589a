package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Orders: those of a shuffle, in epochs and repetitions, and those of a choice among sequences. */
class ShuffleTest {

    private static Examples<Long> range(long size) {
        return Examples.indexed(size, i -> i);
    }

    private static <E> List<E> list(Examples<E> examples, long epoch) {
        List<E> list = new ArrayList<>();
        try (Examples.Pass<E> pass = examples.open(epoch)) {
            pass.forEachRemaining(list::add);
        }
        return list;
    }

    private static List<Long> numbers(long size) {
        return LongStream.range(0, size).boxed().toList();
    }

    @Property
    void isAPermutationThatLooksAheadOneBuffer(
            @ForAll @IntRange(max = 60) int size,
            @ForAll @IntRange(min = 1, max = 70) int bufferSize,
            @ForAll long seed,
            @ForAll @IntRange(max = 1000) int epoch) {
        List<Long> order = list(range(size).shuffle(bufferSize, seed), epoch);
        assertThat(order).containsExactlyInAnyOrderElementsOf(numbers(size));
        for (int position = 0; position < size; position++) {
            assertThat(order.get(position)).isLessThanOrEqualTo(position + bufferSize - 1L);
        }
    }

    @Property(tries = 100)
    void holdsNoMoreThanItsBuffer(@ForAll @IntRange(min = 1, max = 20) int bufferSize, @ForAll long seed) {
        Probe probe = Probe.of(1000);
        try (Examples.Pass<Integer> pass =
                probe.examples().shuffle(bufferSize, seed).open(0)) {
            for (int taken = 1; taken < 50; taken++) {
                assertThat(pass.next()).isNotNull();
                assertThat(probe.pulled).hasValue(taken + bufferSize - 1);
            }
        }
    }

    @Property(tries = 200)
    void isAnotherOneInEachEpochAndWithEachSeed(@ForAll long seed, @ForAll @IntRange(max = 1000) int epoch) {
        List<Long> order = list(range(30).shuffle(30, seed), epoch);
        assertThat(list(range(30).shuffle(30, seed), epoch)).isEqualTo(order);
        assertThat(list(range(30).shuffle(30, seed), epoch + 1)).isNotEqualTo(order);
        assertThat(list(range(30).shuffle(30, seed + 1), epoch)).isNotEqualTo(order);
    }

    @Example
    void drawsEveryOrderEquallyOften() {
        Map<List<Long>, Integer> counts = new HashMap<>();
        int epochs = 24_000;
        for (int epoch = 0; epoch < epochs; epoch++) {
            int unused = counts.merge(list(range(4).shuffle(4, 42), epoch), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> Math.pow(count - epochs / 24.0, 2) / (epochs / 24.0))
                .sum();
        assertThat(chiSquare)
                .as("23 degrees of freedom: above 49.7 once in a thousand seeds")
                .isLessThan(49.7);
    }

    @Example
    void aShuffleBeforeARepeatKeepsEpochsApartAndHasAnOrderForEach() {
        for (long count : new long[] {5, Examples.INFINITE}) {
            Examples<Long> repeated = range(30).shuffle(30, 42).repeat(count).take(150);
            Set<List<Long>> orders = new HashSet<>();
            for (int epoch = 0; epoch < 20; epoch++) {
                List<Long> epochs = list(repeated, epoch);
                for (int repetition = 0; repetition < 5; repetition++) {
                    List<Long> order = epochs.subList(30 * repetition, 30 * repetition + 30);
                    assertThat(order).containsExactlyInAnyOrderElementsOf(numbers(30));
                    orders.add(order);
                }
            }
            assertThat(orders).hasSize(100);
        }
    }

    @Example
    void aShuffleAfterARepeatMixesEpochs() {
        List<Long> mixed = list(range(30).repeat(5).shuffle(150, 42), 0);
        assertThat(new HashSet<>(mixed.subList(0, 30))).hasSizeLessThan(30);
    }

    @Property
    void noTwoRepetitionsAreTheSameEpoch(@ForAll @IntRange(min = 1, max = 30) int count) {
        Examples<Long> epochs = epoch -> Examples.from(List.of(epoch)).open(epoch);
        List<Long> seen = new ArrayList<>();
        List<Long> seenForEver = new ArrayList<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            seen.addAll(list(epochs.repeat(count), epoch));
            seenForEver.addAll(list(epochs.repeat().take(count), epoch));
        }
        assertThat(seen).isEqualTo(numbers(20L * count));
        assertThat(seenForEver).doesNotHaveDuplicates().allMatch(epoch -> epoch >= 0 && epoch < 20L * 20 * 5 * count);
        List<Long> nested = new ArrayList<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            nested.addAll(list(epochs.repeat().take(4).repeat().take(40), epoch));
        }
        assertThat(nested).doesNotHaveDuplicates();
    }

    @Example
    void aLongShuffleTakesWhatThereIsOfAnInfiniteSequence() {
        List<Long> drawn = list(range(Examples.INFINITE).shuffle(100, 1).take(1000), 0);
        assertThat(drawn).doesNotHaveDuplicates().hasSize(1000).allMatch(i -> i < 1099);
    }

    @Property(tries = 200)
    void shardsArePartsOfTheWhole(
            @ForAll @IntRange(max = 50) int size, @ForAll @IntRange(min = 1, max = 9) int shards) {
        List<Long> all = new ArrayList<>();
        for (int index = 0; index < shards; index++) {
            int current = index;
            List<Long> shard = list(range(size).shard(shards, index), 0);
            assertThat(shard).allMatch(i -> i % shards == current).isSorted();
            all.addAll(shard);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(size));
    }

    @Property
    void takeAndSkipAreTheWhole(@ForAll @IntRange(max = 30) int size, @ForAll @IntRange(max = 40) int count) {
        assertThat(list(range(size).take(count).concatenate(range(size).skip(count)), 0))
                .isEqualTo(numbers(size));
    }

    @Example
    void sequencesAreSampledByTheirWeights() {
        Examples<String> sampled = Examples.sampleFrom(
                List.of(
                        Examples.<String>indexed(-1, i -> "often"),
                        Examples.<String>indexed(-1, i -> "seldom"),
                        Examples.<String>indexed(-1, i -> "never")),
                List.of(9.0, 1.0, 0.0),
                42);
        assertThat(sampled.cardinality()).isEqualTo(Examples.INFINITE);
        List<String> drawn = list(sampled.take(10_000), 0);
        assertThat(drawn).doesNotContain("never");
        // the standard deviation is 30
        assertThat(drawn.stream().filter("seldom"::equals).count()).isBetween(880L, 1120L);
        assertThat(list(sampled.take(100), 1)).isNotEqualTo(drawn.subList(0, 100));
    }

    @Property(tries = 200)
    void sequencesThatHaveEndedAreSampledNoMore(
            @ForAll long seed, @ForAll @IntRange(max = 20) int first, @ForAll @IntRange(max = 20) int second) {
        Examples<Long> negatives = Examples.indexed(second, i -> -1 - i);
        List<Long> sampled = list(Examples.sampleFrom(List.of(range(first), negatives), seed), 0);
        assertThat(sampled.stream().filter(i -> i >= 0)).isEqualTo(numbers(first));
        assertThat(sampled.stream().filter(i -> i < 0).map(i -> -1 - i)).isEqualTo(numbers(second));
    }
}
