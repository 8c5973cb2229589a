package io.github.dl4jimagegen.search;

import java.util.Objects;

/** For how long a candidate may go on: until its own time is over, or that of the search. Immutable. */
record CandidateLimits(Deadline candidate, Deadline search) {

    long remaining() {
        return Math.min(candidate.remaining(), search.remaining());
    }

    void check() {
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
