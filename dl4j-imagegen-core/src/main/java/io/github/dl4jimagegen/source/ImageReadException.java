package io.github.dl4jimagegen.source;

import org.jspecify.annotations.Nullable;

/** An image cannot be read or decoded. The message names the file, its class and its index. */
public class ImageReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what cannot be read and why
     * @param cause the failure behind it, if there is one
     */
    public ImageReadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
