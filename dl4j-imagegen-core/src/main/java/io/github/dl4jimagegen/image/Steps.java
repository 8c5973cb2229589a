package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the compositions have in common: some of their parts, one after the other. */
final class Steps {

    private Steps() {}

    /**
     * Draws from parts in an order. Each has a stream of its own, whichever others there are, and sees the shape that
     * those before it result in.
     *
     * @param parts all parts
     * @param order the indices of those to be done
     * @param firstStream the number of the stream of part 0
     */
    static List<ImageOperation> draw(
            List<Augmentation> parts, int[] order, ImageShape shape, SampleRandom random, int firstStream) {
        List<ImageOperation> operations = new ArrayList<>();
        ImageShape current = shape;
        for (int i : order) {
            for (ImageOperation operation : parts.get(i).draw(current, random.step(firstStream + i))) {
                operations.add(operation);
                current = operation.outputShape(current);
            }
        }
        return operations;
    }

    /** Returns the numbers from 0, in an order of which all are equally likely (Fisher and Yates). */
    static int[] shuffled(int count, SampleRandom random) {
        int[] order = inOrder(count);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    static int[] inOrder(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    static String describe(List<Augmentation> parts) {
        return parts.stream().map(Augmentation::describe).collect(Collectors.joining(", ", "[", "]"));
    }

    static List<Augmentation> notEmpty(String name, List<Augmentation> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(name + " needs at least one augmentation but got none");
        }
        return copy(name, parts);
    }

    static List<Augmentation> copy(String name, List<Augmentation> parts) {
        parts.forEach(part -> checkThere(name, part));
        return List.copyOf(parts);
    }

    /** Returns what a function has drawn, as a list. */
    static List<ImageOperation> drawn(@Nullable ImageOperation operation) {
        if (operation == null) {
            throw new IllegalStateException(
                    "it drew null; where nothing is to be done, draw Warp.identity(shape) or" + " PixelOp.chain()");
        }
        return List.of(operation);
    }

    static void checkThere(String name, @Nullable Augmentation part) {
        if (part == null) {
            throw new NullPointerException(name + " was given null in place of an augmentation");
        }
    }
}
