package io.github.dl4jimagegen.examples;

import java.io.IOException;

/** One of those that take turns in {@link Bench}. For one thread. */
interface BenchSide {

    /**
     * Does as many whole epochs as it takes to have so many images, and remembers how fast that was.
     *
     * @param least how many images
     * @throws IOException if one cannot be read
     */
    void round(long least) throws IOException;

    /** Forgets the rounds so far, which were there to warm up. */
    void forgetWarmUp();
}
