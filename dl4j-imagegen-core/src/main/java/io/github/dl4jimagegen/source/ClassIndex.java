package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The classes and their order: class i is output i of the network. Immutable.
 *
 * @param names the names, without doubles, in the order of the outputs; empty if there are no classes
 */
public record ClassIndex(List<String> names) implements Serializable {

    private static final ClassIndex NONE = new ClassIndex(List.of());

    /**
     * Checks that no name stands twice.
     *
     * @param names the names, without doubles, in the order of the outputs; empty if there are no classes
     */
    public ClassIndex {
        names = List.copyOf(names);
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("class \"" + name + "\" stands twice in " + names);
            }
        }
    }

    /**
     * Returns the index of some names.
     *
     * @param names the names in the order of the outputs, at least one
     * @return an index
     * @throws IllegalArgumentException if there is no name
     */
    public static ClassIndex of(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException(
                    "a class index needs at least one class: for a source without classes use ClassIndex.none()");
        }
        return new ClassIndex(List.of(names));
    }

    /**
     * Returns the index of classes that have no names but numbers.
     *
     * @param count how many classes
     * @return the classes "0", "1", ... in this order
     */
    public static ClassIndex numbered(int count) {
        return new ClassIndex(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    /**
     * Returns the index of a source without classes, whose images have the label -1.
     *
     * @return an empty index
     */
    public static ClassIndex none() {
        return NONE;
    }

    /**
     * Returns the number of classes.
     *
     * @return at least 0
     */
    public int size() {
        return names.size();
    }
}
