package io.github.dl4jimagegen.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.arbiter.listener.DL4JArbiterStatusReportingListener;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultSaver;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The training and scoring of one candidate, and the keeping of what came out. */
@SuppressWarnings("rawtypes") // Arbiter's signatures
final class SearchTask implements Callable<OptimizationResult> {

    private static final Logger LOG = LoggerFactory.getLogger(SearchTask.class);

    private final Candidate candidate;
    private final CandidateData data;
    private final boolean minimize;
    private final SearchLimits limits;
    private final List<StatusListener> listeners;
    private final IOptimizationRunner runner;

    SearchTask(
            Candidate candidate,
            CandidateData data,
            boolean minimize,
            SearchLimits limits,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        this.candidate = candidate;
        this.data = data;
        this.minimize = minimize;
        this.limits = limits;
        this.listeners = listeners;
        this.runner = runner;
    }

    @Override
    public OptimizationResult call() {
        if (runner.getConfiguration().getResultSaver() instanceof TrialStore store) {
            store.refuseDone(candidate.getIndex());
        }
        CandidateInfo info = new CandidateInfo(
                candidate.getIndex(),
                CandidateStatus.Running,
                null,
                System.currentTimeMillis(),
                System.currentTimeMillis(),
                null,
                candidate.getFlatParameters(),
                null);
        OptimizationResult result = result(info);
        for (StatusListener listener : listeners) {
            listener.onCandidateStatusChange(info, runner, result);
        }
        return result;
    }

    private OptimizationResult result(CandidateInfo info) {
        CandidateLimits now = limits.forCandidate();
        try (ScoredNetwork scored = CandidateThread.run(candidate.getIndex(), now, () -> trainedAndScored(info, now))) {
            info.setCandidateStatus(CandidateStatus.Complete);
            info.setScore(scored.score());
            info.setEndTime(System.currentTimeMillis());
            OptimizationResult result =
                    new OptimizationResult(candidate, scored.score(), candidate.getIndex(), null, info, null);
            save(result, scored.network().model());
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unsaved(info, new SearchEndedException("the search was interrupted"));
        } catch (SearchEndedException e) {
            return unsaved(info, e);
        } catch (Throwable failure) { // whatever it is, the search goes on
            LOG.warn("candidate {} failed: {}", candidate.getIndex(), failure.toString());
            OptimizationResult result = unsaved(info, failure);
            if (runner.getConfiguration().getResultSaver() instanceof TrialStore store) {
                store.saveFailure(result, failure);
            }
            return result;
        }
    }

    private ScoredNetwork trainedAndScored(CandidateInfo info, CandidateLimits now) {
        SearchCandidate drawn = (SearchCandidate) candidate.getValue();
        boolean forOthers = !(runner.getConfiguration().getResultSaver() instanceof TrialStore);
        CandidateNetwork untrained = CandidateNetwork.of(drawn);
        CandidateNetwork network = untrained;
        boolean done = false;
        try {
            network = trained(untrained, drawn, info, now);
            double score = data.score(network.model(), drawn.pipeline());
            if (!Double.isFinite(score)) {
                throw new CandidateFailedException("the score is " + score);
            }
            done = true;
            return new ScoredNetwork(network, score, forOthers);
        } finally {
            if (!forOthers && network.model() != untrained.model()) {
                untrained.close();
            }
            if (!done) {
                network.close();
            }
        }
    }

    private CandidateNetwork trained(
            CandidateNetwork untrained, SearchCandidate drawn, CandidateInfo info, CandidateLimits now) {
        if (!listeners.isEmpty()) {
            untrained.model().addListeners(new DL4JArbiterStatusReportingListener(listeners, info));
        }
        return untrained.trained(
                data.training(drawn.pipeline()),
                drawn.patience(),
                minimize,
                model -> data.score(model, drawn.pipeline()),
                now);
    }

    private OptimizationResult unsaved(CandidateInfo info, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        info.setCandidateStatus(CandidateStatus.Failed);
        info.setScore(null);
        info.setExceptionStackTrace(trace.toString());
        info.setEndTime(System.currentTimeMillis());
        return new OptimizationResult(candidate, null, candidate.getIndex(), null, info, null);
    }

    private void save(OptimizationResult result, Model network) throws IOException {
        @Nullable ResultSaver saver = runner.getConfiguration().getResultSaver();
        if (saver != null) {
            result.setResultReference(saver.saveModel(result, network));
        }
    }
}
