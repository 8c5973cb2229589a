package io.github.dl4jimagegen.engine;

/** The end of an image file is missing. */
public final class TruncatedImageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    TruncatedImageException(String message) {
        super(message);
    }
}
