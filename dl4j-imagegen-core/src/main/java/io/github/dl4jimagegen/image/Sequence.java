package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * Augmentations one after the other: {@link Augmentation#sequence}. Immutable.
 *
 * @param steps in the order in which they are done
 */
public record Sequence(List<Augmentation> steps) implements Augmentation {

    /**
     * Copies the list.
     *
     * @param steps in the order in which they are done
     */
    public Sequence {
        steps = Steps.copy("sequence", steps);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return Steps.draw(steps, Steps.inOrder(steps.size()), shape, random, 0);
    }

    @Override
    public String describe() {
        return Steps.describe(steps);
    }
}
