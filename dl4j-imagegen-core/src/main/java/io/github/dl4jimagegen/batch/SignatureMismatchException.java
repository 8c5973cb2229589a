package io.github.dl4jimagegen.batch;

/** A generator's example is not what the output signature says. */
public class SignatureMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message the number of the example, what it is and what the signature says
     */
    public SignatureMismatchException(String message) {
        super(message);
    }
}
