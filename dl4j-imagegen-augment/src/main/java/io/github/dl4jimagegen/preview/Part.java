package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.OneOf;
import io.github.dl4jimagegen.image.RandomOrder;
import io.github.dl4jimagegen.image.Sequence;
import io.github.dl4jimagegen.image.SomeOf;
import io.github.dl4jimagegen.image.Sometimes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One augmentation of a recipe, and the recipe in which it alone is done, to every image. All others stand in it as
 * augmentations that do nothing: so it draws the same numbers as it does among the others. Immutable.
 *
 * @param description what it is
 * @param share how it takes part in the recipe, in words; empty if it is always done
 * @param alone the recipe without the others
 */
record Part(String description, String share, Augmentation alone) {

    private static final Augmentation NOTHING = (shape, random) -> List.of();

    /** Returns the name without the parameters. */
    String name() {
        int end = IntStream.range(0, description.length())
                .filter(i -> "[(".indexOf(description.charAt(i)) >= 0)
                .findFirst()
                .orElse(description.length());
        return end == 0 ? description : description.substring(0, end);
    }

    /** Returns the augmentations of a recipe, however deep they stand in it. */
    static List<Part> of(Augmentation augmentation) {
        if (augmentation instanceof Sequence all) {
            return parts(all.steps(), "", (i, steps) -> new Sequence(steps));
        }
        if (augmentation instanceof RandomOrder all) {
            return parts(all.steps(), "in a drawn order", (i, steps) -> new RandomOrder(steps));
        }
        if (augmentation instanceof SomeOf some) {
            int count = some.choices().size();
            String share = some.fewest() == some.most()
                    ? some.most() + " of " + count
                    : some.fewest() + " to " + some.most() + " of " + count;
            return parts(some.choices(), share, (i, choices) -> new SomeOf(count, count, choices));
        }
        if (augmentation instanceof OneOf one) {
            return parts(
                    one.choices(),
                    "one of " + one.choices().size(),
                    (i, choices) -> new OneOf(choices, only(i, choices)));
        }
        if (augmentation instanceof Sometimes some) {
            String share = String.format(Locale.ROOT, "done to %.3g %% of the images", 100 * some.probability());
            return within(of(some.augmentation()), share, alone -> new Sometimes(1, alone));
        }
        return List.of(new Part(augmentation.describe(), "", augmentation));
    }

    private interface Composition {
        Augmentation of(int part, List<Augmentation> parts);
    }

    private static List<Part> parts(List<Augmentation> all, String share, Composition composition) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int place = i;
            parts.addAll(within(of(all.get(i)), share, alone -> {
                List<Augmentation> others = new ArrayList<>(Collections.nCopies(all.size(), NOTHING));
                others.set(place, alone);
                return composition.of(place, others);
            }));
        }
        return parts;
    }

    private static List<Double> only(int chosen, List<Augmentation> choices) {
        return IntStream.range(0, choices.size())
                .mapToObj(i -> i == chosen ? 1.0 : 0.0)
                .toList();
    }

    private static List<Part> within(List<Part> parts, String share, Function<Augmentation, Augmentation> whole) {
        return parts.stream()
                .map(part -> new Part(part.description, joined(share, part.share), whole.apply(part.alone)))
                .toList();
    }

    private static String joined(String outer, String inner) {
        return outer.isEmpty() || inner.isEmpty() ? outer + inner : outer + ", " + inner;
    }
}
