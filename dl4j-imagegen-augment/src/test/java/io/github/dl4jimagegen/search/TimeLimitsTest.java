package io.github.dl4jimagegen.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Candidates and searches that take too long. */
@Timeout(120)
@SuppressWarnings("NullAway") // set by JUnit
class TimeLimitsTest {

    @TempDir
    Path folder;

    private Split images;

    @BeforeEach
    void images() {
        images = ImageFolder.of(SearchFixtures.bars(folder.resolve("images"), 15))
                .split(0.4);
    }

    private ImageSearch search() {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        return ImageSearch.of(images, SearchSpace.of(pipelines, SearchFixtures.layers(pipelines)));
    }

    /** What happens in the thread of a candidate after one of its batches. */
    private static BaseStatusListener inCandidate(int index, Runnable what) {
        return new BaseStatusListener() {
            @Override
            public void onCandidateIteration(CandidateInfo info, Object network, int iteration) {
                if (info.getIndex() == index) {
                    what.run();
                }
            }
        };
    }

    @Test
    void aCandidateThatTakesTooLongFails() {
        assertThatThrownBy(() -> search().epochs(1_000_000)
                        .candidates(1)
                        .candidateTimeLimit(Duration.ofMillis(500))
                        .run())
                .hasMessageContaining("time limit of 0.5 s for a candidate");
    }

    @Test
    void judgingTakesNoLongerThanACandidateMay() {
        Split three = Splitter.perClass().split(ImageFolder.of(folder.resolve("images")), 0.3, 0.3);
        ImageSearch search = ImageSearch.of(three, SearchFixtures.pipelines(), SearchFixtures::network)
                .candidates(1);
        SearchResult result = search.run();

        assertThatThrownBy(() -> search.epochs(1_000_000)
                        .candidateTimeLimit(Duration.ofMillis(500))
                        .judge(result, 1))
                .isInstanceOf(CandidateFailedException.class)
                .hasMessageContaining("time limit of 0.5 s");
    }

    @Test
    void withEarlyStoppingItFailsForTheSameReason() {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchSpace space =
                SearchSpace.of(pipelines, SearchFixtures.layers(pipelines)).earlyStopping(1);
        assertThatThrownBy(() -> ImageSearch.of(images, space)
                        .candidates(1)
                        .candidateTimeLimit(Duration.ofNanos(1))
                        .run())
                .hasMessageContaining("time limit");
    }

    @Test
    void aCandidateThatHangsInABatchIsInterruptedAndTheSearchGoesOn() {
        AtomicBoolean interrupted = new AtomicBoolean();
        SearchResult result = search().candidates(3)
                .candidateTimeLimit(Duration.ofSeconds(6))
                .listeners(inCandidate(1, () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw new IllegalStateException("woken", e);
                    }
                }))
                .run();

        assertThat(interrupted).isTrue();
        assertThat(result.trials()).extracting(Trial::timedOut).containsExactly(false, true, false);
        assertThat(result.trials().get(1).failure())
                .contains("time limit of 6.0 s")
                .doesNotContain("goes on");
        assertThat(result.timedOut()).isTrue();
        assertThat(result.unfinished()).isFalse();
        assertThat(result.leaderBoard(1)).contains("a limit of time was hit");
    }

    @Test
    void aCandidateThatCannotBeInterruptedIsLeftBehind() {
        AtomicBoolean released = new AtomicBoolean();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try {
            SearchResult result = search().candidates(3)
                    .parallel(2)
                    .candidateTimeLimit(Duration.ofSeconds(6))
                    .listeners(inCandidate(0, () -> {
                        threads.add(Thread.currentThread().getName());
                        while (!released.get()) {
                            Thread.onSpinWait();
                        }
                    }))
                    .run();

            assertThat(threads).containsExactly("imagegen-candidate-0");
            assertThat(result.trials()).extracting(Trial::timedOut).containsExactly(true, false, false);
            assertThat(result.trials().get(0).failure()).contains("its thread imagegen-candidate-0 goes on");
        } finally {
            released.set(true);
        }
    }

    @Test
    void aSearchEndsAtItsTimeLimitAndGoesOnFromItsFolder() {
        Path directory = folder.resolve("search");
        CountDownLatch never = new CountDownLatch(1);
        SearchResult part = search().candidates(4)
                .timeLimit(Duration.ofSeconds(8))
                .directory(directory)
                .listeners(inCandidate(2, () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("woken", e);
                    }
                }))
                .run();
        SearchResult rest = search().candidates(4).directory(directory).run();
        SearchResult whole = search().candidates(4).run();

        assertThat(part.trials()).extracting(Trial::index).containsExactly(0, 1);
        assertThat(part.unfinished()).isTrue();
        assertThat(part.timedOut()).isTrue();
        assertThat(rest.timedOut()).isFalse();
        assertThat(rest.trials())
                .extracting(Trial::score)
                .isEqualTo(whole.trials().stream().map(Trial::score).toList());
    }

    @Test
    void aSearchWithoutTimeForOneCandidateSaysSo() {
        assertThatThrownBy(() -> search().timeLimit(Duration.ofNanos(1)).run())
                .isInstanceOf(CandidateFailedException.class)
                .hasMessageContaining("before any candidate was done");
    }

    @Test
    void aTimeLimitThatIsNotHitChangesNothing() {
        SearchResult limited = search().candidates(2)
                .timeLimit(Duration.ofDays(1_000_000))
                .candidateTimeLimit(Duration.ofHours(1))
                .run();

        assertThat(limited.timedOut()).isFalse();
        assertThat(limited.trials())
                .extracting(Trial::score)
                .isEqualTo(search().candidates(2).run().trials().stream()
                        .map(Trial::score)
                        .toList());
    }
}
