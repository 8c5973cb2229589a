package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * How the pixels of a sized image are computed, apart from where they come from. Immutable.
 *
 * <p>The centre of the pixel i of the result lies at (i + 0.5) x scale - 0.5 in the source, where scale is the length of
 * the source over that of the result.
 */
public sealed interface Resampling extends Serializable {

    /**
     * OpenCV's formulas, the fast ones. They look at a fixed number of pixels, so that shrinking to less than half skips
     * pixels, unless they are told not to.
     *
     * @param interpolation how a value between pixels is found
     * @param antialias whether an image that shrinks is smoothed first: the filter is widened by the scale, as
     *     {@link Pillow} does it, with the filter of the same name; AREA does so in any case
     */
    record Standard(Interpolation interpolation, boolean antialias) implements Resampling {

        /**
         * Checks that there is something to smooth.
         *
         * @param interpolation how a value between pixels is found
         * @param antialias whether an image that shrinks is smoothed first
         */
        public Standard {
            if (antialias && interpolation == Interpolation.NEAREST) {
                throw new IllegalArgumentException(
                        "antialias needs an interpolation that takes means, and NEAREST does not: use AREA");
            }
        }
    }

    /**
     * What Pillow's {@code Image.resize} gives, bit by bit: what Keras's {@code load_img} does. 8-bit RGBA is multiplied
     * by its alpha before and divided by it afterwards.
     *
     * @param filter the filter of Pillow
     */
    record Pillow(PillowFilter filter) implements Resampling {}

    /**
     * What {@code tf.image.resize} gives without antialias: what {@code image_dataset_from_directory} does. BILINEAR
     * results are floats and not rounded.
     *
     * @param interpolation BILINEAR or NEAREST
     */
    record TensorFlow(Interpolation interpolation) implements Resampling {

        /**
         * Checks that it is one of the two.
         *
         * @param interpolation BILINEAR or NEAREST
         */
        public TensorFlow {
            if (interpolation != Interpolation.BILINEAR && interpolation != Interpolation.NEAREST) {
                throw new IllegalArgumentException(
                        "TensorFlow's resize is there for BILINEAR and NEAREST but not for " + interpolation);
            }
        }
    }
}
