package io.github.dl4jimagegen.prefetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Background;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.Wait;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OrderedPrefetcherTest {

    /** What a worker holds; counts those that are open. */
    private static final class Held implements AutoCloseable {
        static final AtomicInteger OPEN = new AtomicInteger();

        Held() {
            int unused = OPEN.incrementAndGet();
        }

        @Override
        public void close() {
            int unused = OPEN.decrementAndGet();
        }
    }

    private interface Part {
        void run(int job, int part) throws Exception;
    }

    /** Numbered jobs of some parts each. */
    private static class Numbers implements Jobs<Integer, Held> {
        final AtomicInteger planned = new AtomicInteger();
        final AtomicBoolean closed = new AtomicBoolean();
        private final int count;
        private final int parts;
        private final Part part;

        Numbers(int count, int parts, Part part) {
            this.count = count;
            this.parts = parts;
            this.part = part;
        }

        @Override
        public @Nullable Job<Integer, Held> next() throws Exception {
            if (planned.get() == count) {
                return null;
            }
            int number = planned.getAndIncrement();
            AtomicInteger done = new AtomicInteger();
            return new Job<>() {
                @Override
                public int parts() {
                    return parts;
                }

                @Override
                public void run(int index, Held worker) throws Exception {
                    part.run(number, index);
                    int unused = done.incrementAndGet();
                }

                @Override
                public Integer finish() {
                    assertThat(done).hasValue(parts);
                    return number;
                }
            };
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private static void sleep(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private static OrderedResults<Integer> results(Numbers jobs, int workers, int depth) {
        return workers == 0
                ? new DirectResults<>(jobs, Held::new)
                : new OrderedPrefetcher<>(jobs, Held::new, workers, depth, depth);
    }

    private static List<Integer> all(OrderedResults<Integer> results) {
        List<Integer> all = new ArrayList<>();
        while (results.hasNext()) {
            all.add(results.next());
        }
        return all;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void resultsComeInOrderWhateverTheDelays() {
        for (int workers : new int[] {0, 1, 7}) {
            for (int depth : new int[] {0, 1, 5}) {
                Numbers jobs = new Numbers(
                        15, 4, (job, part) -> sleep(ThreadLocalRandom.current().nextInt(3)));
                try (OrderedResults<Integer> results = results(jobs, workers, depth)) {
                    assertThat(all(results)).hasSize(15).isSorted().doesNotHaveDuplicates();
                    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
                }
                assertThat(jobs.closed).isTrue();
            }
        }
        assertThat(Held.OPEN).hasValue(0);
    }

    @Test
    void whatWorkersHoldIsClosedAtTheEnd() {
        for (int workers : new int[] {0, 1, 7}) {
            Numbers jobs = new Numbers(15, 4, (job, part) -> {});
            OrderedResults<Integer> results = results(jobs, workers, 3);
            assertThat(results.next()).isEqualTo(0);
            assertThat(Held.OPEN.get()).isPositive();
            assertThat(all(results)).hasSize(14);
            Wait.until("all are closed", () -> Held.OPEN.get() == 0 && jobs.closed.get());
        }
    }

    @Test
    void partsRunAtTheSameTime() {
        CountDownLatch bothThere = new CountDownLatch(2);
        Numbers jobs = new Numbers(1, 2, (job, part) -> {
            bothThere.countDown();
            await(bothThere);
        });
        try (OrderedResults<Integer> results = results(jobs, 2, 0)) {
            assertThat(all(results)).containsExactly(0);
        }
    }

    @Test
    void aFailureComesInItsPlace() {
        for (int workers : new int[] {0, 7}) {
            IllegalStateException thrown = new IllegalStateException("job 3");
            Numbers jobs = new Numbers(8, 2, (job, part) -> {
                if (job == 3) {
                    throw thrown;
                }
                sleep(5);
            });
            try (OrderedResults<Integer> results = results(jobs, workers, 4)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(results.next()).isEqualTo(i);
                    assertThat(results.hasFailed()).isFalse();
                }
                assertThatThrownBy(results::hasNext).isSameAs(thrown);
                assertThatThrownBy(results::next).isSameAs(thrown);
                assertThatThrownBy(results::next).isSameAs(thrown);
                assertThat(results.hasFailed()).isTrue();
            }
        }
    }

    @Test
    void errorsAndCheckedExceptionsOfPartsAreFailuresToo() {
        Numbers errors = new Numbers(1, 1, (job, part) -> {
            throw new StackOverflowError("deep");
        });
        try (OrderedResults<Integer> results = results(errors, 2, 1)) {
            assertThatThrownBy(results::hasNext).isInstanceOf(StackOverflowError.class);
        }
        Numbers checked = new Numbers(1, 1, (job, part) -> {
            throw new Exception("checked");
        });
        try (OrderedResults<Integer> results = results(checked, 2, 1)) {
            assertThatThrownBy(results::hasNext)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("checked");
        }
    }

    @Test
    void aFailureOfPlanningComesInItsPlace() {
        for (int workers : new int[] {0, 3}) {
            Numbers jobs = new Numbers(9, 1, (job, part) -> sleep(3)) {
                @Override
                public @Nullable Job<Integer, Held> next() throws Exception {
                    if (planned.get() == 2) {
                        throw new IllegalStateException("no third job");
                    }
                    return super.next();
                }
            };
            try (OrderedResults<Integer> results = results(jobs, workers, 4)) {
                assertThat(results.next()).isEqualTo(0);
                assertThat(results.next()).isEqualTo(1);
                assertThatThrownBy(results::next).hasMessage("no third job");
            }
        }
    }

    @Test
    void theSmallestFailingPartIsReported() {
        Numbers jobs = new Numbers(1, 6, (job, part) -> {
            if (part >= 2) {
                sleep(part == 2 ? 60 : 0);
                throw new IllegalStateException("part " + part);
            }
        });
        try (OrderedResults<Integer> results = results(jobs, 6, 1)) {
            assertThatThrownBy(results::next).hasMessage("part 2");
        }
    }

    @Test
    void closeWakesTheConsumer() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Numbers jobs = new Numbers(1, 1, (job, part) -> {
            started.countDown();
            await(release);
        });
        OrderedResults<Integer> results = results(jobs, 1, 1);
        Background consumer = Background.start(() -> {
            assertThatThrownBy(results::next).hasMessage("the iterator is closed");
            release.countDown();
        });
        await(started);
        results.close();
        consumer.join();
        assertThat(jobs.closed).isTrue();
        assertThatThrownBy(results::hasNext).isInstanceOf(IllegalStateException.class);
        results.close();
    }

    @Test
    void closeInterruptsABlockedPlanner() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Numbers jobs = new Numbers(9, 1, (job, part) -> {}) {
            @Override
            public @Nullable Job<Integer, Held> next() throws Exception {
                if (planned.get() == 1) {
                    blocked.countDown();
                    try {
                        sleep(20_000);
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                }
                return super.next();
            }
        };
        OrderedResults<Integer> results = results(jobs, 2, 3);
        assertThat(results.next()).isEqualTo(0);
        await(blocked);
        results.close();
        assertThat(interrupted).as("before close() returns").isTrue();
        assertThat(jobs.closed).isTrue();
    }

    @Test
    void nothingStartsBeforeTheFirstQuestion() throws Exception {
        Numbers jobs = new Numbers(9, 1, (job, part) -> {});
        try (OrderedResults<Integer> results = results(jobs, 4, 4)) {
            sleep(50);
            assertThat(jobs.planned).hasValue(0);
            assertThat(results.hasNext()).isTrue();
        }
    }

    @Test
    void noMoreThanDepthJobsAreAhead() throws Exception {
        for (int depth : new int[] {0, 1, 3}) {
            Numbers jobs = new Numbers(30, 2, (job, part) -> {});
            try (OrderedResults<Integer> results = results(jobs, 7, depth)) {
                for (int taken = 1; taken <= 10; taken++) {
                    assertThat(results.next()).isEqualTo(taken - 1);
                    sleep(10);
                    // while the consumer waits, the job it waits for is not "ahead"
                    assertThat(jobs.planned.get()).isBetween(taken, taken + depth);
                }
            }
        }
    }

    @Test
    void anInterruptDoesNotLoseABatch() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Numbers jobs = new Numbers(1, 1, (job, part) -> {
            started.countDown();
            await(release);
        });
        try (OrderedResults<Integer> results = results(jobs, 1, 1)) {
            Background consumer = Background.start(() -> {
                assertThat(results.next()).isEqualTo(0);
                assertThat(Thread.interrupted()).isTrue();
            });
            await(started);
            consumer.interrupt();
            sleep(50);
            release.countDown();
            consumer.join();
        }
    }

    @Test
    void aGeneratorThatDoesNotComeBackIsLeftBehindAndFreesWhatItHoldsWhenItDoes() throws Exception {
        for (int workers : new int[] {0, 2}) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Numbers jobs = new Numbers(9, 1, (job, part) -> {}) {
                @Override
                public @Nullable Job<Integer, Held> next() throws Exception {
                    if (planned.get() == 1) {
                        blocked.countDown();
                        while (release.getCount() > 0) {
                            Thread.onSpinWait(); // deaf to interrupts
                        }
                    }
                    return super.next();
                }
            };
            OrderedResults<Integer> results = results(jobs, workers, 3);
            CountDownLatch tookOne = new CountDownLatch(1);
            Background consumer = Background.start(() -> {
                assertThat(results.next()).isEqualTo(0);
                tookOne.countDown();
                assertThatThrownBy(results::next).hasMessage("the iterator is closed");
            });
            await(tookOne);
            await(blocked);
            results.close();
            assertThat(results.isWorking()).isTrue();
            assertThat(jobs.closed).isFalse();
            release.countDown();
            consumer.join();
            Wait.until("nobody works", () -> !results.isWorking());
            Wait.until("the jobs are closed", jobs.closed::get);
        }
        assertThat(Held.OPEN).hasValue(0);
    }

    /** On a GPU a batch is brought to the device when it is finished: by one thread at a time, ahead of the consumer. */
    @Test
    void jobsAreFinishedInOrderOneAtATimeAheadOfTheConsumer() throws Exception {
        List<Integer> finished = new ArrayList<>();
        AtomicInteger finishing = new AtomicInteger();
        AtomicBoolean wrong = new AtomicBoolean();
        Thread consumer = Thread.currentThread();
        Numbers jobs = new Numbers(20, 3, (job, part) -> sleep((job * 7 + part) % 4)) {
            @Override
            public @Nullable Job<Integer, Held> next() throws Exception {
                Job<Integer, Held> job = super.next();
                return job == null
                        ? null
                        : new Job<>() {
                            @Override
                            public int parts() {
                                return job.parts();
                            }

                            @Override
                            public void run(int part, Held worker) throws Exception {
                                job.run(part, worker);
                            }

                            @Override
                            public Integer finish() throws Exception {
                                if (finishing.incrementAndGet() > 1 || Thread.currentThread() == consumer) {
                                    wrong.set(true);
                                }
                                int number = Objects.requireNonNull(job.finish());
                                finished.add(number);
                                int unused = finishing.decrementAndGet();
                                return number;
                            }
                        };
            }
        };
        try (OrderedResults<Integer> results = results(jobs, 4, 6)) {
            assertThat(results.next()).isEqualTo(0);
            Wait.until("six are ready", () -> results.ready() == 6);
            assertThat(finished).hasSize(7);
            assertThat(all(results)).hasSize(19);
        }
        assertThat(finished).isSorted().hasSize(20);
        assertThat(wrong).isFalse();
    }

    @Test
    void whatNobodyTookIsDiscarded() throws Exception {
        AtomicInteger discarded = new AtomicInteger();
        Numbers jobs = new Numbers(9, 1, (job, part) -> {}) {
            @Override
            public @Nullable Job<Integer, Held> next() throws Exception {
                Job<Integer, Held> job = super.next();
                return job == null
                        ? null
                        : new Job<>() {
                            @Override
                            public int parts() {
                                return job.parts();
                            }

                            @Override
                            public void run(int part, Held worker) throws Exception {
                                job.run(part, worker);
                            }

                            @Override
                            public @Nullable Integer finish() throws Exception {
                                return job.finish();
                            }

                            @Override
                            public void discard() {
                                int unused = discarded.incrementAndGet();
                            }
                        };
            }
        };
        OrderedResults<Integer> results = results(jobs, 2, 3);
        assertThat(results.next()).isEqualTo(0);
        assertThat(results.next()).isEqualTo(1);
        Wait.until("three are ready", () -> results.ready() == 3);
        results.close();
        assertThat(jobs.planned.get() - discarded.get()).isEqualTo(2);
    }

    /** How far ahead it is by itself shows when nobody works any more. */
    @Test
    void aQueueThatIsEmptiedInBurstsGrows() {
        Numbers jobs = new Numbers(Integer.MAX_VALUE, 1, (job, part) -> sleep(1));
        try (OrderedResults<Integer> results = new OrderedPrefetcher<>(jobs, Held::new, 1, 2, 16)) {
            List<Integer> ahead = new ArrayList<>();
            int taken = 0;
            while (ahead.isEmpty() || ahead.get(ahead.size() - 1) < 16) {
                assertThat(results.next()).isEqualTo(taken++);
                Wait.until("the queue is full", () -> !results.isWorking());
                ahead.add(results.ready());
                for (int i = 0; i < 40; i++) {
                    assertThat(results.next()).isEqualTo(taken++);
                }
            }
            assertThat(ahead).isSorted().startsWith(2).isSubsetOf(2, 4, 8, 16);
        }
    }

    @Test
    void manyPassesShareTheThreadsAndNoneStarves() throws Exception {
        int passes = 12;
        List<Background> consumers = new ArrayList<>();
        for (int p = 0; p < passes; p++) {
            Numbers jobs = new Numbers(30, 3, (job, part) -> sleep(1));
            consumers.add(Background.start(() -> {
                try (OrderedResults<Integer> results = results(jobs, 2, 2)) {
                    assertThat(all(results)).hasSize(30);
                }
            }));
        }
        for (Background consumer : consumers) {
            consumer.join();
        }
    }

    @Test
    void partsThatWaitHoldUpNoOtherPass() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        int many = 4 * Runtime.getRuntime().availableProcessors();
        Numbers waiting = new Numbers(many, 1, (job, part) -> await(release));
        Numbers computing = new Numbers(30, 3, (job, part) -> {});
        try (OrderedResults<Integer> slow = OrderedPrefetcher.ofWaitingParts(waiting, Held::new, many, many);
                OrderedResults<Integer> quick = results(computing, 2, 2)) {
            Background consumer = Background.start(() -> assertThat(all(slow)).hasSize(many));
            assertThat(all(quick)).hasSize(30);
            release.countDown();
            consumer.join();
        }
    }

    @Test
    void aPassWithinAPassIsEndedByAnInterrupt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Numbers jobs = new Numbers(3, 1, (job, part) -> await(release));
        try (OrderedPrefetcher<Integer, Held> results = new OrderedPrefetcher<>(jobs, Held::new, 1, 1, 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(results::hasNextInterruptibly).isInstanceOf(InterruptedException.class);
            release.countDown();
            assertThat(results.hasNextInterruptibly()).isTrue();
            assertThat(all(results)).hasSize(3);
        }
    }

    @Test
    void aBlockedConsumerHoldsUpNoOtherPass() {
        Numbers full = new Numbers(30, 3, (job, part) -> {});
        Numbers other = new Numbers(30, 3, (job, part) -> {});
        try (OrderedResults<Integer> training = results(full, 2, 2);
                OrderedResults<Integer> validation = results(other, 2, 2)) {
            assertThat(training.next()).isEqualTo(0); // and then its queue is full and nobody takes anything
            assertThat(all(validation)).hasSize(30);
        }
    }

    @Test
    void negativeSettingsAreRefused() {
        Numbers jobs = new Numbers(1, 1, (job, part) -> {});
        assertThatThrownBy(() -> new OrderedPrefetcher<>(jobs, Held::new, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OrderedPrefetcher<>(jobs, Held::new, 1, -1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A thread that waits for itself would be given up after five seconds, with a warning. */
    @Test
    void aThreadAtWorkMayCloseAndIsNotWaitedFor() {
        AtomicReference<OrderedResults<Integer>> results = new AtomicReference<>();
        Runnable close = () -> Objects.requireNonNull(results.get()).close();
        Numbers closingInAPart = new Numbers(3, 1, (job, part) -> close.run());
        Numbers closingAtTheEnd = new Numbers(3, 1, (job, part) -> {}) {
            @Override
            public @Nullable Job<Integer, Held> next() throws Exception {
                Job<Integer, Held> job = Objects.requireNonNull(super.next());
                return new Job<>() {
                    @Override
                    public int parts() {
                        return job.parts();
                    }

                    @Override
                    public void run(int part, Held worker) throws Exception {
                        job.run(part, worker);
                    }

                    @Override
                    public @Nullable Integer finish() throws Exception {
                        close.run();
                        return job.finish();
                    }
                };
            }
        };
        for (Numbers jobs : List.of(closingInAPart, closingAtTheEnd)) {
            OrderedResults<Integer> pass = results(jobs, 1, 1);
            results.set(pass);
            List<String> log = Logged.during(() -> {
                assertThatThrownBy(pass::next).hasMessage("the iterator is closed");
                Wait.until("all are closed", jobs.closed::get);
            });
            assertThat(log).noneMatch(line -> line.contains("left behind"));
        }
    }

    private interface WithoutThreads {
        void run(Consumer<Boolean> giveCoordinatorsBack) throws Exception;
    }

    /** A machine that has no more threads to give, once those of the pool have ended. */
    private static void withoutThreads(WithoutThreads code) throws Exception {
        Field field = WorkerPool.class.getDeclaredField("workers");
        Field coordinators = WorkerPool.class.getDeclaredField("coordinators");
        field.setAccessible(true);
        coordinators.setAccessible(true);
        List<ThreadPoolExecutor> pools = List.of((ThreadPoolExecutor) field.get(WorkerPool.SHARED), (ThreadPoolExecutor)
                coordinators.get(WorkerPool.SHARED));
        Wait.until("idle threads have ended", () -> pools.stream().allMatch(pool -> pool.getPoolSize() == 0));
        List<ThreadFactory> factories =
                pools.stream().map(ThreadPoolExecutor::getThreadFactory).toList();
        try {
            pools.forEach(pool -> pool.setThreadFactory(task -> {
                throw new OutOfMemoryError("unable to create native thread");
            }));
            code.run(give -> pools.get(1).setThreadFactory(factories.get(1)));
        } finally {
            for (int i = 0; i < pools.size(); i++) {
                pools.get(i).setThreadFactory(factories.get(i));
            }
        }
    }

    @Test
    void aMachineWithoutThreadsEndsAPassInsteadOfKeepingItWaiting() throws Exception {
        for (boolean coordinators : new boolean[] {false, true}) {
            withoutThreads(give -> {
                if (coordinators) {
                    give.accept(true);
                }
                OrderedResults<Integer> results = results(new Numbers(9, 4, (job, part) -> {}), 2, 2);
                Background consumer = Background.start(() -> assertThatThrownBy(results::hasNext)
                        .isInstanceOf(OutOfMemoryError.class)
                        .hasMessage("unable to create native thread"));
                consumer.join();
                results.close();
            });
        }
    }

    @Test
    void whatIsReadyIsHandedOutEvenIfThereIsNoThreadToGoOnWith() throws Exception {
        try (OrderedResults<Integer> results = results(new Numbers(5, 1, (job, part) -> {}), 1, 2)) {
            assertThat(results.hasNext()).isTrue();
            Wait.until("some are ready", () -> results.ready() >= 2 && !results.isWorking());
            int ready = results.ready();
            withoutThreads(give -> {
                for (int i = 0; i < ready; i++) {
                    assertThat(results.next()).isEqualTo(i);
                }
                assertThatThrownBy(results::hasNext).isInstanceOf(OutOfMemoryError.class);
            });
            assertThat(all(results)).isEqualTo(List.of(0, 1, 2, 3, 4).subList(ready, 5));
        }
    }

    /** An augmentation may read from another flow: its threads are lent to what it waits for. */
    @Test
    void aPassWithinThePartsOfAnotherOneDoesNotWaitForItsOwnThread() throws Exception {
        int workers = Runtime.getRuntime().availableProcessors();
        Numbers outer = new Numbers(4, 2 * workers, (job, part) -> {
            try (OrderedResults<Integer> inner = results(new Numbers(3, 2, (j, p) -> sleep(1)), workers, 2)) {
                assertThat(all(inner)).containsExactly(0, 1, 2);
            }
        });
        Background consumer = Background.start(() -> {
            try (OrderedResults<Integer> results = results(outer, workers, 2)) {
                assertThat(all(results)).hasSize(4);
            }
        });
        consumer.join();
    }

    @Test
    void threadsThatAreLentDoNotCountAsAskedFor() {
        WorkerPool pool = new WorkerPool(2);
        pool.compensate(5);
        pool.provide(7);
        assertThat(pool.size()).isEqualTo(12);
        pool.compensate(-5);
        assertThat(pool.size()).isEqualTo(7);
    }

    @Test
    void anErrorOfClosingDoesNotKeepAPassOpen() {
        for (int workers : new int[] {0, 2}) {
            Numbers jobs = new Numbers(9, 1, (job, part) -> {}) {
                @Override
                public @Nullable Job<Integer, Held> next() throws Exception {
                    if (planned.get() == 2) {
                        throw new IllegalStateException("no third job");
                    }
                    return super.next();
                }

                @Override
                public void close() {
                    super.close();
                    throw new AssertionError("not even this");
                }
            };
            OrderedResults<Integer> results = results(jobs, workers, 4);
            assertThat(results.next()).isEqualTo(0);
            assertThat(results.next()).isEqualTo(1);
            assertThatThrownBy(results::next).hasMessage("no third job");
            results.close();
            Wait.until("nothing is at work", () -> !results.isWorking());
            assertThat(jobs.closed).isTrue();
            assertThat(Held.OPEN).hasValue(0);
        }
    }

    /** A worker that waits in its part is no reason not to start another one for the next. */
    @Test
    void aPartThatWaitsHoldsUpNoOtherPart() throws Exception {
        CountDownLatch firstIsInHand = new CountDownLatch(1);
        CountDownLatch secondIsDone = new CountDownLatch(1);
        Numbers jobs =
                new Numbers(2, 1, (job, part) -> {
                    if (job == 0) {
                        firstIsInHand.countDown();
                        await(secondIsDone);
                    } else {
                        secondIsDone.countDown();
                    }
                }) {
                    @Override
                    public @Nullable Job<Integer, Held> next() throws Exception {
                        if (planned.get() == 1) {
                            await(firstIsInHand);
                        }
                        return super.next();
                    }
                };
        Background consumer = Background.start(() -> {
            try (OrderedResults<Integer> results = OrderedPrefetcher.ofWaitingParts(jobs, Held::new, 2, 2)) {
                assertThat(all(results)).containsExactly(0, 1);
            }
        });
        consumer.join();
    }
}
