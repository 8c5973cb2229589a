package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.generator.Examples.Pass;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for each combinator, whichever it is. */
class EveryCombinatorTest {

    /** More than any finite combinator here yields. */
    private static final int MANY = 80;

    @Provide
    Arbitrary<Combinator> combinators() {
        return Arbitraries.of(Combinator.ALL);
    }

    private static List<Object> upTo(int count, Pass<?> pass) {
        List<Object> examples = new ArrayList<>();
        while (examples.size() < count && pass.hasNext()) {
            examples.add(pass.next());
        }
        return examples;
    }

    private static List<Object> upTo(int count, Examples<?> examples, long epoch) {
        try (Pass<?> pass = examples.open(epoch)) {
            return upTo(count, pass);
        }
    }

    @Example
    void isInTheList() {
        List<String> methods = Arrays.stream(Examples.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && Examples.class.isAssignableFrom(method.getReturnType()))
                .map(EveryCombinatorTest::signature)
                .toList();
        assertThat(methods).isNotEmpty();
        assertThat(Combinator.ALL.stream().map(Combinator::method).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(methods);
    }

    private static String signature(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    /** A walk of hasNext (-1), next (0) and skip (1 to 6), and then the rest, against the same way through a list. */
    @Property(tries = 4000)
    void skipsToTheSameRest(
            @ForAll("combinators") Combinator combinator,
            @ForAll @IntRange(max = 13) int size,
            @ForAll boolean randomAccess,
            @ForAll @IntRange(max = 3) int epoch,
            @ForAll @Size(max = 8) List<@IntRange(min = -1, max = 6) Integer> walk) {
        Examples<?> examples = combinator.of().apply(new Probe(size, randomAccess, Probe.NEVER));
        List<Object> whole = upTo(2 * MANY, examples, epoch);
        Examples<?> fresh = combinator.of().apply(new Probe(size, randomAccess, Probe.NEVER));
        int at = 0;
        try (Pass<?> pass = fresh.open(epoch)) {
            for (int step : walk) {
                if (step == -1) {
                    assertThat(pass.hasNext()).isEqualTo(at < whole.size());
                } else if (step == 0 && at < whole.size()) {
                    assertThat((Object) pass.next()).isEqualTo(whole.get(at++));
                } else {
                    long skipped = Math.min(step, whole.size() - at);
                    assertThat(pass.skip(step)).isEqualTo(skipped);
                    at += (int) skipped;
                }
            }
            assertThat(upTo(MANY, pass)).isEqualTo(whole.subList(at, Math.min(whole.size(), at + MANY)));
        }
    }

    @Property
    void skipsEveryNumber(@ForAll("combinators") Combinator combinator, @ForAll boolean randomAccess) {
        List<Object> whole = upTo(2 * MANY, combinator.of().apply(new Probe(11, randomAccess, Probe.NEVER)), 1);
        for (int n = 0; n < MANY; n++) {
            try (Pass<?> pass = combinator
                    .of()
                    .apply(new Probe(11, randomAccess, Probe.NEVER))
                    .open(1)) {
                assertThat(pass.skip(n)).isEqualTo(Math.min(n, whole.size()));
                assertThat(upTo(MANY, pass))
                        .isEqualTo(whole.subList(Math.min(n, whole.size()), Math.min(n + MANY, whole.size())));
            }
        }
    }

    @Property
    void isTheSameInTwoPassesOfAnEpoch(
            @ForAll("combinators") Combinator combinator, @ForAll @IntRange(max = 13) int size) {
        Examples<?> examples = combinator.of().apply(Probe.of(size));
        List<Object> first = upTo(MANY, examples, 2);
        assertThat(upTo(MANY, examples, 2)).isEqualTo(first);
    }

    @Property
    void hasAsManyExamplesAsItSays(@ForAll("combinators") Combinator combinator, @ForAll @IntRange(max = 13) int size) {
        Examples<?> examples = combinator.of().apply(new Probe(size, true, Probe.NEVER));
        long cardinality = examples.cardinality();
        assertThat(cardinality).isGreaterThanOrEqualTo(Examples.UNKNOWN);
        if (cardinality != Examples.UNKNOWN) {
            assertThat(upTo(MANY, examples, 0)).hasSize(cardinality == Examples.INFINITE ? MANY : (int) cardinality);
        }
    }

    @Property(tries = 2000)
    void closesWhatItOpensExactlyOnce(
            @ForAll("combinators") Combinator combinator,
            @ForAll @IntRange(max = 9) int size,
            @ForAll boolean randomAccess,
            @ForAll @IntRange(min = -1, max = 8) int failAt,
            @ForAll boolean goOn,
            @ForAll @IntRange(max = 60) int examples) {
        Probe probe = new Probe(size, randomAccess, failAt);
        Pass<?> pass;
        try {
            pass = combinator.of().apply(probe).open(0);
        } catch (Probe.Failure e) {
            assertThat(combinator.method()).isEqualTo("from(Iterable)"); // of a list that cannot be made
            return;
        }
        int before = probe.opened();
        if (!combinator.name().equals("full") && !combinator.name().equals("list")) {
            assertThat(before).as("nothing is opened before it is needed").isZero();
        }
        boolean ended = false;
        for (int i = 0; i < examples && !ended; i++) {
            try {
                ended = !pass.hasNext();
                if (!ended) {
                    Object unused = pass.next();
                }
            } catch (Probe.Failure e) {
                if (!goOn) {
                    break;
                }
            }
        }
        if (ended) {
            assertThat(probe.closes()).as("closed at the end").allMatch(closes -> closes == 1);
        }
        pass.close();
        assertThat(probe.closes()).allMatch(closes -> closes == 1);
        pass.close();
        assertThat(probe.closes()).allMatch(closes -> closes == 1);
    }

    @Property
    void isOverWhenClosed(@ForAll("combinators") Combinator combinator) {
        Examples<?> examples = combinator.of().apply(Probe.of(5));
        Pass<?> left = examples.open(0);
        left.close();
        assertThatThrownBy(left::hasNext).hasMessage("the pass is closed: open a new one");
        assertThatThrownBy(left::next).hasMessage("the pass is closed: open a new one");
        assertThatThrownBy(() -> left.skip(1)).hasMessage("the pass is closed: open a new one");
        if (examples.cardinality() != Examples.INFINITE && !combinator.method().equals("repeat()")) {
            Pass<?> ended = examples.open(0);
            assertThat(ended.skip(Long.MAX_VALUE)).isLessThan(MANY);
            assertThat(ended.hasNext()).isFalse();
            assertThat(ended.skip(3)).isZero();
            assertThatThrownBy(ended::next).isInstanceOf(NoSuchElementException.class);
            ended.close();
            assertThat(ended.hasNext()).isFalse();
        }
    }

    @Property
    void refusesToSkipBackwards(@ForAll("combinators") Combinator combinator) {
        try (Pass<?> pass = combinator.of().apply(Probe.of(5)).open(0)) {
            assertThatThrownBy(() -> pass.skip(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be negative but was -1");
        }
    }
}
