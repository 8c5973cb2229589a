package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.generator.Examples.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Examples that fail: in their place, without harm to those behind them, skipped if wanted. */
@Timeout(120)
class FailuresTest {

    private static Examples<Long> failingAt(long size, Long... numbers) {
        Set<Long> failing = Set.of(numbers);
        return Examples.<Long>indexed(size, i -> i).map(i -> {
            if (failing.contains(i)) {
                throw new Probe.Failure("no " + i);
            }
            return i;
        });
    }

    /** The examples of a pass, and the messages of those that fail. */
    private static List<Object> events(Examples<?> examples) {
        List<Object> events = new ArrayList<>();
        try (Pass<?> pass = examples.open(0)) {
            while (true) {
                try {
                    if (!pass.hasNext()) {
                        return events;
                    }
                    events.add(pass.next());
                } catch (RuntimeException e) {
                    events.add(e.getMessage());
                }
            }
        }
    }

    @Test
    void failuresKeepTheirPlace() {
        Examples<Long> failing = failingAt(6, 1L, 4L);
        assertThat(events(failing)).containsExactly(0L, "no 1", 2L, 3L, "no 4", 5L);
        assertThat(events(failing.map(i -> 10 * i))).containsExactly(0L, "no 1", 20L, 30L, "no 4", 50L);
        assertThat(events(failing.map(i -> 10 * i, 3))).containsExactly(0L, "no 1", 20L, 30L, "no 4", 50L);
        assertThat(events(failing.take(3))).containsExactly(0L, "no 1", 2L);
        assertThat(events(failing.skip(2))).containsExactly(2L, 3L, "no 4", 5L);
        assertThat(events(failing.shard(2, 0))).containsExactly(0L, 2L, "no 4");
        assertThat(events(failing.enumerate(0).map(Examples.Numbered::number)))
                .containsExactly(0L, "no 1", 2L, 3L, "no 4", 5L);
        assertThat(events(failing.concatenate(failing.skip(3)).filter(i -> i != 2)))
                .containsExactly(0L, "no 1", 3L, "no 4", 5L, 3L, "no 4", 5L);
        assertThat(events(failing.assertCardinality(6))).hasSize(6);
        assertThat(events(failing.repeat(2))).hasSize(12);
        assertThat(events(failing.shuffle(3, 1))).hasSize(6).contains("no 1", "no 4");
        assertThat(events(failing.flatMap(i -> failingAt(3, 1L)))).hasSize(4 * 3 + 2);
        assertThat(events(Examples.from(List.of(1, 2)).interleave(i -> failing, 2, 2)))
                .containsExactly(0L, "no 1", 0L, "no 1", 2L, 3L, 2L, 3L, "no 4", 5L, "no 4", 5L);
    }

    @Test
    void failuresDoNotPutPairsOutOfStep() {
        Examples<Long> first = failingAt(7, 1L, 4L);
        Examples<Long> second = failingAt(7, 2L, 4L);
        assertThat(events(first.zip(second, List::of)))
                .containsExactly(
                        List.of(0L, 0L), "no 1", "no 2", List.of(3L, 3L), "no 4", List.of(5L, 5L), List.of(6L, 6L));
        Probe probe = new Probe(7, false, 1);
        try (Pass<List<Object>> pass =
                first.zip(probe.examples(), List::<Object>of).open(0)) {
            assertThat(pass.skip(1)).isEqualTo(1);
            assertThatThrownBy(() -> pass.skip(1)).hasMessage("no 1");
            assertThat(pass.next()).isEqualTo(List.of(2L, 2));
        }
    }

    @Test
    void aShardOfASourceThatFailsGoesOnInStep() {
        try (Pass<Integer> pass = new Probe(12, false, 4).examples().shard(3, 2).open(0)) {
            assertThat(pass.next()).isEqualTo(2);
            assertThatThrownBy(pass::next).hasMessage("no 4");
            assertThat(pass.next())
                    .as("5 was given up with the failure before it")
                    .isIn(5, 8);
        }
    }

    @Test
    void failuresAreSkippedAndLoggedOnce() {
        List<String> lines = Logged.during(() -> {
            assertThat(events(failingAt(8, 1L, 4L, 7L).onError(OnError.SKIP))).containsExactly(0L, 2L, 3L, 5L, 6L);
            assertThat(events(failingAt(3).onError(OnError.SKIP))).containsExactly(0L, 1L, 2L);
        });
        assertThat(lines)
                .hasSize(2)
                .anyMatch(line -> line.endsWith("epoch 0: 3 examples failed and were skipped, the first one:"))
                .anyMatch(line -> line.endsWith("no 1"));
        Examples<Long> failing = failingAt(3, 1L);
        assertThat(failing.onError(OnError.FAIL)).isSameAs(failing);
    }

    @Test
    void whatAlwaysFailsIsGivenUp() {
        AtomicInteger calls = new AtomicInteger();
        Iterator<Long> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                int unused = calls.incrementAndGet();
                throw new Probe.Failure("broken");
            }

