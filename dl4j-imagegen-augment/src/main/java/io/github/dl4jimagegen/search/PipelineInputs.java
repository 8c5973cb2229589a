package io.github.dl4jimagegen.search;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.adapter.ParameterSpaceAdapter;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The same as the inputs of a graph that has one. */
final class PipelineInputs extends ParameterSpaceAdapter<InputType, InputType[]> {

    private final PipelineInput input;

    @JsonCreator
    PipelineInputs(@JsonProperty("input") PipelineInput input) {
        this.input = input;
    }

    @Override
    protected InputType[] convertValue(InputType only) {
        return new InputType[] {only};
    }

    @Override
    protected ParameterSpace<InputType> underlying() {
        return input;
    }

    @Override
    protected String underlyingName() {
        return "input";
    }
}
