package io.github.dl4jimagegen.generator;

import static io.github.dl4jimagegen.generator.Examples.INFINITE;
import static io.github.dl4jimagegen.generator.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known about the number of examples, by tf.data's rules, and what happens if it is wrong. */
@Timeout(120)
class CardinalityTest {

    private static final Examples<Long> TEN = Examples.indexed(10, i -> i);
    private static final Examples<Long> ENDLESS = Examples.indexed(INFINITE, i -> i);
    private static final Examples<Long> SOME = epoch -> TEN.open(epoch);
    private static final Examples<Long> NONE = Examples.from(List.of());

    private static long count(Examples<?> examples) {
        try (Examples.Pass<?> pass = examples.open(0)) {
            return pass.skip(Long.MAX_VALUE);
        }
    }

    @Test
    void ofSources() {
        assertThat(INFINITE).isEqualTo(-1);
        assertThat(UNKNOWN).isEqualTo(-2);
        assertThat(Examples.from(List.of(1, 2, 3)).cardinality()).isEqualTo(3);
        assertThat(Examples.from(new LinkedHashSet<>(Set.of(1, 2))).cardinality())
                .isEqualTo(2);
        assertThat(Examples.from(() -> List.of(1).iterator()).cardinality()).isEqualTo(UNKNOWN);
        assertThat(Examples.fromStream(() -> Stream.of(1)).cardinality()).isEqualTo(UNKNOWN);
        assertThat(TEN.cardinality()).isEqualTo(10);
        assertThat(ENDLESS.cardinality()).isEqualTo(INFINITE);
        assertThat(SOME.cardinality()).isEqualTo(UNKNOWN);
    }

    /** With a finite, an infinite and an unknown number. */
    private static void check(UnaryOperator<Examples<Long>> combinator, long ten, long infinite, long unknown) {
        assertThat(combinator.apply(TEN).cardinality()).isEqualTo(ten);
        assertThat(combinator.apply(ENDLESS).cardinality()).isEqualTo(infinite);
        assertThat(combinator.apply(SOME).cardinality()).isEqualTo(unknown);
    }

    @Test
    void ofCombinators() {
        check(e -> e.map(i -> i), 10, INFINITE, UNKNOWN);
        check(e -> e.map(i -> i, 2), 10, INFINITE, UNKNOWN);
        check(e -> e.shuffle(3, 1), 10, INFINITE, UNKNOWN);
        check(e -> e.filter(i -> true), UNKNOWN, UNKNOWN, UNKNOWN);
        check(e -> e.onError(OnError.SKIP), UNKNOWN, UNKNOWN, UNKNOWN);
        check(e -> e.onError(OnError.FAIL), 10, INFINITE, UNKNOWN);
        check(e -> e.take(4), 4, 4, UNKNOWN);
        check(e -> e.take(40), 10, 40, UNKNOWN);
        check(e -> e.take(0), 0, 0, 0);
        check(e -> e.take(-1), 10, INFINITE, UNKNOWN);
        check(e -> e.skip(4), 6, INFINITE, UNKNOWN);
        check(e -> e.skip(40), 0, INFINITE, UNKNOWN);
        check(e -> e.skip(-1), 0, 0, 0);
        check(e -> e.repeat(), INFINITE, INFINITE, INFINITE);
        check(e -> e.repeat(3), 30, INFINITE, UNKNOWN);
        check(e -> e.repeat(0), 0, 0, 0);
        check(e -> e.shard(3, 0), 4, INFINITE, UNKNOWN);
        check(e -> e.shard(3, 1), 3, INFINITE, UNKNOWN);
        check(e -> e.concatenate(TEN), 20, INFINITE, UNKNOWN);
        check(e -> e.concatenate(ENDLESS), INFINITE, INFINITE, INFINITE);
        check(e -> e.concatenate(SOME), UNKNOWN, INFINITE, UNKNOWN);
        check(e -> e.zip(TEN.take(7), Long::sum), 7, 7, UNKNOWN);
        check(e -> e.zip(ENDLESS, Long::sum), 10, INFINITE, UNKNOWN);
        check(e -> e.zip(SOME, Long::sum), UNKNOWN, UNKNOWN, UNKNOWN);
        check(e -> e.interleave(i -> TEN, 2, 2), UNKNOWN, UNKNOWN, UNKNOWN);
        check(e -> Examples.sampleFrom(List.of(e, TEN), 1), 20, INFINITE, UNKNOWN);
        check(e -> e.assertCardinality(5), 5, 5, 5);
        assertThat(TEN.cache().cardinality()).isEqualTo(10);
        assertThat(NONE.repeat().cardinality()).isZero();
        assertThat(TEN.repeat(Long.MAX_VALUE).cardinality())
                .as("more than a long")
                .isEqualTo(UNKNOWN);
        assertThat(TEN.enumerate(3).cardinality()).isEqualTo(10);
    }

