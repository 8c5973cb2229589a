package io.github.dl4jimagegen.generator;

/** What is done about an example that fails. */
public enum OnError {

    /** The exception is thrown, in its place. */
    FAIL,

    /** The example is left out and counted; the count is logged at the end of the pass, with the first exception. */
    SKIP
}
