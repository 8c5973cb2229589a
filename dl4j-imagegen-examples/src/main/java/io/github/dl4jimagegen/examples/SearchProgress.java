package io.github.dl4jimagegen.examples;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.jspecify.annotations.Nullable;

/** Prints a line for each candidate that is done. */
final class SearchProgress extends BaseStatusListener {

    private final int candidates;
    private final AtomicReference<Double> best = new AtomicReference<>(Double.NEGATIVE_INFINITY);

    SearchProgress(int candidates) {
        this.candidates = candidates;
    }

    @Override
    public void onCandidateStatusChange(
            CandidateInfo info, IOptimizationRunner runner, @Nullable OptimizationResult result) {
        if (result == null) {
            return;
        }
        Double score = info.getScore();
        if (score == null) {
            System.out.printf("candidate %d of %d failed%n", info.getIndex(), candidates);
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "candidate %d of %d: %.4f, best so far %.4f%n",
                    info.getIndex(),
                    candidates,
                    score,
                    best.accumulateAndGet(score, Math::max));
        }
    }
}
