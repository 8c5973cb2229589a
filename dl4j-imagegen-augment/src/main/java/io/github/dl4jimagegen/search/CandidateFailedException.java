package io.github.dl4jimagegen.search;

import java.io.Serial;
import java.time.Duration;

/** Says why a candidate has no score: it diverged, took too long, or could not be drawn. */
public final class CandidateFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Whether another run, or another machine, might not have failed. */
    private final boolean timedOut;

    CandidateFailedException(String message) {
        this(message, false);
    }

    private CandidateFailedException(String message, boolean timedOut) {
        super(message);
        this.timedOut = timedOut;
    }

    static CandidateFailedException timedOut(Duration limit, String more) {
        return new CandidateFailedException(
                "the time limit of " + limit.toMillis() / 1000.0 + " s for a candidate has passed" + more, true);
    }

    boolean timedOut() {
        return timedOut;
    }
}
