package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * One of several augmentations, drawn for each sample: {@link Augmentation#oneOf}. Immutable.
 *
 * @param choices what can be done
 * @param weights how often each is, in relation to the others; as many as choices
 */
public record OneOf(List<Augmentation> choices, List<Double> weights) implements Augmentation {

    /**
     * Checks that there is a choice and a weight for each.
     *
     * @param choices what can be done
     * @param weights how often each is, in relation to the others; as many as choices
     */
    public OneOf {
        choices = Steps.notEmpty("oneOf", choices);
        weights = List.copyOf(weights);
        boolean finite = weights.stream().allMatch(weight -> weight >= 0 && weight < Double.POSITIVE_INFINITY);
        if (weights.size() != choices.size() || !finite || !(sum(weights) > 0)) {
            throw new IllegalArgumentException("oneOf needs a weight for each of its " + choices.size()
                    + " augmentations, none less than 0 and one greater, but got " + weights);
        }
    }

    private static double sum(List<Double> weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        double rest = random.step(0).nextDouble() * sum(weights);
        int chosen = -1;
        for (int i = 0; i < choices.size() && rest >= 0; i++) {
            if (weights.get(i) > 0) {
                rest -= weights.get(i);
                chosen = i;
            }
        }
        return choices.get(chosen).draw(shape, random.step(1 + chosen));
    }

    @Override
    public String describe() {
        return "oneOf(" + weights + ", " + Steps.describe(choices) + ")";
    }
}
