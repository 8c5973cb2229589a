package io.github.dl4jimagegen.search;

import java.io.Serial;

/** Ends a candidate because the search is over. It has not failed, and is nothing to keep. */
final class SearchEndedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SearchEndedException(String message) {
        super(message);
    }
}
