package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultSaver;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Keeps the candidates of a search in a folder: each as {@code candidate-0007.json}, failed ones too, and the network of
 * the best so far as {@code best-0007.zip}. Files appear when they are complete; what is there is never overwritten: a
 * runner of Arbiter's that begins anew in the same folder fails with each candidate that is there, before it trains it.
 * The best has the best score, among equals the lowest number. Thread-safe.
 */
@SuppressWarnings("rawtypes") // Arbiter's signatures
public final class TrialStore implements ResultSaver {

    private final String folder;
    private final long seed;
    private final boolean minimize;

    @JsonIgnore
    private final TreeMap<Integer, Trial> trials = new TreeMap<>();

    /**
     * Makes the folder, or reads the candidates that it has.
     *
     * @param folder where they are kept
     * @param seed of the search, noted with each candidate
     * @param minimize whether lower scores are better
     * @throws UncheckedIOException if the folder cannot be made or read
     */
    public TrialStore(Path folder, long seed, boolean minimize) {
        this(folder.toString(), seed, minimize);
    }

    @JsonCreator
    private TrialStore(
            @JsonProperty("folder") String folder,
            @JsonProperty("seed") long seed,
            @JsonProperty("minimize") boolean minimize) {
        this.folder = folder;
        this.seed = seed;
        this.minimize = minimize;
        read();
    }

    private void read() {
        try {
            Path made = Files.createDirectories(Path.of(folder));
            try (var files = Files.newDirectoryStream(made, "candidate-*.json")) {
                for (Path file : files) {
                    Trial trial = Trial.read(Files.readString(file));
                    var unused = trials.put(trial.index(), trial);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the candidates in " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the candidates that are done.
     *
     * @return by their numbers
     */
    public synchronized List<Trial> trials() {
        return List.copyOf(trials.values());
    }

    synchronized Optional<Trial> trial(int index) {
        return Optional.ofNullable(trials.get(index));
    }

    /**
     * Returns the best candidate so far.
     *
     * @return empty if none has a score
     */
    public synchronized Optional<Trial> best() {
        return trials.values().stream().filter(trial -> trial.score() != null).min(bestFirst());
    }

    private Comparator<Trial> bestFirst() {
        Comparator<Trial> byScore = Comparator.comparing(trial -> {
            Double score = trial.score();
            return score == null ? Double.NaN : minimize ? score : -score;
        });
        return byScore.thenComparing(Trial::index);
    }

    /**
     * Returns where the network of a candidate is, if it is the best.
     *
     * @param trial the candidate
     * @return a file of Deeplearning4j's
     */
    public Path network(Trial trial) {
        return Path.of(folder, String.format(Locale.ROOT, "best-%04d.zip", trial.index()));
    }

    @Override
    public ResultReference saveModel(OptimizationResult result, Object modelResult) throws IOException {
        Trial trial = trial(result, null);
        synchronized (this) {
            refuseDone(trial.index());
            Optional<Trial> before = best();
            boolean best = before.isEmpty() || bestFirst().compare(trial, before.get()) < 0;
            if (best) {
                ModelSerializer.writeModel((Model) modelResult, temporary(network(trial)), true);
                publish(network(trial));
            }
            write(trial);
            var unusedTrial = trials.put(trial.index(), trial);
            if (best && before.isPresent()) {
                boolean unused = Files.deleteIfExists(network(before.get()));
            }
        }
        return new Saved(this, result, trial);
    }

    void saveFailure(OptimizationResult result, Throwable failure) {
        Trial trial = trial(result, failure);
        synchronized (this) {
            refuseDone(trial.index());
            var unused = trials.put(trial.index(), trial);
            try {
                write(trial);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write candidate " + trial.index() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Refuses to do again what is done: Arbiter's own generators begin anew with the first in every run. */
    synchronized void refuseDone(int index) {
        if (trials.containsKey(index)) {
            throw new IllegalStateException("candidate " + index + " is in " + folder
                    + " already, and is not overwritten: use another folder, or ImageSearch, which goes on");
        }
    }

    private Trial trial(OptimizationResult result, @Nullable Throwable failure) {
        Candidate<?> candidate = result.getCandidate();
        CandidateInfo info = result.getCandidateInfo();
        Object drawn = candidate.getException() == null ? candidate.getValue() : null;
        return new Trial(
                result.getIndex(),
                result.getScore(),
                failure == null ? null : reason(failure),
                failure instanceof CandidateFailedException failed && failed.timedOut(),
                (info.getEndTime() - info.getStartTime()) / 1000.0,
                seed,
                Arrays.stream(candidate.getFlatParameters()).boxed().toList(),
                pipeline(drawn),
                network(drawn));
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    static @Nullable JsonNode pipeline(@Nullable Object drawn) {
        return drawn instanceof SearchCandidate candidate && !(candidate instanceof InvalidCandidate)
                ? PipelineDocument.tree(candidate.pipelineJson())
                : null;
    }

    static @Nullable JsonNode network(@Nullable Object drawn) {
        return drawn instanceof SearchCandidate candidate && !(candidate instanceof InvalidCandidate)
                ? PipelineDocument.tree(candidate.networkJson())
                : null;
    }

    private void write(Trial trial) throws IOException {
        Path file = Path.of(folder, String.format(Locale.ROOT, "candidate-%04d.json", trial.index()));
        var unused = Files.writeString(temporary(file).toPath(), trial.toJson());
        publish(file);
    }

    private static File temporary(Path file) {
        return new File(file + ".tmp");
    }

    private static void publish(Path file) throws IOException {
        var unused = Files.move(temporary(file).toPath(), file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<Class<?>> getSupportedCandidateTypes() {
        return List.of(SearchCandidate.class);
    }

    @Override
    public List<Class<?>> getSupportedModelTypes() {
        return List.of(MultiLayerNetwork.class, ComputationGraph.class);
    }

    /** A candidate that was saved. Its network is there as long as no other is better. */
    private record Saved(TrialStore store, OptimizationResult result, Trial trial) implements ResultReference {

        @Override
        public OptimizationResult getResult() {
            return result;
        }

        @Override
        public Object getResultModel() throws IOException {
            return SearchResult.load(store.network(trial));
        }
    }
}
