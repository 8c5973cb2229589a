package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/** The compositions of {@link Mixing}. What they choose from draws from streams of its own. */
final class Mixings {

    private Mixings() {}

    record Sometimes(double probability, Mixing mixing) implements Mixing {

        Sometimes {
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

    record OneOf(List<Mixing> choices) implements Mixing {

        OneOf {
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
}
