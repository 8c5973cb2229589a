package io.github.dl4jimagegen.search;

import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** A network without parameters, for whatever input there is. A function: not for Arbiter's JSON. */
@SuppressWarnings("rawtypes") // Arbiter's signatures
final class FixedNetwork extends AbstractParameterSpace<DL4JConfiguration> {

    private final ParameterSpace<InputType> input;
    private final Function<InputType, MultiLayerConfiguration> network;

    FixedNetwork(ParameterSpace<InputType> input, Function<InputType, MultiLayerConfiguration> network) {
        this.input = input;
        this.network = network;
    }

    @Override
    public DL4JConfiguration getValue(double[] parameterValues) {
        return new DL4JConfiguration(network.apply(input.getValue(parameterValues)), null, 1);
    }

    @Override
    public int numParameters() {
        return input.numParameters();
    }

    @Override
    public List<ParameterSpace> collectLeaves() {
        return input.collectLeaves();
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("the parameters within are numbered, not the space");
    }
}
