package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * A mixing of a share of the batches, {@link Mixing#sometimes}. Immutable.
 *
 * @param probability from 0 (never) to 1 (always)
 * @param mixing what is done then; it draws from a stream of its own
 */
public record MixSometimes(double probability, Mixing mixing) implements Mixing {

    /**
     * Checks the probability.
     *
     * @param probability from 0 (never) to 1 (always)
     * @param mixing what is done then
     */
    public MixSometimes {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must lie in [0, 1] but was " + probability);
        }
    }

    @Override
    public List<Mix> draw(int rows, ImageShape shape, SampleRandom random) {
        return random.nextDouble() < probability ? mixing.draw(rows, shape, random.step(0)) : List.of();
    }

    @Override
    public String describe() {
        return mixing.describe() + " in " + probability + " of the batches";
    }
}
