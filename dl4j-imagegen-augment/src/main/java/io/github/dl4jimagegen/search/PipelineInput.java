package io.github.dl4jimagegen.search;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The input of a network for the pipeline that is drawn. */
@SuppressWarnings("rawtypes") // Arbiter's signatures
final class PipelineInput extends AbstractParameterSpace<InputType> {

    private final PipelineSpace pipelines;

    @JsonCreator
    PipelineInput(@JsonProperty("pipelines") PipelineSpace pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public InputType getValue(double[] parameterValues) {
        return pipelines.document(parameterValues).inputType();
    }

    @Override
    public int numParameters() {
        return pipelines.numParameters();
    }

    @Override
    public List<ParameterSpace> collectLeaves() {
        return pipelines.collectLeaves();
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        // Arbiter's graph space takes this for a leaf; its leaves are numbered themselves.
    }

    @Override
    public String toString() {
        return "the input of " + pipelines;
    }
}
