package io.github.dl4jimagegen.prefetch;

import java.util.concurrent.CompletionException;

/** How a failure of a job reaches the consumer: unchecked ones as they are, checked ones as the cause of one. */
final class Failures {

    private Failures() {}

    static RuntimeException rethrow(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new CompletionException(failure);
    }
}
