package io.github.dl4jimagegen.search;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.jspecify.annotations.Nullable;

/**
 * Trains and scores the candidates of a {@link SearchSpace}: each with its pipeline, on one thread, closing what it
 * opened. A candidate that throws, diverges or takes too long is a failed one, and the search goes on. Arbiter's runner
 * finds it by itself; hand one to the runner to set a time limit. Thread-safe.
 */
@SuppressWarnings("rawtypes") // Arbiter's signatures
public final class SearchTaskCreator implements TaskCreator {

    private final @Nullable Duration timeLimit;
    private final @Nullable CandidateData data;

    /** Makes one without a time limit. */
    public SearchTaskCreator() {
        this(null, null);
    }

    /**
     * Makes one with a time limit.
     *
     * @param timeLimit for each candidate; a training that has taken longer ends after its batch
     */
    public SearchTaskCreator(Duration timeLimit) {
        this(timeLimit, null);
    }

    SearchTaskCreator(@Nullable Duration timeLimit, @Nullable CandidateData data) {
        this.timeLimit = timeLimit;
        this.data = data;
    }

    @Override
    @Deprecated
    public Callable<OptimizationResult> create(
            Candidate candidate,
            org.deeplearning4j.arbiter.optimize.api.data.DataProvider dataProvider,
            ScoreFunction scoreFunction,
            List<StatusListener> statusListeners,
            IOptimizationRunner runner) {
        throw new UnsupportedOperationException(
                "a DataProvider cannot be told the candidate's pipeline: use dataSource(ImageDataSource.class, properties)");
    }

    @Override
    public Callable<OptimizationResult> create(
            Candidate candidate,
            Class<? extends DataSource> dataSource,
            Properties dataSourceProperties,
            ScoreFunction scoreFunction,
            List<StatusListener> statusListeners,
            IOptimizationRunner runner) {
        CandidateData used = data != null ? data : new SourceData(dataSource, dataSourceProperties, scoreFunction);
        return new SearchTask(candidate, used, scoreFunction.minimize(), timeLimit, statusListeners, runner);
    }
}
