package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.search.Trial;
import io.github.dl4jimagegen.search.TrialStore;
import java.util.Locale;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.jspecify.annotations.Nullable;

/** Prints a line for each candidate that is done. Thread-safe. */
final class SearchProgress extends BaseStatusListener {

    private final int candidates;
    private double best;

    private SearchProgress(int candidates, double best) {
        this.candidates = candidates;
        this.best = best;
    }

    /** Says what is there already, if anything is. */
    static SearchProgress of(int candidates, TrialStore done) {
        double best = done.best().map(Trial::score).orElse(Double.NEGATIVE_INFINITY);
        if (!done.trials().isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "going on: of %d candidates %d are done, best so far %.4f%n",
                    candidates,
                    done.trials().size(),
                    best);
        }
        return new SearchProgress(candidates, best);
    }

    @Override
    public synchronized void onCandidateStatusChange(
            CandidateInfo info, IOptimizationRunner runner, @Nullable OptimizationResult result) {
        if (result == null) {
            return;
        }
        Double score = info.getScore();
        if (score == null) {
            String trace = String.valueOf(info.getExceptionStackTrace());
            System.out.printf(
                    "candidate %d of %d failed: %s%n",
                    info.getIndex(), candidates, trace.lines().findFirst().orElse(trace));
        } else {
            best = Math.max(best, score);
            System.out.printf(
                    Locale.ROOT,
                    "candidate %d of %d: %.4f, best so far %.4f%n",
                    info.getIndex(),
                    candidates,
                    score,
                    best);
        }
    }
}
