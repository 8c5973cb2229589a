package io.github.dl4jimagegen.source;

import java.util.stream.IntStream;

/**
 * Two views of one source that have no image in common. Immutable.
 *
 * @param training the images to train on
 * @param validation the images to judge by
 */
public record Split(ImageSource training, ImageSource validation) {

    /**
     * Returns the split that Keras's {@code flow_from_directory} makes: of each class of n images the first
     * {@code (int) (share * n)} are for validation, the others for training, both in the order of the source. The
     * product is one of binary floating point and truncated, so 0.29 of 100 images are 28.
     *
     * @param source what is split
     * @param validationShare the share of each class that is for validation, above 0 and below 1
     * @return the two views
     * @throws IllegalArgumentException if the share is not strictly between 0 and 1, or leaves no image for
     *     validation
     */
    public static Split perClass(ImageSource source, double validationShare) {
        checkShare(validationShare);
        int[] left = new int[source.classes().size()];
        for (int i = 0; i < source.size(); i++) {
            if (source.label(i) < 0) {
                throw new IllegalArgumentException("a split per class needs one class an image but " + source.name(i)
                        + " under " + source + " has not: use Split.byPosition");
            }
            left[source.label(i)]++;
        }
        for (int c = 0; c < left.length; c++) {
            left[c] = (int) (validationShare * left[c]);
        }
        boolean[] isValidation = new boolean[source.size()];
        for (int i = 0; i < source.size(); i++) {
            isValidation[i] = left[source.label(i)]-- > 0;
        }
        Split split = new Split(
                view(source, IntStream.range(0, source.size()).filter(i -> !isValidation[i])),
                view(source, IntStream.range(0, source.size()).filter(i -> isValidation[i])));
        if (split.validation.size() == 0) {
            throw new IllegalArgumentException("a validation share of " + validationShare
                    + " leaves no image for validation: the largest class of " + source
                    + " is too small; use a larger share or more images");
        }
        return split;
    }

    /**
     * Returns the split that Keras's {@code flow_from_dataframe} and {@code flow} make: of all n images the first
     * {@code (int) (share * n)} are for validation, the others for training, whatever their classes. A table that is
     * sorted by class should be split {@link #perClass}, or shuffled first.
     *
     * @param source what is split
     * @param validationShare the share of the images that is for validation, above 0 and below 1
     * @return the two views
     * @throws IllegalArgumentException if the share is not strictly between 0 and 1, or leaves no image for
     *     validation
     */
    public static Split byPosition(ImageSource source, double validationShare) {
        checkShare(validationShare);
        int first = (int) (validationShare * source.size());
        if (first == 0) {
            throw new IllegalArgumentException("a validation share of " + validationShare
                    + " leaves no image for validation among the " + source.size() + " of " + source
                    + ": use a larger share or more images");
        }
        return new Split(
                view(source, IntStream.range(first, source.size())), view(source, IntStream.range(0, first)));
    }

    private static void checkShare(double validationShare) {
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException(
                    "the validation share must lie strictly between 0 and 1 but was " + validationShare);
        }
    }

    private static ImageSource view(ImageSource source, IntStream indices) {
        return new SourceView(source, indices.toArray());
    }
}
