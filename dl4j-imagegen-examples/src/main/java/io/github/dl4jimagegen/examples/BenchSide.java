package io.github.dl4jimagegen.examples;

import java.io.IOException;

/** One of those that take turns in {@link Bench}. For one thread. */
interface BenchSide {

    /**
     * Does as many whole epochs as belong to a round, and remembers how fast that was.
     *
     * @param round how long it is
     * @throws IOException if one cannot be read
     */
    void round(BenchRound round) throws IOException;

    /** Forgets the rounds so far, which were there to warm up. */
    void forgetWarmUp();
}
