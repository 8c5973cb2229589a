package io.github.dl4jimagegen.examples;

import java.util.concurrent.TimeUnit;

/**
 * How long a side's turn is: as many whole epochs as it takes to have so many images, or so much time, whichever is first.
 *
 * @param images how many images are enough
 * @param seconds how much time is enough
 */
record BenchRound(long images, long seconds) {

    /** Returns whether a further epoch belongs to it. */
    boolean goesOn(long done, long start) {
        return done < images && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds);
    }
}
