package io.github.dl4jimagegen.report;

import java.util.Locale;

/** What is done to an image on its way from a source into a batch, in this order. */
public enum Stage {
    /** Getting the encoded bytes from the source; for a generator, its own code. */
    READ,
    /** Turning bytes into pixels. */
    DECODE,
    /** Bringing them to the target size. */
    SIZE,
    /** Drawing and doing the augmentation. */
    AUGMENT,
    /** The pipeline's own function, {@code preprocessingFunction}. */
    PREPROCESS,
    /** Converting to the batch's type, rescaled, and writing into the batch. */
    WRITE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
