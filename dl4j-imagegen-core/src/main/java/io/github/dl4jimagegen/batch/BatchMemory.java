package io.github.dl4jimagegen.batch;

import java.io.Serializable;

/**
 * Where the memory of batches comes from, and how long a batch is the caller's. Immutable.
 *
 * <p><b>Fresh</b>, the default: every batch has memory of its own and is the caller's to keep. It is used again after
 * the garbage collector has found it; past eight batches or 512 MB that wait for this, a collection is asked for.
 *
 * <p><b>Recycled</b>: a batch is valid until as many further batches have been handed out as the ring is long; then its
 * memory is filled anew. That takes little memory, and no collections are asked for. The ring must be
 * longer than the caller's look-ahead: 1 suffices for {@code fit}, {@code evaluate}, {@code output} and early
 * stopping, which are done with a batch before they ask for the next; {@code ParallelWrapper} needs its number of
 * workers twice and one more, and code that collects batches must not recycle at all.
 *
 * @param ring how many batches are valid at the same time; 0 for fresh memory
 * @param checking whether memory is spoilt instead of used again
 */
public record BatchMemory(int ring, boolean checking) implements Serializable {

    /**
     * Checks the length of the ring.
     *
     * @param ring how many batches are valid at the same time; 0 for fresh memory
     * @param checking whether memory is spoilt instead of used again
     */
    public BatchMemory {
        if (ring < 0) {
            throw new IllegalArgumentException("the ring must not be negative but was " + ring);
        }
    }

    /**
     * Returns fresh memory: every batch is the caller's to keep.
     *
     * @return the default
     */
    public static BatchMemory fresh() {
        return new BatchMemory(0, false);
    }

    /**
     * Returns recycled memory.
     *
     * @param ring how many batches are valid at the same time, at least 1: the one handed out last is one of them
     * @return memory that is used again
     * @throws IllegalArgumentException if the ring is less than 1
     */
    public static BatchMemory recycled(int ring) {
        if (ring < 1) {
            throw new IllegalArgumentException("the ring must be at least 1, the batch that is in use, but was " + ring
                    + ": use fresh() for batches of their own");
        }
        return new BatchMemory(ring, false);
    }

    /**
     * Returns this memory with a check for callers that keep a batch too long: what would be recycled is filled with
     * NaN (whole numbers with what ND4J makes of it, 255 in a UINT8 batch) and never used again, so that whoever still reads it finds out. For tests: it needs as
     * much memory as fresh().
     *
     * @return checking memory
     * @throws IllegalStateException if this is fresh
     */
    public BatchMemory withChecks() {
        if (ring == 0) {
            throw new IllegalStateException("fresh memory is not used again while anybody can read it, so there is"
                    + " nothing to check: use recycled(n).withChecks()");
        }
        return new BatchMemory(ring, true);
    }
}
