package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;

/** A pipeline together with the configuration of a network: what a {@link SearchSpace} draws. Immutable. */
public sealed interface SearchCandidate permits LayersCandidate, GraphCandidate, InvalidCandidate {

    /**
     * Returns the pipeline.
     *
     * @return what its images go through
     */
    ImagePipeline pipeline();

    /**
     * Returns after how many epochs without a better score the training ends.
     *
     * @return 0 for never
     */
    int patience();
}
