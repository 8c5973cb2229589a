package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A pipeline and a graph, which Arbiter's own classes take for one of theirs. */
@SuppressWarnings("EqualsHashCode") // neither compares candidates
final class GraphCandidate extends GraphConfiguration implements SearchCandidate {

    private static final long serialVersionUID = 1L;

    private final DrawnPipeline drawn;

    @SuppressWarnings("unchecked") // of networks of this kind
    GraphCandidate(GraphConfiguration network, DrawnPipeline drawn) {
        super(network.getConfiguration(), network.getEarlyStoppingConfiguration(), network.getNumEpochs());
        this.drawn = drawn;
    }

    @Override
    public ImagePipeline pipeline() {
        return drawn.pipeline();
    }

    @Override
    public String pipelineJson() {
        return drawn.json();
    }

    @Override
    public String networkJson() {
        return getConfiguration().toJson();
    }

    @Override
    public ComputationGraph network() {
        ComputationGraph network = new ComputationGraph(getConfiguration());
        network.init();
        return network;
    }

    @Override
    public int epochs() {
        return getNumEpochs();
    }

    @Override
    public int patience() {
        return drawn.patience();
    }
}
