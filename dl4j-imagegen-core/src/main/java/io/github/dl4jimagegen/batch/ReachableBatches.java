package io.github.dl4jimagegen.batch;

/**
 * Counts the memory of batches that are still reachable, or not yet known not to be, and says when a garbage collection
 * is due. Thread-safe.
 *
 * <p>It is once a budget is exceeded. But what the caller keeps does not go away, so half a budget has to come on top of
 * what was left after the last collection. One of young objects is tried first. It misses batches that were kept for a
 * while and then given up; where much is left after it, a full one follows soon.
 */
final class ReachableBatches {

    /** What should be collected. */
    enum Due {
        NOTHING,
        YOUNG,
        EVERYTHING
    }

    private long bytes;
    private long left;
    private long leftByFull;
    private boolean youngWasLast;

    synchronized void allocated(long more) {
        bytes += more;
    }

    synchronized void freed(long less) {
        bytes -= less;
        left = Math.min(left, bytes);
        leftByFull = youngWasLast ? Math.min(leftByFull, bytes) : left; // the collector may free late
    }

    /** Returns how much is reachable or not yet known not to be. */
    synchronized long bytes() {
        return bytes;
    }

    /**
     * Returns what has to be collected before a batch is allocated; the caller sees to it.
     *
     * @param more how large that batch is
     * @param budget how much there may be
     */
    synchronized Due due(long more, long budget) {
        long wanted = bytes + more;
        boolean missed = youngWasLast && left > leftByFull + budget / 4;
        if (wanted <= budget || wanted <= left + budget / (missed ? 8 : 2)) {
            return Due.NOTHING;
        }
        left = bytes; // without what may turn out to be too much to be allocated
        youngWasLast = !missed;
        return missed ? Due.EVERYTHING : Due.YOUNG;
    }
}
