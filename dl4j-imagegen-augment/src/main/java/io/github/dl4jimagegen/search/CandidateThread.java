package io.github.dl4jimagegen.search;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a candidate on a thread of its own, which can be left behind: Java can ask a thread to end, but not make it. A
 * candidate whose time is over is interrupted; if that does not end it either, it goes on in vain, on a daemon thread.
 * What it may still return is closed.
 */
final class CandidateThread {

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final CompletableFuture<ScoredNetwork> outcome = new CompletableFuture<>();
    private final Thread thread;

    private CandidateThread(int index, Callable<ScoredNetwork> training) {
        this.thread = new Thread(() -> train(training), "imagegen-candidate-" + index);
        this.thread.setDaemon(true);
    }

    @SuppressWarnings("try") // what is opened is noted elsewhere
    private void train(Callable<ScoredNetwork> training) {
        ScoredNetwork scored;
        try (Openings openings = Openings.onThisThread()) {
            scored = training.call();
        } catch (Throwable failure) { // whatever it is, the search goes on
            boolean unused = outcome.completeExceptionally(failure);
            return;
        } finally {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
        if (!outcome.complete(scored)) {
            scored.close();
        }
    }

    /**
     * Returns what the training returns, if it does in time.
     *
     * @throws InterruptedException if this thread is interrupted; the other is, too
     * @throws Throwable what the training has thrown, or what says that its time is over
     */
    static ScoredNetwork run(int index, CandidateLimits limits, Callable<ScoredNetwork> training) throws Throwable {
        CandidateThread candidate = new CandidateThread(index, training);
        candidate.thread.start();
        try {
            return candidate.outcome.get(limits.remaining(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            return candidate.ended(limits);
        } catch (InterruptedException e) {
            boolean unused = candidate.outcome.cancel(true);
            limits.interrupt();
            candidate.thread.interrupt();
            candidate.thread.join(GRACE.toMillis());
            throw e;
        }
    }

    private ScoredNetwork ended(CandidateLimits limits) throws InterruptedException {
        boolean finished = !outcome.completeExceptionally(limits.exceeded(""));
        if (finished && !outcome.isCompletedExceptionally()) {
            return outcome.join();
        }
        thread.interrupt();
        thread.join(GRACE.toMillis());
        throw limits.exceeded(
                thread.isAlive()
                        ? "; it could not be interrupted, and its thread " + thread.getName() + " goes on"
                        : "");
    }
}
