package io.github.dl4jimagegen.search;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;

/** The parameters of nested spaces. */
@SuppressWarnings("rawtypes") // Arbiter's signatures
final class Leaves {

    private Leaves() {}

    /** Returns each leaf once. Arbiter's graph space names a space that is none. */
    static List<ParameterSpace> of(List<ParameterSpace> spaces) {
        List<ParameterSpace> leaves = new ArrayList<>();
        for (ParameterSpace<?> space : spaces) {
            if (space.isLeaf()) {
                leaves.add(space);
            } else {
                leaves.addAll(of(space.collectLeaves()));
            }
        }
        return LeafUtils.getUniqueObjects(leaves);
    }

    static int count(List<ParameterSpace> leaves) {
        return leaves.stream().mapToInt(ParameterSpace::numParameters).sum();
    }

    /** Grid search takes the values of others for such a parameter, and fails later. */
    static void refuseSingleValues(List<ParameterSpace> leaves) {
        for (ParameterSpace leaf : leaves) {
            boolean single = (leaf instanceof DiscreteParameterSpace discrete && discrete.numValues() == 1)
                    || (leaf instanceof IntegerParameterSpace range && range.getMin() == range.getMax());
            if (single) {
                throw new IllegalArgumentException(
                        leaf + " has one value only, which Arbiter's grid search cannot count: use FixedValue");
            }
        }
    }
}
