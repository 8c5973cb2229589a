package io.github.dl4jimagegen.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast one thing was done in each round. For one thread. */
final class BenchRates {

    private final List<Double> rounds = new ArrayList<>();

    /**
     * Images a second over all rounds.
     *
     * @param median of the rounds
     * @param slowest the slowest round
     * @param fastest the fastest round
     */
    record Rate(double median, double slowest, double fastest) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f images/s (%,.0f to %,.0f)", median, slowest, fastest);
        }
    }

    void add(long images, long nanoseconds) {
        rounds.add(images / (nanoseconds / 1e9));
    }

    /** Forgets the rounds so far, which were there to warm up. */
    void clear() {
        rounds.clear();
    }

    Rate rate() {
        List<Double> sorted = rounds.stream().sorted().toList();
        return new Rate(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
