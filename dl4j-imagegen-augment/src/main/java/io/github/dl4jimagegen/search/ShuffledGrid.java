package io.github.dl4jimagegen.search;

import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;

/** All combinations in an order by a seed. Arbiter shuffles a grid when it is made, before it can be told the seed. */
final class ShuffledGrid extends GridSearchCandidateGenerator {

    ShuffledGrid(SearchSpace space, int steps, long seed) {
        super(space, steps, Mode.RandomOrder, null);
        setRngSeed(seed);
        initialize();
    }
}