            @Override
            public Long next() {
                throw new AssertionError();
            }
        };
        List<Examples<Long>> hopeless = List.of(
                Examples.from(() -> broken),
                Examples.<Long>from(() -> broken).map(i -> i, 2),
                Examples.fromStream(() -> {
                    throw new Probe.Failure("no stream");
                }),
                epoch -> {
                    throw new Probe.Failure("no pass");
                });
        for (Examples<Long> examples : hopeless) {
            try (Pass<Long> pass = examples.onError(OnError.SKIP).open(0)) {
                assertThatThrownBy(pass::hasNext)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("onError(SKIP) gives up after 100 failures in a row, the last one: ")
                        .hasRootCauseInstanceOf(Probe.Failure.class);
                assertThatThrownBy(pass::hasNext).hasMessageContaining("gives up after 101");
            }
        }
        assertThat(calls).hasValueLessThan(300);
    }

    @Test
    void manyFailuresWithExamplesBetweenThemAreNotGivenUp() {
        Examples<Long> oneInFifty = Examples.<Long>indexed(5_000, i -> i).map(i -> {
            if (i % 50 != 49) {
                throw new Probe.Failure("no " + i);
            }
            return i;
        });
        assertThat(events(oneInFifty.onError(OnError.SKIP))).hasSize(100);
    }

    @Test
    void errorsAndInterruptsAreNotSkipped() {
        Examples<Long> erroneous = Examples.<Long>indexed(3, i -> {
                    throw new OutOfMemoryError("not really");
                })
                .onError(OnError.SKIP);
        try (Pass<Long> pass = erroneous.open(0)) {
            assertThatThrownBy(pass::next).isInstanceOf(OutOfMemoryError.class);
        }
        try (Pass<Long> pass = failingAt(3, 1L).onError(OnError.SKIP).open(0)) {
            assertThat(pass.next()).isZero();
            Thread.currentThread().interrupt();
            assertThatThrownBy(pass::next).hasMessage("no 1");
        } finally {
            assertThat(Thread.interrupted()).as("the flag stays").isTrue();
        }
    }

    @Test
    void nullIsRefusedByName() {
        assertThat(events(Examples.from(Arrays.asList(1, null, 3))))
                .element(1)
                .isEqualTo(
                        "the source returned null for example 1: return an example, and drop those that are not wanted with filter");
        Examples<Long> three = Examples.indexed(3, i -> i);
        assertThat(message(Examples.from(() -> Arrays.asList(1, null, 3).iterator())))
                .startsWith("the source returned null for example 1:");
        assertThat(message(Examples.fromStream(() -> Stream.of(1, null, 3))))
                .startsWith("the source returned null for example 1:");
        assertThat(message(three.map(i -> nullFor1(i)))).startsWith("the function of map returned null for example 1:");
        assertThat(message(three.map(i -> nullFor1(i), 2)))
                .startsWith("the function of map returned null for example 1:");
        assertThat(message(three.zip(three, (a, b) -> nullFor1(a))))
                .startsWith("the function of zip returned null for example 1:");
        assertThat(message(three.flatMap(i -> i == 1 ? nothing() : Examples.from(List.of(i)))))
                .startsWith("the function of interleave or flatMap returned null for example 1:");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    private static Long nullFor1(Long i) {
        return i == 1 ? FailuresTest.<Long>nothing() : i;
    }

    private static String message(Examples<?> examples) {
        return (String) events(examples).get(1);
    }

    @Test
    void everythingIsClosedEvenIfClosingFails() {
        List<String> closed = new ArrayList<>();
        Examples<Long> first = closing("first", closed);
        Examples<Long> second = closing("second", closed);
        Examples<Long> index = Examples.indexed(2, i -> i);
        for (Examples<?> both : List.of(
                first.zip(second, Long::sum),
                Examples.sampleFrom(List.of(first, second), 1),
                index.interleave(i -> i == 0 ? first : second, 2, 1))) {
            closed.clear();
            Pass<?> pass = both.open(0);
            assertThat(pass.skip(50)).isEqualTo(50);
            assertThatThrownBy(pass::close)
                    .hasMessage("cannot close first")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            assertThat(closed).containsExactly("first", "second");
            pass.close();
            assertThat(closed).hasSize(2);
        }
    }

    private static Examples<Long> closing(String name, List<String> closed) {
        return Examples.fromStream(() -> Stream.iterate(0L, i -> i + 1).onClose(() -> {
            closed.add(name);
            throw new IllegalStateException("cannot close " + name);
        }));
    }

    @Test
    void anInterruptEndsALoopThatDeliversNothing() {
        Examples<Long> endless = Examples.indexed(-1, i -> i);
        for (Examples<?> examples : List.of(
                endless.filter(i -> false),
                endless.filter(i -> true).skip(Long.MAX_VALUE),
                endless.flatMap(i -> Examples.from(List.of())))) {
            Thread.currentThread().interrupt();
            try (Pass<?> pass = examples.open(0)) {
                assertThatThrownBy(pass::hasNext).hasMessage("interrupted while waiting for an example");
            } finally {
                assertThat(Thread.interrupted()).as("the flag stays").isTrue();
            }
        }
    }
}
