package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import java.io.Serializable;
import org.deeplearning4j.nn.api.Model;

/**
 * What a space draws when it cannot make pipeline or network. It fails when it is trained, and is counted: Arbiter counts
 * no failures to draw, and so would go on for ever with a space that never draws anything.
 *
 * @param failure what was thrown, in words: candidates are serialised, which not everything that is thrown can be
 */
record InvalidCandidate(String failure) implements SearchCandidate, Serializable {

    static InvalidCandidate of(RuntimeException thrown) {
        return new InvalidCandidate(thrown.getMessage() == null ? thrown.toString() : thrown.getMessage());
    }

    private CandidateFailedException failed() {
        return new CandidateFailedException("the space gives no candidate: " + failure);
    }

    @Override
    public ImagePipeline pipeline() {
        throw failed();
    }

    @Override
    public String pipelineJson() {
        throw failed();
    }

    @Override
    public String networkJson() {
        throw failed();
    }

    @Override
    public Model network() {
        throw failed();
    }

    @Override
    public int epochs() {
        throw failed();
    }

    @Override
    public int patience() {
        throw failed();
    }
}
