package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.json.AugmentationJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
 */
public record SearchResult(Trial best, ImagePipeline pipeline, Model network, List<Trial> trials) {

    /**
     * Copies the list.
     *
     * @param best the candidate with the best score
     * @param pipeline its pipeline
     * @param network its trained network
     * @param trials all candidates
     */
    public SearchResult {
        trials = List.copyOf(trials);
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
        JsonNode pipelineJson = best.pipeline();
        JsonNode tree = pipelineJson == null ? null : pipelineJson.get("augmentation");
        return tree == null || tree.isNull()
                ? Optional.empty()
                : Optional.of(AugmentationJson.standard().fromTree(tree));
    }

    /**
     * Returns the augmentation as JSON.
     *
     * @return what {@link AugmentationJson#read} reads, or "null" for none
     */
    public String augmentationJson() {
        return augmentation().map(AugmentationJson.standard()::write).orElse("null");
    }

    /**
     * Returns the augmentation as an expression of Java.
     *
     * @return constructors of records, to be imported, or "null" for none
     */
    public String augmentationCode() {
        return augmentation().map(AugmentationCode::of).orElse("null");
    }

    static Model load(Path file) throws IOException {
        try {
            return MultiLayerNetwork.load(file.toFile(), true);
        } catch (RuntimeException e) {
            return ComputationGraph.load(file.toFile(), true);
        }
    }
}
