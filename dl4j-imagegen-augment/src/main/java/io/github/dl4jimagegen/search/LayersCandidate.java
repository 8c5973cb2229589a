package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import org.deeplearning4j.arbiter.DL4JConfiguration;

/** A pipeline and a network of layers, which Arbiter's own classes take for one of theirs. */
@SuppressWarnings("EqualsHashCode") // neither compares candidates
final class LayersCandidate extends DL4JConfiguration implements SearchCandidate {

    private static final long serialVersionUID = 1L;

    private final ImagePipeline pipeline;
    private final int patience;

    @SuppressWarnings("unchecked") // of networks of this kind
    LayersCandidate(DL4JConfiguration network, ImagePipeline pipeline, int patience) {
        super(network.getMultiLayerConfiguration(), network.getEarlyStoppingConfiguration(), network.getNumEpochs());
        this.pipeline = pipeline;
        this.patience = patience;
    }

    @Override
    public ImagePipeline pipeline() {
        return pipeline;
    }

    @Override
    public int patience() {
        return patience;
    }
}
