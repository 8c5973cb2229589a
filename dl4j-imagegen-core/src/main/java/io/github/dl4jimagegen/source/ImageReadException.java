package io.github.dl4jimagegen.source;

import org.jspecify.annotations.Nullable;

/** An image cannot be read, decoded or prepared. The message names the file, its class and its index. */
public class ImageReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean inFile;

    /**
     * Makes the exception.
     *
     * @param message what cannot be read and why
     * @param cause the failure behind it, if there is one
     */
    public ImageReadException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    /**
     * Makes the exception.
     *
     * @param message what cannot be read and why
     * @param cause the failure behind it, if there is one
     * @param inFile whether it lies in the image itself, which cannot be read or decoded
     */
    public ImageReadException(String message, @Nullable Throwable cause, boolean inFile) {
        super(message, cause);
        this.inFile = inFile;
    }

    /**
     * Returns whether the failure lies in the image itself, so that another image may do.
     *
     * @return true if it cannot be read or decoded; false if preparing it failed
     */
    public boolean isInFile() {
        return inFile;
    }
}
