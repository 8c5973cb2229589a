package io.github.dl4jimagegen.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.classification.Evaluation;

/** What may be left out of a search. Changed in copies only. */
final class SearchSettings {

    int candidates = 10;
    long seed = 42;
    int parallel = 1;
    SearchMethod method = SearchMethod.random();
    Evaluation.Metric metric = Evaluation.Metric.ACCURACY;

    @Nullable
    Duration timeLimit;

    @Nullable
    Duration candidateTimeLimit;

    @Nullable
    Path directory;

    List<StatusListener> listeners = List.of();

    SearchSettings copy() {
        SearchSettings copy = new SearchSettings();
        copy.candidates = candidates;
        copy.seed = seed;
        copy.parallel = parallel;
        copy.method = method;
        copy.metric = metric;
        copy.timeLimit = timeLimit;
        copy.candidateTimeLimit = candidateTimeLimit;
        copy.directory = directory;
        copy.listeners = listeners;
        return copy;
    }
}
