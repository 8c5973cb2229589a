package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * Augmentations one after the other, in an order drawn for each sample: {@link Augmentation#randomOrder}. Immutable.
 *
 * @param steps what is done
 */
public record RandomOrder(List<Augmentation> steps) implements Augmentation {

    /**
     * Copies the list.
     *
     * @param steps what is done
     */
    public RandomOrder {
        steps = Steps.copy("randomOrder", steps);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return Steps.draw(steps, Steps.shuffled(steps.size(), random.step(0)), shape, random, 1);
    }

    @Override
    public String describe() {
        return "randomOrder(" + Steps.describe(steps) + ")";
    }
}
