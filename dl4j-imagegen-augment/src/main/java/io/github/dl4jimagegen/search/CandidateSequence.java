package io.github.dl4jimagegen.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.jspecify.annotations.Nullable;

/**
 * So many candidates of a generator and no more, without those that are done already. With generations, the next is drawn
 * when all of the last are done, and they are reported in order, so that the order in which they finish plays no part.
 * After a deadline nothing is drawn any more, and what is training ends by itself. Arbiter's runner would start more
 * than are counted, and start them all again. Thread-safe.
 */
@SuppressWarnings("rawtypes") // Arbiter's signatures
final class CandidateSequence implements CandidateGenerator, TerminationCondition {

    private final CandidateGenerator generator;
    private final TrialStore store;
    private final int count;
    private final int generation;
    private final Deadline end;
    private final List<Candidate> drawn = new ArrayList<>();
    private @Nullable Candidate next;
    private int reported;
    private boolean barren;

    /** The size of a generation is 0 for generators that learn nothing. */
    CandidateSequence(CandidateGenerator generator, TrialStore store, int count, int generation, Deadline end) {
        this.generator = generator;
        this.store = store;
        this.count = count;
        this.generation = generation;
        this.end = end;
    }

    @Override
    public synchronized boolean hasMoreCandidates() {
        if (end.passed()) {
            return false;
        }
        while (next == null && !isExhausted() && mayDraw()) {
            Candidate<?> candidate = generator.getCandidate();
            if (candidate.getException() != null) { // a genetic generator that finds nothing new, and has no more
                barren = true;
                return false;
            }
            drawn.add(candidate);
            if (!isDone(candidate)) {
                next = candidate;
            }
        }
        return next != null;
    }

    private boolean isExhausted() {
        return barren || drawn.size() == count || !generator.hasMoreCandidates();
    }

    private boolean mayDraw() {
        if (generation == 0 || drawn.size() % generation != 0) {
            return true;
        }
        if (!allDone()) {
            return false;
        }
        while (reported < drawn.size()) {
            report(drawn.get(reported++));
        }
        return true;
    }

    private void report(Candidate<?> candidate) {
        store.trial(candidate.getIndex()).ifPresent(trial -> {
            CandidateInfo info = new CandidateInfo();
            info.setCandidateStatus(trial.score() == null ? CandidateStatus.Failed : CandidateStatus.Complete);
            generator.reportResults(new OptimizationResult(candidate, trial.score(), trial.index(), null, info, null));
        });
    }

    private boolean isDone(Candidate<?> candidate) {
        Trial trial = store.trial(candidate.getIndex()).orElse(null);
        if (trial == null) {
            return false;
        }
        Object value = candidate.getValue();
        if (!trial.isOf(candidate.getFlatParameters(), TrialStore.pipeline(value), TrialStore.network(value))) {
            throw new IllegalStateException("candidate " + trial.index() + " in the folder is of another search: its"
                    + " parameters are " + trial.parameters() + ", those of this search "
                    + Arrays.toString(candidate.getFlatParameters())
                    + ", or space, pipeline, network or seed differ; use another folder");
        }
        return true;
    }

    /** Tells whether all candidates there are have been done, whatever came out. */
    synchronized boolean isComplete() {
        return isExhausted() && allDone();
    }

    private boolean allDone() {
        return drawn.stream()
                .allMatch(candidate -> store.trial(candidate.getIndex()).isPresent());
    }

    @Override
    public synchronized Candidate getCandidate() {
        boolean unused = hasMoreCandidates();
        if (next == null) {
            throw new IllegalStateException("there are no more candidates");
        }
        Candidate candidate = next;
        next = null;
        return candidate;
    }

    @Override
    public void reportResults(OptimizationResult result) {
        // The store knows them, failed ones too, which the runner does not report.
    }

    @Override
    public ParameterSpace<?> getParameterSpace() {
        return generator.getParameterSpace();
    }

    @Override
    public void setRngSeed(long rngSeed) {
        generator.setRngSeed(rngSeed);
    }

    @Override
    public @Nullable Class<?> getCandidateType() {
        return null;
    }

    @Override
    public void initialize(IOptimizationRunner optimizationRunner) {
        // Nothing to count from: what is done is in the store.
    }

    @Override
    public synchronized boolean terminate(IOptimizationRunner optimizationRunner) {
        return end.passed() || (!hasMoreCandidates() && allDone());
    }
}
