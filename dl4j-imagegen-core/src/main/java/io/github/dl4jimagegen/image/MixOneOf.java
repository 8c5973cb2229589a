package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * One of several mixings for each batch, {@link Mixing#oneOf}. Immutable.
 *
 * @param choices at least one, each as likely as any other; each draws from a stream of its own
 */
public record MixOneOf(List<Mixing> choices) implements Mixing {

    /**
     * Checks and copies the list.
     *
     * @param choices at least one
     */
    public MixOneOf {
        choices = List.copyOf(choices);
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one mixing to choose from");
        }
    }

    @Override
    public List<Mix> draw(int rows, ImageShape shape, SampleRandom random) {
        int choice = random.nextInt(choices.size());
        return choices.get(choice).draw(rows, shape, random.step(choice));
    }

    @Override
    public String describe() {
        return "one of " + choices.stream().map(Mixing::describe).toList();
    }
}
