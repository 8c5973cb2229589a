package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * An augmentation done to a share of the samples: {@link Augmentation#sometimes}. Immutable.
 *
 * @param probability from 0 (never) to 1 (always)
 * @param augmentation what is done then
 */
public record Sometimes(double probability, Augmentation augmentation) implements Augmentation {

    /**
     * Checks the probability.
     *
     * @param probability from 0 (never) to 1 (always)
     * @param augmentation what is done then
     */
    public Sometimes {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must lie in [0, 1] but was " + probability);
        }
        Steps.checkThere("sometimes", augmentation);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return random.step(0).nextDouble() < probability ? augmentation.draw(shape, random.step(1)) : List.of();
    }

    @Override
    public String describe() {
        return "sometimes(" + probability + ", " + augmentation.describe() + ")";
    }
}
