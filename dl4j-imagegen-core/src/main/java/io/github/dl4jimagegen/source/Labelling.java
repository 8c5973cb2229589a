package io.github.dl4jimagegen.source;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Classes made of the names that images' classes have, and the label of each image. */
final class Labelling {

    private final ClassIndex classes;
    private final int[] labels;

    private Labelling(ClassIndex classes, int[] labels) {
        this.classes = classes;
        this.labels = labels;
    }

    /** Returns the sorted classes of some images, each of which is asked for its class once. */
    static Labelling of(int size, Comparator<String> order, IntFunction<String> classOf) {
        Map<String, Integer> found = new HashMap<>();
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            String name = classOf.apply(i);
            found.putIfAbsent(name, found.size());
            numbers[i] = found.getOrDefault(name, -1);
        }
        List<String> sorted = found.keySet().stream().sorted(order).toList();
        int[] labelOf = new int[sorted.size()];
        for (int label = 0; label < labelOf.length; label++) {
            labelOf[found.getOrDefault(sorted.get(label), -1)] = label;
        }
        return new Labelling(
                new ClassIndex(sorted),
                Arrays.stream(numbers).map(number -> labelOf[number]).toArray());
    }

    ClassIndex classes() {
        return classes;
    }

    int[] labels() {
        return labels;
    }
}
