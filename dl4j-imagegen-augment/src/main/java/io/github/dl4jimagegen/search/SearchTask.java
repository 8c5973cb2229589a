package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
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
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The training and scoring of one candidate. */
@SuppressWarnings({"rawtypes", "try"}) // Arbiter's signatures; what is opened is noted elsewhere
final class SearchTask implements Callable<OptimizationResult> {

    private static final Logger LOG = LoggerFactory.getLogger(SearchTask.class);

    private final Candidate candidate;
    private final CandidateData data;
    private final boolean minimize;
    private final @Nullable Duration timeLimit;
    private final List<StatusListener> listeners;
    private final IOptimizationRunner runner;

    SearchTask(
            Candidate candidate,
            CandidateData data,
            boolean minimize,
            @Nullable Duration timeLimit,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        this.candidate = candidate;
        this.data = data;
        this.minimize = minimize;
        this.timeLimit = timeLimit;
        this.listeners = listeners;
        this.runner = runner;
    }

    @Override
    public OptimizationResult call() {
        CandidateInfo info = new CandidateInfo(
                candidate.getIndex(),
                CandidateStatus.Running,
                null,
                System.currentTimeMillis(),
                System.currentTimeMillis(),
                null,
                candidate.getFlatParameters(),
                null);
        OptimizationResult result;
        try (Openings openings = Openings.onThisThread()) {
            result = completed(info);
        } catch (Throwable failure) { // whatever it is, the search goes on
            LOG.warn("candidate {} failed: {}", candidate.getIndex(), failure.toString());
            result = failed(info, failure);
        } finally {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
        for (StatusListener listener : listeners) {
            listener.onCandidateStatusChange(info, runner, result);
        }
        return result;
    }

    private OptimizationResult completed(CandidateInfo info) throws IOException {
        SearchCandidate drawn = (SearchCandidate) candidate.getValue();
        ImagePipeline pipeline = drawn.pipeline();
        CandidateNetwork untrained = CandidateNetwork.of(drawn);
        CandidateNetwork network = untrained;
        try {
            network = trained(untrained, drawn, pipeline, info);
            double score = data.score(network.model(), pipeline);
            if (!Double.isFinite(score)) {
                throw new CandidateFailedException("the score is " + score);
            }
            info.setCandidateStatus(CandidateStatus.Complete);
            info.setScore(score);
            info.setEndTime(System.currentTimeMillis());
            OptimizationResult result =
                    new OptimizationResult(candidate, score, candidate.getIndex(), null, info, null);
            save(result, network.model());
            return result;
        } finally {
            if (runner.getConfiguration().getResultSaver()
                    instanceof TrialStore) { // others may keep the network itself
                untrained.close();
                network.close();
            }
        }
    }

    private CandidateNetwork trained(
            CandidateNetwork untrained, SearchCandidate drawn, ImagePipeline pipeline, CandidateInfo info) {
        CandidateWatch watch = new CandidateWatch(timeLimit);
        untrained.model().addListeners(watch);
        if (!listeners.isEmpty()) {
            untrained.model().addListeners(new DL4JArbiterStatusReportingListener(listeners, info));
        }
        try {
            return untrained.trained(
                    data.training(pipeline), drawn.patience(), minimize, model -> data.score(model, pipeline), watch);
        } catch (RuntimeException e) {
            CandidateFailedException failure = watch.failure();
            throw failure == null ? e : failure;
        }
    }

    private OptimizationResult failed(CandidateInfo info, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        info.setCandidateStatus(CandidateStatus.Failed);
        info.setExceptionStackTrace(trace.toString());
        info.setEndTime(System.currentTimeMillis());
        OptimizationResult result = new OptimizationResult(candidate, null, candidate.getIndex(), null, info, null);
        if (runner.getConfiguration().getResultSaver() instanceof TrialStore store) {
            store.saveFailure(result, failure);
        }
        return result;
    }

    private void save(OptimizationResult result, Model network) throws IOException {
        ResultSaver saver = runner.getConfiguration().getResultSaver();
        if (saver != null) {
            result.setResultReference(saver.saveModel(result, network));
        }
    }
}
