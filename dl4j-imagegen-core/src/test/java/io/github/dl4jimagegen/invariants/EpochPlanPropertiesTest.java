package io.github.dl4jimagegen.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Invariants 5 and 6: epochs are permutations, equally likely, and neighbours have nothing in common. */
class EpochPlanPropertiesTest {

    /** All samples of a source, which stand at an offset in it. */
    private record Indices(int size, int offset) implements EpochPlan.SampleIndices {
        @Override
        public int sourceIndex(int index) {
            return index + offset;
        }

        @Override
        public int label(int index) {
            return 0;
        }
    }

    private static List<Integer> order(EpochPlan plan) {
        return IntStream.range(0, plan.size())
                .map(i -> plan.at(i).index())
                .boxed()
                .toList();
    }

    private static List<Integer> order(int size, long seed, long epoch) {
        return order(Sampler.shuffled().plan(new Indices(size, 0), seed, epoch));
    }

    @Property(tries = 300)
    void everyEpochIsAPermutation(
            @ForAll @IntRange(min = 0, max = 300) int size, @ForAll long seed, @ForAll @LongRange(min = 0) long epoch) {
        assertThat(order(size, seed, epoch).stream().sorted())
                .isEqualTo(IntStream.range(0, size).boxed().toList());
        assertThat(order(size, seed, epoch)).isEqualTo(order(size, seed, epoch));
        assertThat(order(Sampler.inOrder().plan(new Indices(size, 0), seed, epoch)))
                .isEqualTo(IntStream.range(0, size).boxed().toList());
    }

    @Example
    void everyOrderIsEquallyLikelyOverSeedsAndOverEpochs() {
        int orders = 2;
        for (int size = 3; size <= 5; size++) {
            orders *= size;
            int draws = orders * 200;
            Map<List<Integer>, Integer> overSeeds = new HashMap<>();
            Map<List<Integer>, Integer> overEpochs = new HashMap<>();
            for (int i = 0; i < draws; i++) {
                overSeeds.merge(order(size, i, 0), 1, Integer::sum);
                overEpochs.merge(order(size, 42, i), 1, Integer::sum);
            }
            for (Map<List<Integer>, Integer> counts : List.of(overSeeds, overEpochs)) {
                assertThat(counts).hasSize(orders);
                double chiSquare = counts.values().stream()
                        .mapToDouble(count -> (count - 200.0) * (count - 200.0) / 200)
                        .sum();
                int freedom = orders - 1;
                assertThat(chiSquare)
                        .isBetween(freedom - 4 * Math.sqrt(2 * freedom), freedom + 4 * Math.sqrt(2 * freedom));
            }
        }
    }

    @Property(tries = 200)
    void neighbouringSeedsAndEpochsShareNoOrder(@ForAll long seed, @ForAll @LongRange(min = 0) long epoch) {
        List<Integer> order = order(40, seed, epoch);
        assertThat(order(40, seed + 1, epoch)).isNotEqualTo(order);
        assertThat(order(40, seed, epoch + 1)).isNotEqualTo(order);
        assertThat(order(40, seed + 1, epoch - 1)).isNotEqualTo(order);
        int agreeing = 0;
        List<Integer> next = order(40, seed, epoch + 1);
        for (int i = 0; i < 40; i++) {
            agreeing += order.get(i).equals(next.get(i)) ? 1 : 0;
        }
        assertThat(agreeing).isLessThan(12);
    }

    @Example
    void neighbouringStreamsShareNoNumber() {
        Set<Long> seen = new HashSet<>();
        int drawn = 0;
        for (int seed = -3; seed < 5; seed++) {
            for (int epoch = 0; epoch < 8; epoch++) {
                EpochPlan plan = Sampler.shuffled().plan(new Indices(8, 0), seed, epoch);
                for (int position = 0; position < 8; position++) {
                    SampleRandom random = plan.at(position).random();
                    for (int step = 0; step < 3; step++) {
                        SampleRandom stream = random.step(step);
                        for (int i = 0; i < 20; i++) {
                            seen.add(stream.nextLong());
                            drawn++;
                        }
                    }
                }
            }
        }
        assertThat(seen).hasSize(drawn);
    }

    @Property(tries = 100)
    void aSampleKeepsItsStreamInEveryViewAndOrder(@ForAll long seed, @ForAll @IntRange(max = 1000) int offset) {
        EpochPlan view = Sampler.shuffled().plan(new Indices(20, offset), seed, 3);
        for (int position = 0; position < view.size(); position++) {
            long expected = SampleRandom.of(seed, 3, view.at(position).index() + offset, 0)
                    .nextLong();
            assertThat(view.at(position).random().nextLong()).isEqualTo(expected);
        }
    }
}
