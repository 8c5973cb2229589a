package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a search has found.
 *
 * @param best the candidate with the best score, among equals the first
 * @param pipeline its pipeline
 * @param network its trained network, a {@code MultiLayerNetwork} or {@code ComputationGraph}; the caller's
 * @param trials all candidates, failed ones too, by their numbers
 * @param parameterNames what the numbers of their vectors are called
 * @param unfinished whether the time limit of the search has passed before all candidates were done
 * @param augmentations what the names in the JSON of pipelines stand for
 */
public record SearchResult(
        Trial best,
        ImagePipeline pipeline,
        Model network,
        List<Trial> trials,
        List<String> parameterNames,
        boolean unfinished,
        AugmentationJson augmentations) {

    private static final Pattern LONG_NUMBER = Pattern.compile("\\d+\\.\\d{4,}(E-?\\d+)?");
    private static final Pattern RANGE = Pattern.compile("Range\\[from=([^,]+), to=([^]]+)]");

    /** Those without a score last, equals by their numbers. Scores are higher for better ones. */
    static final Comparator<Trial> BEST_FIRST = Comparator.comparing(
                    Trial::score, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Trial::index);

    /**
     * Copies the lists.
     *
     * @param best the candidate with the best score
     * @param pipeline its pipeline
     * @param network its trained network
     * @param trials all candidates
     * @param parameterNames what the numbers of their vectors are called
     * @param unfinished whether the time limit of the search has passed before all candidates were done
     * @param augmentations what the names in the JSON of pipelines stand for
     */
    public SearchResult {
        trials = List.copyOf(trials);
        parameterNames = List.copyOf(parameterNames);
    }

    /**
     * Returns the number of the best candidate.
     *
     * @return from 0
     */
    public int index() {
        return best.index();
    }

    /**
     * Returns the best score.
     *
     * @return on the validation view, by which it was chosen: a test view tells how good it really is
     */
    public double score() {
        Double score = best.score();
        return score == null ? Double.NaN : score;
    }

    /**
     * Returns the network if it is one of layers.
     *
     * @return the network
     * @throws ClassCastException if it is a graph
     */
    public MultiLayerNetwork layers() {
        return (MultiLayerNetwork) network;
    }

    /**
     * Returns the network if it is a graph.
     *
     * @return the network
     * @throws ClassCastException if it is one of layers
     */
    public ComputationGraph graph() {
        return (ComputationGraph) network;
    }

    /**
     * Returns what the best candidate's training images went through.
     *
     * @return empty for nothing
     */
    public Optional<Augmentation> augmentation() {
        return augmentation(best);
    }

    /**
     * Tells whether a limit of time was hit, that of the search or that of a candidate. Then another run may give other
     * candidates, scores and another winner; if not, the same seed gives the same.
     *
     * @return whether the outcome depends on how fast the machine is
     */
    public boolean timedOut() {
        return unfinished || trials.stream().anyMatch(Trial::timedOut);
    }

    private Optional<Augmentation> augmentation(Trial trial) {
        JsonNode pipelineJson = trial.pipeline();
        JsonNode tree = pipelineJson == null ? null : pipelineJson.get("augmentation");
        return tree == null || tree.isNull() ? Optional.empty() : Optional.of(augmentations.fromTree(tree));
    }

    /**
     * Returns the augmentation as JSON.
     *
     * @return what {@link AugmentationJson#read} reads, or "null" for none
     */
    public String augmentationJson() {
        return augmentation().map(augmentations::write).orElse("null");
    }

    /**
     * Returns the augmentation as an expression of Java.
     *
     * @return constructors of records, to be imported, or "null" for none; a function of one's own stands there as a
     *     variable called like it
     */
    public String augmentationCode() {
        return augmentation().map(AugmentationCode::of).orElse("null");
    }

    /**
     * Returns the candidates as a table, the best first and failed ones last, and if a limit of time was hit, that.
     *
     * @param rows how many at most
     * @return several lines
     */
    public String leaderBoard(int rows) {
        return trials.stream()
                .sorted(BEST_FIRST)
                .limit(rows)
                .map(this::row)
                .collect(Collectors.joining(
                        "\n",
                        "candidate   score      s  augmentation\n",
                        timedOut() ? "\na limit of time was hit: another run may come to another outcome" : ""));
    }

    private String row(Trial trial) {
        String score = trial.score() == null ? "failed" : String.format(Locale.ROOT, "%.4f", trial.score());
        String what = trial.failure() != null
                ? trial.failure()
                : augmentation(trial).map(SearchResult::described).orElse("none");
        return String.format(Locale.ROOT, "%9d  %6s  %5.1f  %s", trial.index(), score, trial.seconds(), what);
    }

    /** Returns an augmentation in words, its numbers and ranges short enough to compare them. */
    private static String described(Augmentation augmentation) {
        String numbers = LONG_NUMBER
                .matcher(augmentation.describe())
                .replaceAll(match -> String.format(Locale.ROOT, "%.3g", Double.parseDouble(match.group())));
        return RANGE.matcher(numbers).replaceAll("$1..$2");
    }

    /**
     * Returns a page to look at in a browser: the score of each candidate, each parameter against the score, the leader
     * board, and what the best augmentation does to some images.
     *
     * @param images for instance the training view
     * @return HTML, complete in itself
     */
    public String page(ImageSource images) {
        return new SearchPage(this, images).html();
    }

    static Model load(Path file) throws IOException {
        try {
            return MultiLayerNetwork.load(file.toFile(), true);
        } catch (RuntimeException e) {
            return ComputationGraph.load(file.toFile(), true);
        }
    }
}
