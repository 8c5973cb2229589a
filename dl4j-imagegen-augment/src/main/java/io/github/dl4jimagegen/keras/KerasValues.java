package io.github.dl4jimagegen.keras;

/** Keras's changes of values, in place and in single precision, as numpy and Pillow make them. */
final class KerasValues {

    private KerasValues() {}

    /** Adds a number and cuts off what leaves the range that the image itself had, over all channels. */
    static void shift(float[] values, float by) {
        float least = least(values);
        float greatest = greatest(values);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(Math.max(values[i] + by, least), greatest);
        }
    }

    /**
     * Makes an image brighter or darker with Pillow, for which it has to become 8-bit and back. Only keras-preprocessing
     * 1.1 leaves it in the 8-bit range; Keras 3 takes images there, and back, only if they have values outside of it. So
     * an image with values from 0 to 1 becomes black in Keras 3.
     */
    static void brighten(float[] values, int channels, float factor, Compatibility compatibility) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("brightnessRange needs images of 1, 3 or 4 channels in this mode, as in"
                    + " Keras, but was given one of " + channels);
        }
        float least = least(values);
        float greatest = greatest(values);
        boolean outside = compatibility == Compatibility.KERAS_3 && (least < 0 || greatest > 255);
        if (outside || compatibility == Compatibility.KERAS_PREPROCESSING_1_1) {
            stretch(values, compatibility);
        }
        truncate(values);
        for (int i = 0; i < values.length; i++) {
            boolean alpha = channels == 4 && i % 4 == 3;
            float bright = alpha ? values[i] : Math.min(Math.max((int) (factor * values[i]), 0), 255);
            values[i] = outside ? bright / 255 * (greatest - least) + least : bright;
        }
    }

    /** Stretches values so that the greatest is 255; the least becomes 0, in keras-preprocessing 1.1 if it is negative. */
    static void stretch(float[] values, Compatibility compatibility) {
        float least = least(values);
        float by = compatibility == Compatibility.KERAS_3 ? -least : Math.max(-least, 0);
        float greatest = greatest(values) + by;
        for (int i = 0; i < values.length; i++) {
            float value = values[i] + by;
            values[i] = (greatest == 0 ? value : value / greatest) * 255;
        }
    }

    /** Drops the fractions, as numpy does when it makes bytes. */
    static void truncate(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) values[i];
        }
    }

    /** Reverses the columns. */
    static void flipHorizontal(float[] values, int width, int channels) {
        for (int row = 0; row < values.length; row += width * channels) {
            reverse(values, row, width, channels);
        }
    }

    /** Reverses the rows. */
    static void flipVertical(float[] values, int width, int channels) {
        reverse(values, 0, values.length / (width * channels), width * channels);
    }

    private static void reverse(float[] values, int start, int count, int size) {
        for (int i = 0, j = count - 1; i < j; i++, j--) {
            for (int k = 0; k < size; k++) {
                float other = values[start + i * size + k];
                values[start + i * size + k] = values[start + j * size + k];
                values[start + j * size + k] = other;
            }
        }
    }

    private static float least(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static float greatest(float[] values) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }
}
