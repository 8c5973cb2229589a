package io.github.dl4jimagegen.image;

import java.util.List;

/**
 * A weighted sum of differently changed versions of an image: values mix, alpha stays as it is. Masks, boxes and
 * keypoints stay where they are, whatever the parts do. Immutable.
 *
 * @param parts what is mixed, at least one; the weights usually sum up to 1
 */
public record Mixture(List<Part> parts) implements PixelOp {

    /**
     * Checks and copies the list.
     *
     * @param parts what is mixed, at least one; the weights usually sum up to 1
     */
    public Mixture {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a mixture needs at least one part");
        }
    }

    /**
     * Returns the shape, which is the input's.
     *
     * @param input the shape of the image it is done to
     * @return the same shape
     * @throws IllegalArgumentException if a part makes another shape of it
     */
    @Override
    public ImageShape outputShape(ImageShape input) {
        for (Part part : parts) {
            ImageShape output = input;
            for (ImageOperation operation : part.operations()) {
                output = operation.outputShape(output);
            }
            if (!output.equals(input)) {
                throw new IllegalArgumentException(
                        "a part of a mixture must keep the shape " + input + " but made " + output);
            }
        }
        return input;
    }

    /**
     * A changed version of the image. Immutable.
     *
     * @param weight its share, finite
     * @param operations how it comes about, keeping the size; none for the image as it is
     */
    public record Part(double weight, List<ImageOperation> operations) {

        /**
         * Checks the weight and copies the list.
         *
         * @param weight its share, finite
         * @param operations how it comes about, keeping the size; none for the image as it is
         */
        public Part {
            operations = List.copyOf(operations);
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("a weight must be finite but was " + weight);
            }
        }
    }
}
