package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import java.io.Serializable;

/**
 * What a space draws when it cannot make pipeline or network. It fails when it is trained, and is counted: Arbiter counts
 * no failures to draw, and so would go on for ever with a space that never draws anything.
 *
 * @param failure what was thrown
 */
record InvalidCandidate(RuntimeException failure) implements SearchCandidate, Serializable {

    @Override
    public ImagePipeline pipeline() {
        throw new CandidateFailedException("the space gives no candidate: " + failure.getMessage(), failure);
    }

    @Override
    public int patience() {
        return 0;
    }
}
