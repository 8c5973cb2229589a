package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Some of several augmentations, drawn for each sample and done in the order of the list: {@link Augmentation#someOf}.
 * Immutable.
 *
 * @param fewest how many are done at least
 * @param most how many are done at most
 * @param choices what can be done, each at most once
 */
public record SomeOf(int fewest, int most, List<Augmentation> choices) implements Augmentation {

    /**
     * Checks the numbers.
     *
     * @param fewest how many are done at least
     * @param most how many are done at most
     * @param choices what can be done, each at most once
     */
    public SomeOf {
        choices = Steps.notEmpty("someOf", choices);
        if (fewest < 0 || fewest > most || most > choices.size()) {
            throw new IllegalArgumentException("someOf must choose from 0 to all of its " + choices.size()
                    + " augmentations, the lower number first, but was " + fewest + " to " + most);
        }
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        SampleRandom choice = random.step(0);
        int count = fewest + choice.nextInt(most - fewest + 1);
        int[] chosen = Arrays.copyOf(Steps.shuffled(choices.size(), choice), count);
        Arrays.sort(chosen);
        return Steps.draw(choices, chosen, shape, random, 1);
    }

    @Override
    public String describe() {
        return "someOf(" + fewest + ", " + most + ", " + Steps.describe(choices) + ")";
    }
}
