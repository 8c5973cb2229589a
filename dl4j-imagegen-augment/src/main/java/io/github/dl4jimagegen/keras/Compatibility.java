package io.github.dl4jimagegen.keras;

/**
 * Which Keras is followed, and how far. Keras's documentation is one thing, and what its generations do are two others:
 * they disagree about where the centre of an image is, which way a shift goes and what brightness is.
 */
public enum Compatibility {

    /**
     * What Keras's documentation says, done right; the default. Pictures turn about their centre, {@code
     * heightShiftRange} moves rows and {@code widthShiftRange} columns, WRAP repeats the picture, each channel is shifted
     * by itself, and brightness is a factor, for which float images keep their fractions. Images are augmented by this
     * library's own engine, with hashed random numbers: the same batches for any number of threads.
     */
    AS_DOCUMENTED,

    /**
     * What {@code ImageDataGenerator} does in Keras 3 (where it is "legacy") and in the last keras-preprocessing, with
     * numpy's random numbers in Keras's order: the same seed gives the same order, the same parameters and, up to
     * rounding, the same pixels. {@code heightShiftRange} moves columns, and only square pictures turn about their
     * centre.
     */
    KERAS_3,

    /**
     * What keras-preprocessing 1.1 does, which Keras 2 and TensorFlow up to 2.4 came with: as {@link #KERAS_3}, but
     * pictures turn the other way, about a point one pixel beyond their centre, and brightness first stretches each
     * picture's values to 0 to 255.
     */
    KERAS_PREPROCESSING_1_1;

    /** Returns whether random numbers, order and pixels are those of a Python program. */
    boolean isKeras() {
        return this != AS_DOCUMENTED;
    }
}
