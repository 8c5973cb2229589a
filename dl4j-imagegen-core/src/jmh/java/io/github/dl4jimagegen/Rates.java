package io.github.dl4jimagegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** How fast one thing was done in each round, in images per second. */
final class Rates {

    private final String name;
    private final List<Double> rounds = new ArrayList<>();

    Rates(String name) {
        this.name = name;
    }

    /** Does it once more, and counts the images. */
    void measure(IntSupplier images) {
        long start = System.nanoTime();
        int done = images.getAsInt();
        rounds.add(done / ((System.nanoTime() - start) / 1e9));
    }

    double median() {
        List<Double> sorted = rounds.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %.0f images/s (%.0f to %.0f)",
                name,
                median(),
                rounds.stream().mapToDouble(r -> r).min().orElseThrow(),
                rounds.stream().mapToDouble(r -> r).max().orElseThrow());
    }
}
