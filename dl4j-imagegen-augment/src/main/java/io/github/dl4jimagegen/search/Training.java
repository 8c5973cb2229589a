package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** For how long and with which seed all candidates train; 0 and null leave it to them. A class for Arbiter's JSON. */
final class Training {

    static final Training USUAL = new Training(0, 0, null);

    private final int epochs;
    private final int patience;
    private final @Nullable Long seed;

    @JsonCreator
    Training(
            @JsonProperty("epochs") int epochs,
            @JsonProperty("patience") int patience,
            @JsonProperty("seed") @Nullable Long seed) {
        this.epochs = epochs;
        this.patience = patience;
        this.seed = seed;
    }

    int epochs() {
        return epochs;
    }

    int patience() {
        return patience;
    }

    @Nullable
    Long seed() {
        return seed;
    }

    ImagePipeline of(ImagePipeline pipeline) {
        return seed == null ? pipeline : pipeline.seed(seed);
    }

    DL4JConfiguration of(DL4JConfiguration layers) {
        if (seed != null) {
            for (NeuralNetConfiguration layer :
                    layers.getMultiLayerConfiguration().getConfs()) {
                layer.setSeed(seed);
            }
        }
        if (epochs > 0) {
            layers.setNumEpochs(epochs);
        }
        return layers;
    }

    GraphConfiguration of(GraphConfiguration graph) {
        if (seed != null) {
            graph.getConfiguration().getDefaultConfiguration().setSeed(seed);
            for (GraphVertex vertex : graph.getConfiguration().getVertices().values()) {
                if (vertex instanceof LayerVertex layer) {
                    layer.getLayerConf().setSeed(seed);
                }
            }
        }
        if (epochs > 0) {
            graph.setNumEpochs(epochs);
        }
        return graph;
    }
}
