package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A pipeline and a network of layers, which Arbiter's own classes take for one of theirs. */
@SuppressWarnings("EqualsHashCode") // neither compares candidates
final class LayersCandidate extends DL4JConfiguration implements SearchCandidate {

    private static final long serialVersionUID = 1L;

    private final DrawnPipeline drawn;

    @SuppressWarnings("unchecked") // of networks of this kind
    LayersCandidate(DL4JConfiguration network, DrawnPipeline drawn) {
        super(network.getMultiLayerConfiguration(), network.getEarlyStoppingConfiguration(), network.getNumEpochs());
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
        return getMultiLayerConfiguration().toJson();
    }

    @Override
    public MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(getMultiLayerConfiguration());
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
