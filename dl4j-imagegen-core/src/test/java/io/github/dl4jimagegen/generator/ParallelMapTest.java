package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Background;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.generator.Examples.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A parallel map is a map, only faster. */
@Timeout(120)
class ParallelMapTest {

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

    /** A function that is slow for some and fails for others. */
    private static long unsteady(long i) {
        LockSupport.parkNanos(i * 7919 % 5 * 50_000);
        if (i % 11 == 5) {
            throw new Probe.Failure("no " + i);
        }
        return i * i;
    }

    @Test
    void isTheSameAsAMap() {
        for (int size : new int[] {0, 1, 7, 60}) {
            for (int parallelism : new int[] {1, 2, 3, 8}) {
                for (int failAt : new int[] {Probe.NEVER, 0, 1, 31}) {
                    Examples<Long> source =
                            new Probe(size, false, failAt).examples().map(i -> (long) i);
                    assertThat(events(source.map(ParallelMapTest::unsteady, parallelism)))
                            .isEqualTo(events(source.map(ParallelMapTest::unsteady)));
                }
            }
        }
    }

    @Test
    void runsInParallel() {
        CyclicBarrier together = new CyclicBarrier(4);
        Examples<Integer> arrivals = Examples.<Long>indexed(8, i -> i).map(i -> await(together), 4);
        assertThat(events(arrivals)).hasSize(8).allMatch(Integer.class::isInstance);
    }

    private static int await(CyclicBarrier barrier) {
        try {
            return barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void runsAheadByTwiceTheParallelism() throws InterruptedException {
        AtomicInteger called = new AtomicInteger();
        Examples<Long> counted = Examples.<Long>indexed(-1, i -> i)
                .map(
                        i -> {
                            int unused = called.incrementAndGet();
                            return i;
                        },
                        3);
        try (Pass<Long> pass = counted.open(0)) {
            Thread.sleep(50);
            assertThat(called).as("before the first is asked for").hasValue(0);
            assertThat(pass.next()).isZero();
            Wait.until("it is ahead", () -> called.get() >= 7);
            Thread.sleep(50);
            assertThat(called.get()).isBetween(7, 8);
        }
    }

    @Test
    void skippingDoesNotCallTheFunction() {
        AtomicInteger called = new AtomicInteger();
        Examples<Integer> counted = Probe.of(50)
                .examples()
                .map(
                        i -> {
                            int unused = called.incrementAndGet();
                            return i;
                        },
                        2);
        try (Pass<Integer> pass = counted.open(0)) {
            assertThat(pass.skip(40)).isEqualTo(40);
            assertThat(called).hasValue(0);
            assertThat(pass.next()).isEqualTo(40);
        }
        try (Pass<Integer> pass = counted.take(3).skip(3).open(0)) {
            assertThat(pass.hasNext()).isFalse();
        }
    }

    @Test
    void anInterruptEndsTheWaitWithTheExampleInHand() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Examples<Long> slow = Examples.<Long>indexed(100, i -> i)
                .map(
                        i -> {
                            entered.countDown();
                            try {
                                leave.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return i;
                        },
                        1);
        Background puller = Background.start(() -> {
            try (Pass<Long> pass = slow.open(0)) {
                assertThatThrownBy(pass::next).hasMessage("interrupted while waiting for an example");
                assertThat(Thread.interrupted()).as("the flag stays").isTrue();
                leave.countDown(); // only now: an example that is ready would be delivered in spite of the interrupt
                assertThat(pass.next()).as("nothing is lost").isZero();
            }
        });
        entered.await();
        puller.interrupt();
        puller.join();
    }

    @Test
    void closingInterruptsAGeneratorThatBlocks() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Examples<Long> blocking = Examples.<Long>indexed(100, i -> {
                    if (i < 3) {
                        return i;
                    }
                    entered.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw new IllegalStateException(e);
                    }
                    return i;
                })
                .map(i -> i, 2);
        try (Pass<Long> pass = blocking.open(0)) {
            assertThat(pass.next()).isZero();
            entered.await();
        }
        assertThat(interrupted).as("before close() returns").isTrue();
    }

    @Test
    void closingInterruptsAFunctionThatBlocks() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(2);
        AtomicInteger interrupted = new AtomicInteger();
        Examples<Long> blocking = Examples.<Long>indexed(100, i -> i)
                .map(
                        i -> {
                            if (i < 3) {
                                return i;
                            }
                            blocked.countDown();
                            try {
                                Thread.sleep(60_000);
                            } catch (InterruptedException e) {
                                int unused = interrupted.incrementAndGet();
                                throw new IllegalStateException(e);
                            }
                            return i;
                        },
                        2);
        try (Pass<Long> pass = blocking.open(0)) {
            assertThat(pass.next()).isZero();
            blocked.await();
        }
        assertThat(interrupted).as("and nothing is called after it").hasValue(2);
    }

    @Test
    void anErrorOfTheFunctionIsThrownInItsPlace() {
        Examples<Long> failing = Examples.<Long>indexed(9, i -> i)
                .map(
                        i -> {
                            if (i == 4) {
                                throw new StackOverflowError("not really");
                            }
                            return i;
                        },
                        3);
        try (Pass<Long> pass = failing.open(0)) {
            for (long i = 0; i < 4; i++) {
                assertThat(pass.next()).isEqualTo(i);
            }
            assertThatThrownBy(pass::next).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void parallelMapsInParallelMapsEnd() {
        Examples<Long> nested = Examples.<Long>indexed(200, i -> i)
                .map(i -> i + 1, 2)
                .interleave(i -> Examples.<Long>indexed(3, j -> i).map(j -> j, 2), 4, 1)
                .map(i -> i, 3);
        assertThat(events(nested)).hasSize(600);
    }
}
