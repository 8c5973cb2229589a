package io.github.dl4jimagegen.prefetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
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
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
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
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread consumer = new Thread(() -> {
            try {
                Integer unused = results.next();
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
            release.countDown();
        });
        consumer.start();
        await(started);
        results.close();
        consumer.join(5_000);
        assertThat(thrown.get()).hasMessage("the iterator is closed");
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
        long start = System.nanoTime();
        results.close();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_000);
        assertThat(interrupted).isTrue();
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
            AtomicInteger result = new AtomicInteger(-1);
            AtomicBoolean flag = new AtomicBoolean();
            Thread consumer = new Thread(() -> {
                result.set(results.next());
                flag.set(Thread.currentThread().isInterrupted());
            });
            consumer.start();
            await(started);
            consumer.interrupt();
            sleep(50);
            release.countDown();
            consumer.join(5_000);
            assertThat(result).hasValue(0);
            assertThat(flag).isTrue();
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
            Thread consumer = new Thread(() -> {
                assertThat(results.next()).isEqualTo(0);
                assertThatThrownBy(results::next).hasMessage("the iterator is closed");
            });
            consumer.start();
            await(blocked);
            results.close();
            assertThat(results.isWorking()).isTrue();
            assertThat(jobs.closed).isFalse();
            release.countDown();
            consumer.join(5_000);
            for (int i = 0; i < 100 && results.isWorking(); i++) {
                sleep(10);
            }
            assertThat(results.isWorking()).isFalse();
            sleep(20);
            assertThat(jobs.closed).isTrue();
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
                                int number = job.finish();
                                finished.add(number);
                                int unused = finishing.decrementAndGet();
                                return number;
                            }
                        };
            }
        };
        try (OrderedResults<Integer> results = results(jobs, 4, 6)) {
            assertThat(results.next()).isEqualTo(0);
            while (results.ready() < 6) {
                sleep(1);
            }
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
                            public Integer finish() throws Exception {
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
        while (results.ready() < 3) {
            sleep(1);
        }
        results.close();
        assertThat(jobs.planned.get() - discarded.get()).isEqualTo(2);
    }

    @Test
    void aQueueThatIsEmptiedInBurstsGrows() throws Exception {
        Numbers jobs = new Numbers(200, 1, (job, part) -> sleep(1));
        try (OrderedResults<Integer> results = new OrderedPrefetcher<>(jobs, Held::new, 1, 2, 16)) {
            int most = 0;
            assertThat(results.hasNext()).isTrue();
            for (int burst = 0; burst < 8; burst++) {
                sleep(60);
                most = Math.max(most, results.ready());
                for (int i = 0; i < 20; i++) {
                    assertThat(results.next()).isEqualTo(burst * 20 + i);
                }
            }
            assertThat(most).isEqualTo(16);
        }
    }

    @Test
    void manyPassesShareTheThreadsAndNoneStarves() throws Exception {
        int passes = 12;
        List<Thread> consumers = new ArrayList<>();
        AtomicInteger complete = new AtomicInteger();
        for (int p = 0; p < passes; p++) {
            Numbers jobs = new Numbers(30, 3, (job, part) -> sleep(1));
            Thread consumer = new Thread(() -> {
                try (OrderedResults<Integer> results = results(jobs, 2, 2)) {
                    complete.addAndGet(all(results).size());
                }
            });
            consumers.add(consumer);
            consumer.start();
        }
        for (Thread consumer : consumers) {
            consumer.join(20_000);
        }
        assertThat(complete).hasValue(passes * 30);
    }

    @Test
    void partsThatWaitHoldUpNoOtherPass() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        int many = 4 * Runtime.getRuntime().availableProcessors();
        Numbers waiting = new Numbers(many, 1, (job, part) -> await(release));
        Numbers computing = new Numbers(30, 3, (job, part) -> {});
        try (OrderedResults<Integer> slow = OrderedPrefetcher.ofWaitingParts(waiting, Held::new, many, many);
                OrderedResults<Integer> quick = results(computing, 2, 2)) {
            Thread consumer = new Thread(() -> assertThat(all(slow)).hasSize(many));
            consumer.start();
            assertThat(all(quick)).hasSize(30);
            release.countDown();
            consumer.join(5_000);
            assertThat(consumer.isAlive()).isFalse();
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
}
