package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import org.deeplearning4j.nn.api.Model;

/** A pipeline together with the configuration of a network: what a {@link SearchSpace} draws. Immutable. */
public sealed interface SearchCandidate permits LayersCandidate, GraphCandidate, InvalidCandidate {

    /**
     * Returns the pipeline.
     *
     * @return what its images go through
     * @throws CandidateFailedException if the space gives no candidate here
     */
    ImagePipeline pipeline();

    /**
     * Returns the pipeline as JSON, with the names of one's own functions.
     *
     * @return what {@link ImagePipeline#toJson} writes
     * @throws CandidateFailedException if the space gives no candidate here
     */
    String pipelineJson();

    /**
     * Returns the configuration of the network as Deeplearning4j's JSON.
     *
     * @return of layers or of a graph
     * @throws CandidateFailedException if the space gives no candidate here
     */
    String networkJson();

    /**
     * Makes the network.
     *
     * @return a new one, not trained
     * @throws CandidateFailedException if the space gives no candidate here
     */
    Model network();

    /**
     * Returns for how many epochs it trains at most.
     *
     * @return at least 1
     * @throws CandidateFailedException if the space gives no candidate here
     */
    int epochs();

    /**
     * Returns after how many epochs without a better score the training ends.
     *
     * @return 0 for never
     * @throws CandidateFailedException if the space gives no candidate here
     */
    int patience();
}
