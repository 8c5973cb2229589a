package io.github.dl4jimagegen.checkpoint;

/** A saved state does not belong to the data or the recipe that it was to be restored over. */
public class StateMismatchException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param difference both sides of the first difference
     */
    public StateMismatchException(String difference) {
        super("the state does not suit the iterator: " + difference
                + ". Restore it over the same data with the same recipe, or start anew without it.");
    }
}
