package io.github.dl4jimagegen.search;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** For how long each candidate and all together may go on. Immutable. */
record SearchLimits(@Nullable Duration perCandidate, Deadline search) {

    static final SearchLimits NONE = new SearchLimits(null, Deadline.NEVER);

    /** Starts the clock of a candidate. */
    CandidateLimits forCandidate() {
        return new CandidateLimits(Deadline.in(perCandidate), search);
    }
}
