package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.json.AugmentationJson;
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
 * Trains and scores the candidates of a {@link SearchSpace}: each with its pipeline, on a thread of its own, closing what it
 * opened. A candidate that throws, diverges or takes too long is a failed one, and the search goes on. Arbiter's runner
 * finds it by itself; hand one to the runner to set a time limit. Thread-safe.
 */
@SuppressWarnings("rawtypes") // Arbiter's signatures
public final class SearchTaskCreator implements TaskCreator {

    private final SearchLimits limits;
    private final @Nullable CandidateData data;

    /** Makes one without a time limit. */
    public SearchTaskCreator() {
        this(SearchLimits.NONE, null);
    }

    /**
     * Makes one with a time limit.
     *
     * @param timeLimit for each candidate; one that has taken longer is ended, and has failed
     * @throws IllegalArgumentException if it is not positive
     */
    public SearchTaskCreator(Duration timeLimit) {
        this(new SearchLimits(Deadline.checked("timeLimit", timeLimit), Deadline.NEVER), null);
    }

    SearchTaskCreator(SearchLimits limits, @Nullable CandidateData data) {
        this.limits = limits;
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
        CandidateData used = data != null
                ? data
                : new SourceData(dataSource, dataSourceProperties, scoreFunction, augmentations(runner));
        return new SearchTask(candidate, used, scoreFunction.minimize(), limits, statusListeners, runner);
    }

    private static AugmentationJson augmentations(IOptimizationRunner runner) {
        return runner.getConfiguration().getCandidateGenerator().getParameterSpace() instanceof SearchSpace space
                ? space.augmentations()
                : AugmentationJson.standard();
    }
}
