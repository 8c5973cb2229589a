package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.ValueRange;
import java.io.Serializable;

/**
 * How the values that a network gets become pixels to look at. Immutable.
 *
 * @param compatibility which Keras
 * @param rescale the factor of the values
 * @param range black and white before rescaling
 * @param stretches whether, instead, the least value becomes black and the greatest white: Keras's {@code array_to_img}
 */
record PictureValues(Compatibility compatibility, double rescale, ValueRange range, boolean stretches)
        implements Serializable {

    /** Makes whole numbers from 0 to 255, in place. */
    void toPixels(float[] values) {
        if (stretches) {
            KerasValues.stretch(values, compatibility);
            KerasValues.truncate(values);
            return;
        }
        double unit = 255 / (range.high() - range.low());
        for (int i = 0; i < values.length; i++) {
            long rounded = Math.round((values[i] / rescale - range.low()) * unit);
            values[i] = Math.max(0, Math.min(255, rounded));
        }
    }
}
