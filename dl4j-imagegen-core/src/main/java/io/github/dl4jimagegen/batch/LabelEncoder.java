package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.Target;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How the target of one example becomes a row of one of a batch's label arrays. Immutable and thread-safe. Made by a
 * {@link ClassMode}.
 */
public interface LabelEncoder {

    /**
     * Returns the dimensions of a row.
     *
     * @return at least one dimension, without that of the batch
     */
    long[] shape();

    /**
     * Returns the dimensions of a row of the labels' mask.
     *
     * @return without the dimension of the batch; null if there is no mask
     */
    default long @Nullable [] maskShape() {
        return null;
    }

    /**
     * Writes one row.
     *
     * @param target what is to be written, after augmentation
     * @param row as many values as the shape has, all 0 before
     * @param mask as many values as the mask's shape has, all 1 before; null if there is no mask
     * @throws IllegalArgumentException if it is a target of another kind, with what is needed
     */
    void encode(Target target, FloatBuffer row, @Nullable FloatBuffer mask);

    /**
     * Returns what stands in the labels' mask for the weight of an example. Deeplearning4j M2.1 takes a mask that is as
     * wide as the labels for one of single outputs, and multiplies the gradient by it twice.
     *
     * @param weight how much the example counts in training, finite and not negative
     * @return the value by which the gradient is multiplied once: the square root for labels of one column
     */
    default float maskOf(double weight) {
        return (float) (shape()[0] == 1 ? Math.sqrt(weight) : weight);
    }

    /**
     * Returns whether the labels are the features themselves, which only the batch can write.
     *
     * @return true for an autoencoder
     */
    default boolean copiesFeatures() {
        return false;
    }

    /**
     * Returns whether means of the labels of several examples are labels, too: soft ones, of a mixture of their images.
     *
     * @return false unless overridden
     */
    default boolean canBeMixed() {
        return false;
    }
}
