package io.github.dl4jimagegen.search;

import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;

/** How candidates are drawn from a space. Immutable. */
public sealed interface SearchMethod {

    /**
     * Returns candidates drawn independently.
     *
     * @return random search, which is hard to beat for a few dozen candidates
     */
    static SearchMethod random() {
        return new Random();
    }

    /**
     * Returns all combinations of so many values of each parameter, in random order.
     *
     * @param steps values of each continuous or integer parameter, at least 2; discrete ones have all theirs
     * @return grid search
     * @throws IllegalArgumentException if it is less than 2
     */
    static SearchMethod grid(int steps) {
        return new Grid(steps);
    }

    /**
     * Returns candidates bred from the best so far, generation by generation.
     *
     * @param population candidates of a generation, at least 4
     * @return genetic search
     * @throws IllegalArgumentException if it is less than 4
     */
    static SearchMethod genetic(int population) {
        return new Genetic(population);
    }

    /**
     * Makes the generator that draws.
     *
     * @param space what is searched
     * @param seed of everything that is drawn
     * @param score what is compared
     * @return a new generator
     */
    CandidateGenerator generator(SearchSpace space, long seed, ScoreFunction score);

    /**
     * Returns how many candidates are drawn before any of their scores play a part.
     *
     * @return 0 if scores never do
     */
    int generation();

    /** Independent draws. */
    record Random() implements SearchMethod {

        @Override
        public CandidateGenerator generator(SearchSpace space, long seed, ScoreFunction score) {
            RandomSearchGenerator generator = new RandomSearchGenerator(space);
            generator.setRngSeed(seed);
            return generator;
        }

        @Override
        public int generation() {
            return 0;
        }
    }

    /**
     * All combinations.
     *
     * @param steps values of each parameter
     */
    record Grid(int steps) implements SearchMethod {

        /**
         * Checks the number.
         *
         * @param steps values of each parameter
         * @throws IllegalArgumentException if it is less than 2
         */
        public Grid {
            if (steps < 2) {
                throw new IllegalArgumentException("a grid must have at least 2 steps but had " + steps);
            }
        }

        @Override
        public CandidateGenerator generator(SearchSpace space, long seed, ScoreFunction score) {
            return new ShuffledGrid(space, steps, seed);
        }

        @Override
        public int generation() {
            return 0;
        }
    }

    /**
     * Selection, crossover and mutation.
     *
     * @param population candidates of a generation
     */
    record Genetic(int population) implements SearchMethod {

        /**
         * Checks the number.
         *
         * @param population candidates of a generation
         * @throws IllegalArgumentException if it is less than 4
         */
        public Genetic {
            if (population < 4) {
                throw new IllegalArgumentException(
                        "a population must have at least 4 candidates but had " + population);
            }
        }

        @Override
        public CandidateGenerator generator(SearchSpace space, long seed, ScoreFunction score) {
            RandomGenerator random = new JDKRandomGenerator();
            random.setSeed(seed);
            PopulationModel model =
                    new PopulationModel.Builder().populationSize(population).build();
            return new GeneticSearchCandidateGenerator.Builder(space, score)
                    .populationModel(model)
                    .selectionOperator(new GeneticSelectionOperator.Builder()
                            .randomGenerator(random)
                            .crossoverOperator(new SinglePointCrossover.Builder()
                                    .randomGenerator(random)
                                    .parentSelection(new RandomTwoParentSelection(random))
                                    .build())
                            .mutationOperator(new RandomMutationOperator.Builder()
                                    .randomGenerator(random)
                                    .build())
                            .build())
                    .build();
        }

        @Override
        public int generation() {
            return population;
        }
    }
}
