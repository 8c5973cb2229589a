package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many images a source has, class by class. Immutable.
 *
 * @param classes the classes; none for an unlabelled source
 * @param perClass how many images each of them has
 * @param total how many images there are, also those without a class
 */
public record ClassCounts(ClassIndex classes, List<Integer> perClass, int total) implements Serializable {

    private static final int SHOWN = 20;

    /**
     * Copies the list.
     *
     * @param classes the classes; none for an unlabelled source
     * @param perClass how many images each of them has
     * @param total how many images there are, also those without a class
     */
    public ClassCounts {
        perClass = List.copyOf(perClass);
    }

    /**
     * Counts the images of a source or of a view: {@code ClassCounts.of(split.validation()).of("cat")}.
     *
     * @param source what is counted
     * @return its counts
     */
    public static ClassCounts of(ImageSource source) {
        List<Integer> sizes = Arrays.stream(ByClass.sizes(source)).boxed().toList();
        return new ClassCounts(source.classes(), sizes.subList(0, sizes.size() - 1), source.size());
    }

    /**
     * Returns how many images a class has.
     *
     * @param name the name of the class
     * @return at least 0
     * @throws IllegalArgumentException if there is no such class
     */
    public int of(String name) {
        int label = classes.names().indexOf(name);
        if (label < 0) {
            throw new IllegalArgumentException("there is no class \"" + name + "\" among " + classes.names());
        }
        return perClass.get(label);
    }

    /** Returns for instance "80: cat 40, dog 40", or the extremes if there are more than 20 classes. */
    @Override
    public String toString() {
        if (perClass.isEmpty()) {
            return Integer.toString(total);
        }
        if (perClass.size() > SHOWN) {
            var extremes = perClass.stream().mapToInt(Integer::intValue).summaryStatistics();
            return total + ": " + perClass.size() + " classes of " + extremes.getMin() + " to " + extremes.getMax();
        }
        return IntStream.range(0, perClass.size())
                .mapToObj(label -> classes.names().get(label) + " " + perClass.get(label))
                .collect(Collectors.joining(", ", total + ": ", ""));
    }
}
