package io.github.dl4jimagegen.search;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** For how long a candidate may go on: until its time is over, or that of the search, or the search is interrupted. */
record CandidateLimits(Deadline candidate, Deadline search, AtomicBoolean interrupted) {

    CandidateLimits(Deadline candidate, Deadline search) {
        this(candidate, search, new AtomicBoolean());
    }

    /** Ends the candidate after its batch. */
    void interrupt() {
        interrupted.set(true);
    }

    long remaining() {
        return Math.min(candidate.remaining(), search.remaining());
    }

    void check() {
        if (interrupted.get()) {
            throw new SearchEndedException("the search was interrupted");
        }
        if (candidate.passed() || search.passed()) {
            throw exceeded("");
        }
    }

    /** Returns what ends the candidate. */
    RuntimeException exceeded(String more) {
        return candidate.passed()
                ? CandidateFailedException.timedOut(Objects.requireNonNull(candidate.limit()), more)
                : new SearchEndedException("the time limit of the search has passed" + more);
    }
}
