package io.github.dl4jimagegen;

import org.jspecify.annotations.Nullable;

/**
 * What a network says of one image. Immutable.
 *
 * @param name the name of the image; for a folder its path relative to the root
 * @param actual the class it belongs to, or null if the flow has no labels
 * @param predicted the class the network takes it for
 * @param probability how sure the network is of that class, 0 to 1 for a softmax or sigmoid output
 */
public record Prediction(String name, @Nullable String actual, String predicted, double probability) {

    /**
     * Returns whether the network is wrong.
     *
     * @return true if the class is known and is another one
     */
    public boolean wrong() {
        return actual != null && !actual.equals(predicted);
    }
}
