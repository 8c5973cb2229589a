package io.github.dl4jimagegen.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of a table whose image stands in a row before, whatever its path looks like: "a.png" and "./a.png". */
final class DoubledRows {

    private static final int NAMED = 3;

    private final int[] firsts;

    /** Only rows whose paths have equal hashes are compared, so that a long table takes four bytes a row. */
    DoubledRows(NameList names, Path directory) {
        IntFunction<String> path =
                row -> directory.resolve(names.get(row)).normalize().toString();
        int[] hashes = IntStream.range(0, names.size())
                .map(row -> path.apply(row).hashCode())
                .toArray();
        int[] sorted = hashes.clone();
        Arrays.sort(sorted);
        firsts = IntStream.range(0, hashes.length).toArray();
        Map<String, Integer> seen = new HashMap<>();
        for (int row = 0; row < hashes.length; row++) {
            if (standsTwice(sorted, hashes[row])) {
                Integer first = seen.putIfAbsent(path.apply(row), row);
                firsts[row] = first == null ? row : first;
            }
        }
    }

    private static boolean standsTwice(int[] sorted, int hash) {
        int at = Arrays.binarySearch(sorted, hash);
        return (at > 0 && sorted[at - 1] == hash) || (at + 1 < sorted.length && sorted[at + 1] == hash);
    }

    /** Returns for each row the first one with the same image. */
    int[] firsts() {
        return firsts;
    }

    boolean isEmpty() {
        return rows().findAny().isEmpty();
    }

    private IntStream rows() {
        return IntStream.range(0, firsts.length).filter(row -> firsts[row] != row);
    }

    /** Returns in words how many rows there are, and the first of them. */
    String summary(Table table, IntFunction<String> describe, IntPredicate contradicts) {
        long contradictions = rows().filter(contradicts).count();
        return rows().count() + " rows of " + table + " have the image of a row before, "
                + (contradictions == 0 ? "" : contradictions + " of them with another label, ")
                + "and stay on its side of a split; the first: "
                + rows().limit(NAMED).mapToObj(describe).collect(Collectors.joining(", "));
    }
}
