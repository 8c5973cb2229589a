package io.github.dl4jimagegen.search;

import java.util.Locale;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/** All combinations in an order by a seed. Arbiter shuffles a grid when it is made, before it can be told the seed. */
final class ShuffledGrid extends GridSearchCandidateGenerator {

    private static final double MOST = 1_000_000;

    ShuffledGrid(SearchSpace space, int steps, long seed) {
        super(checked(space, steps), steps, Mode.RandomOrder, null);
        setRngSeed(seed);
        initialize();
    }

    /** Arbiter lists all combinations, and takes numbers of them that it cannot count for none. */
    @SuppressWarnings("rawtypes") // Arbiter's signatures
    private static SearchSpace checked(SearchSpace space, int steps) {
        double combinations = 1;
        for (ParameterSpace leaf : space.collectLeaves()) {
            combinations *= leaf instanceof DiscreteParameterSpace discrete
                    ? discrete.numValues()
                    : leaf instanceof IntegerParameterSpace range
                            ? Math.min(1.0 + range.getMax() - range.getMin(), steps)
                            : leaf instanceof FixedValue ? 1 : steps;
        }
        if (combinations > MOST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a grid of %d steps has %.3g combinations, more than %,.0f: take fewer steps, or random search",
                    steps,
                    combinations,
                    MOST));
        }
        return space;
    }
}
