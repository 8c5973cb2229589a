package io.github.dl4jimagegen.keras;

import java.io.Serializable;
import java.util.List;

/**
 * How the values that a network gets become pixels to look at. Immutable.
 *
 * @param compatibility which Keras
 * @param black what the network gets for black, in each channel or in all; empty if, instead, the least value of each
 *     picture becomes black and the greatest white: Keras's {@code array_to_img}
 * @param white what it gets for white
 */
record PictureValues(Compatibility compatibility, List<Double> black, List<Double> white) implements Serializable {

    static PictureValues stretched(Compatibility compatibility) {
        return new PictureValues(compatibility, List.of(), List.of());
    }

    /** Makes whole numbers from 0 to 255, in place, of rows of pixels of channels. */
    void toPixels(float[] values) {
        if (black.isEmpty()) {
            KerasValues.stretch(values, compatibility);
            KerasValues.truncate(values);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            double low = black.get(i % black.size());
            double high = white.get(i % white.size());
            long rounded = Math.round((values[i] - low) / (high - low) * 255);
            values[i] = Math.max(0, Math.min(255, rounded));
        }
    }
}
