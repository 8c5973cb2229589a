package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot work is refused before anything is pulled. */
class BadArgumentsTest {

    private static final Examples<Long> TEN = Examples.indexed(10, i -> i);

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void numbers() {
        refused(
                () -> Examples.indexed(-2, i -> i),
                "size must not be negative but was -2: give the number of examples, or Examples.INFINITE (-1)");
        refused(() -> TEN.take(-2), "take must be given a count of 0 or more, or -1 for all, but was given -2");
        refused(() -> TEN.skip(-2), "skip must be given a count of 0 or more, or -1 for all, but was given -2");
        refused(() -> TEN.repeat(-2), "repeat must be given a count of 0 or more, or -1 for ever, but was given -2");
        refused(
                () -> TEN.assertCardinality(-2),
                "assertCardinality must be given a number of 0 or more, or -1 for infinite, but was given -2");
        refused(
                () -> TEN.shuffle(0, 1),
                "bufferSize must be positive but was 0: the number of examples shuffles perfectly, 1 does not shuffle");
        refused(
                () -> TEN.map(i -> i, 0),
                "parallelism must be 1 to 1073741823 but was 0: map(function) runs on the thread that pulls");
        refused(() -> TEN.shard(0, 0), "the number of shards must be positive but was 0");
        refused(
                () -> TEN.shard(3, 3),
                "the index of a shard must be 0 to 2 but was 3: shard(shards, index) takes the number of shards first");
        refused(
                () -> TEN.shard(3, -1),
                "the index of a shard must be 0 to 2 but was -1: shard(shards, index) takes the number of shards first");
        refused(
                () -> TEN.interleave(i -> TEN, 0, 1),
                "cycleLength must be positive but was 0: it is the number of sequences that are open at the same time");
        refused(
                () -> TEN.interleave(i -> TEN, 1, 0),
                "blockLength must be positive but was 0: it is the number of examples that are taken from a sequence in"
                        + " turn");
    }

    @Test
    void weights() {
        refused(() -> Examples.sampleFrom(List.of(), 1), "sampleFrom needs at least 1 sequence but was given none");
        refused(
                () -> Examples.sampleFrom(List.of(TEN, TEN), List.of(1.0), 1),
                "there are 2 sequences but 1 weights: give one weight for each");
        refused(
                () -> Examples.sampleFrom(List.of(TEN, TEN), List.of(1.0, -0.5), 1),
                "a weight must be finite and not negative but was -0.5");
        refused(
                () -> Examples.sampleFrom(List.of(TEN, TEN), List.of(1.0, Double.NaN), 1),
                "a weight must be finite and not negative but was NaN");
        refused(
                () -> Examples.sampleFrom(List.of(TEN, TEN), List.of(0.0, 0.0), 1),
                "the weights must have a positive finite sum but [0.0, 0.0] have 0.0");
    }

    @Test
    void caches(@TempDir Path folder) {
        String infinite =
                "an infinite sequence cannot be cached: put take(n) before cache, or repeat after it instead of"
                        + " before";
        assertThatThrownBy(() -> TEN.repeat().cache())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(infinite);
        assertThatThrownBy(() -> TEN.map(Long::intValue).repeat().cache(folder.resolve("a"), Combinator.INTEGERS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(infinite);
        for (Path file : List.of(folder, folder.resolve("missing/a"))) {
            refused(
                    () -> TEN.map(Long::intValue).cache(file, Combinator.INTEGERS),
                    "cache must be given a file in an existing folder but was given " + file.toAbsolutePath()
                            + ": create the folder, and name a file in it");
        }
    }
}