    @Test
    void isAsserted() {
        assertThat(count(SOME.assertCardinality(10))).isEqualTo(10);
        assertThatThrownBy(() -> count(SOME.assertCardinality(11)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("assertCardinality(11): there are only 10 examples");
        assertThatThrownBy(() -> count(SOME.assertCardinality(INFINITE)))
                .hasMessage("assertCardinality(INFINITE): there are only 10 examples");
        try (Examples.Pass<Long> pass = SOME.assertCardinality(9).open(0)) {
            for (long i = 0; i < 9; i++) {
                assertThat(pass.next()).isEqualTo(i);
            }
            assertThatThrownBy(pass::hasNext).hasMessage("assertCardinality(9): there are more than 9 examples");
        }
        try (Examples.Pass<Long> pass = TEN.assertCardinality(9).open(0)) {
            assertThatThrownBy(() -> pass.skip(10)).hasMessage("assertCardinality(9): there are more than 9 examples");
        }
        try (Examples.Pass<Long> pass = SOME.assertCardinality(11).open(0)) {
            for (long i = 0; i < 10; i++) {
                assertThat(pass.next()).isEqualTo(i);
            }
            assertThatThrownBy(pass::next).hasMessage("assertCardinality(11): there are only 10 examples");
        }
    }

    @Test
    void nothingOverAndOverEnds() {
        assertThat(count(NONE.repeat())).isZero();
        assertThat(count(SOME.filter(i -> false).repeat())).isZero();
        assertThat(count(SOME.filter(i -> false).repeat(Long.MAX_VALUE))).isZero();
        try (Examples.Pass<Long> pass = SOME.take(0).repeat().open(0)) {
            assertThat(pass.hasNext()).isFalse();
        }
    }

    @Test
    void anInfiniteSequenceGoesThroughEverythingThatDoesNotHaveToEnd() {
        assertThat(count(ENDLESS.interleave(i -> ENDLESS, 3, 2).take(100))).isEqualTo(100);
        assertThat(count(ENDLESS.flatMap(i -> TEN).shuffle(20, 1).take(100))).isEqualTo(100);
        assertThat(count(ENDLESS.map(i -> i, 3).zip(TEN, Long::sum))).isEqualTo(10);
        assertThat(count(ENDLESS.shard(7, 3).enumerate(0).repeat().take(100))).isEqualTo(100);
    }

    @Test
    void jumpsGoAsFarAsTheyLike() {
        Examples<Long> far = TEN.map(i -> i + 1)
                .repeat()
                .skip(3)
                .shard(7, 2)
                .concatenate(TEN)
                .enumerate(0)
                .map(Examples.Numbered::example);
        assertThat(far.randomAccess()).isTrue();
        try (Examples.Pass<Long> pass = far.open(0)) {
            assertThat(pass.skip(1_000_000_000_000L)).isEqualTo(1_000_000_000_000L);
            assertThat(pass.next()).isEqualTo((7_000_000_000_000L + 2 + 3) % 10 + 1);
        }
        try (Examples.Pass<Long> pass = TEN.repeat(100_000_000_000L).open(0)) {
            assertThat(pass.skip(Long.MAX_VALUE)).isEqualTo(1_000_000_000_000L);
        }
        assertThat(SOME.randomAccess()).isFalse();
        assertThat(TEN.shuffle(2, 1).randomAccess()).isFalse();
        assertThat(TEN.zip(SOME, Long::sum).randomAccess()).isFalse();
        assertThat(TEN.zip(ENDLESS, Long::sum).take(4).randomAccess()).isTrue();
        assertThat(Examples.from(List.of(1)).randomAccess()).isTrue();
        assertThat(Examples.from(new LinkedHashSet<>(List.of(1))).randomAccess())
                .isFalse();
    }
}
