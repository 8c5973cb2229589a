package io.github.dl4jimagegen.search;

import java.io.Serial;

/** Says why a candidate has no score: it diverged, or took too long. */
public final class CandidateFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CandidateFailedException(String message) {
        super(message);
    }

    CandidateFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
