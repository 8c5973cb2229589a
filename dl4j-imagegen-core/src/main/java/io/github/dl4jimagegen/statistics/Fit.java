package io.github.dl4jimagegen.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What statistics are found of. Immutable.
 *
 * <pre>{@code
 * pipeline.fit(source, Fit.everyImage().sample(5_000).withCovariance())
 * }</pre>
 *
 * @param images how many images are drawn at random, or 0 for all
 * @param rounds how often each image is taken, augmented anew each time; 0 for once, as it is
 * @param covariance whether it is found how the values of an image vary together
 * @param listener who is told how far it is, or null
 */
public record Fit(
        int images,
        int rounds,
        boolean covariance,
        @Nullable Listener listener) {

    /** Is told how far the finding of statistics is. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called after each batch, on the thread that called {@code fit}. What it throws ends the fit.
         *
         * @param done how many images have been taken
         * @param total how many there are, or a negative number if that is not known
         */
        void progress(long done, long total);
    }

    /**
     * Checks the numbers.
     *
     * @param images how many images are drawn at random, or 0 for all
     * @param rounds how often each image is taken, augmented anew each time; 0 for once, as it is
     * @param covariance whether it is found how the values of an image vary together
     * @param listener who is told how far it is, or null
     */
    public Fit {
        if (images < 0 || rounds < 0) {
            throw new IllegalArgumentException(
                    "images and rounds must not be negative but were " + images + " and " + rounds);
        }
    }

    /**
     * Returns the fit over every image once, as an evaluation flow has it, of mean and standard deviation only.
     *
     * @return the default
     */
    public static Fit everyImage() {
        return new Fit(0, 0, false, null);
    }

    /**
     * Takes a random sample of the images, drawn from the pipeline's seed without replacement. All, if there are no more.
     *
     * @param size how many, at least 1
     * @return a new fit
     * @throws IllegalArgumentException if it is less than 1
     */
    public Fit sample(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a sample must have at least 1 image but was to have " + size);
        }
        return new Fit(size, rounds, covariance, listener);
    }

    /**
     * Takes each image several times, augmented as in the epochs of a training flow: Keras's {@code fit(augment=True,
     * rounds=rounds)}.
     *
     * @param times how often, at least 1
     * @return a new fit
     * @throws IllegalArgumentException if it is less than 1
     */
    public Fit augmented(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("rounds must be at least 1 but were " + times);
        }
        return new Fit(images, times, covariance, listener);
    }

    /**
     * Finds also how the values of an image vary together, which ZCA needs: a matrix of d x d numbers, where d is the
     * number of values of an image.
     *
     * @return a new fit
     */
    public Fit withCovariance() {
        return new Fit(images, rounds, true, listener);
    }

    /**
     * Sets who is told how far it is. Every few seconds a line is logged anyway.
     *
     * @param progress for instance a progress bar
     * @return a new fit
     */
    public Fit listener(Listener progress) {
        return new Fit(images, rounds, covariance, progress);
    }
}
