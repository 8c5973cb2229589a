package io.github.dl4jimagegen.generator;

import static io.github.dl4jimagegen.generator.Examples.INFINITE;
import static io.github.dl4jimagegen.generator.Examples.UNKNOWN;

/** How numbers of examples that may be infinite or unknown are added, multiplied and compared. */
final class Cardinality {

    private Cardinality() {}

    /** Of one sequence after the other. */
    static long sum(long a, long b) {
        if (a == INFINITE || b == INFINITE) {
            return INFINITE;
        }
        return a == UNKNOWN || b == UNKNOWN || a + b < 0 ? UNKNOWN : a + b;
    }

    /** Of two sequences side by side, which end with the shorter one. */
    static long shorter(long a, long b) {
        if (a == UNKNOWN || b == UNKNOWN) {
            return UNKNOWN;
        }
        if (a == INFINITE || b == INFINITE) {
            return a == INFINITE ? b : a;
        }
        return Math.min(a, b);
    }

    /** Of a sequence several times over; infinitely often if times is INFINITE. */
    static long product(long cardinality, long times) {
        if (cardinality == 0 || times == 0) {
            return 0;
        }
        if (cardinality == INFINITE || times == INFINITE) {
            return INFINITE;
        }
        return cardinality == UNKNOWN || cardinality > Long.MAX_VALUE / times ? UNKNOWN : cardinality * times;
    }
}
