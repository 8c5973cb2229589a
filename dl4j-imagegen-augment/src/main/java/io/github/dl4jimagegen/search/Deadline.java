package io.github.dl4jimagegen.search;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When something has taken too long: so long after a start. Immutable.
 *
 * @param limit null for never
 * @param start by {@link System#nanoTime}
 */
record Deadline(@Nullable Duration limit, long start) {

    static final Deadline NEVER = in(null);

    private static final Duration A_YEAR = Duration.ofDays(365);

    static Deadline in(@Nullable Duration limit) {
        return new Deadline(limit, System.nanoTime());
    }

    static Duration checked(String name, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive but was " + limit);
        }
        return limit;
    }

    /** Returns how many nanoseconds there are left, at most those of a year. */
    long remaining() {
        Duration rest = limit == null || limit.compareTo(A_YEAR) > 0 ? A_YEAR : limit;
        return rest.toNanos() - (System.nanoTime() - start);
    }

    boolean passed() {
        return limit != null && remaining() <= 0;
    }
}
