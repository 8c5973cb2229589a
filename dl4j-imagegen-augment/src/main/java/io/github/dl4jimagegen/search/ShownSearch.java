package io.github.dl4jimagegen.search;

import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of a search by a configuration that Arbiter's page can show: it writes it as JSON, reads it again and
 * takes its space for one of networks. That of the search itself has functions, and a space of more than networks.
 */
record ShownSearch(StatusListener listener, OptimizationConfiguration configuration) implements StatusListener {

    static OptimizationConfiguration configuration(
            PipelineSpace pipelines, ParameterSpace<?> networks, ScoreFunction score, int candidates) {
        ParameterSpace<?> shown = networks instanceof BaseNetworkSpace<?>
                ? networks
                : new MultiLayerSpace.Builder()
                        .setInputType(pipelines.inputType())
                        .build();
        OptimizationConfiguration configuration = new OptimizationConfiguration.Builder()
                // Another generator would number the parameters anew.
                .candidateGenerator(new RandomSearchGenerator(shown, null, true))
                .dataSource(ImageDataSource.class, new Properties())
                .scoreFunction(score)
                .modelSaver(new InMemoryResultSaver())
                .terminationConditions(new MaxCandidatesCondition(candidates))
                .build();
        configuration.setExecutionStartTime(System.currentTimeMillis());
        return configuration;
    }

    @Override
    public void onInitialization(IOptimizationRunner runner) {
        listener.onInitialization(shown(runner));
    }

    @Override
    public void onShutdown(IOptimizationRunner runner) {
        listener.onShutdown(shown(runner));
    }

    @Override
    public void onRunnerStatusChange(IOptimizationRunner runner) {
        listener.onRunnerStatusChange(shown(runner));
    }

    @Override
    public void onCandidateStatusChange(
            CandidateInfo info, IOptimizationRunner runner, @Nullable OptimizationResult result) {
        listener.onCandidateStatusChange(info, shown(runner), result);
    }

    @Override
    public void onCandidateIteration(CandidateInfo info, Object network, int iteration) {
        listener.onCandidateIteration(info, network, iteration);
    }

    private IOptimizationRunner shown(IOptimizationRunner runner) {
        return new ShownRunner(runner, configuration);
    }

    private record ShownRunner(IOptimizationRunner runner, OptimizationConfiguration configuration)
            implements IOptimizationRunner {

        @Override
        public OptimizationConfiguration getConfiguration() {
            return configuration;
        }

        @Override
        public void execute() {
            runner.execute();
        }

        @Override
        public int numCandidatesTotal() {
            return runner.numCandidatesTotal();
        }

        @Override
        public int numCandidatesCompleted() {
            return runner.numCandidatesCompleted();
        }

        @Override
        public int numCandidatesFailed() {
            return runner.numCandidatesFailed();
        }

        @Override
        public int numCandidatesQueued() {
            return runner.numCandidatesQueued();
        }

        @Override
        public Double bestScore() {
            return runner.bestScore();
        }

        @Override
        public Long bestScoreTime() {
            return runner.bestScoreTime();
        }

        @Override
        public int bestScoreCandidateIndex() {
            return runner.bestScoreCandidateIndex();
        }

        @Override
        public List<ResultReference> getResults() {
            return runner.getResults();
        }

        @Override
        public void addListeners(StatusListener... listeners) {
            runner.addListeners(listeners);
        }

        @Override
        public void removeListeners(StatusListener... listeners) {
            runner.removeListeners(listeners);
        }

        @Override
        public void removeAllListeners() {
            runner.removeAllListeners();
        }

        @Override
        public List<CandidateInfo> getCandidateStatus() {
            return runner.getCandidateStatus();
        }

        @Override
        public void shutdown(boolean awaitTermination) {
            runner.shutdown(awaitTermination);
        }
    }
}
