package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * What lies outside an image, under the names of scipy.ndimage. Immutable.
 *
 * @param mode how the outside is made up
 * @param value the value for {@link Mode#CONSTANT}, from 0 (black) to 255 (white), otherwise 0. Float images have it at
 *     that place of their {@link ValueRange}; where none is declared, as it is
 */
public record Border(Mode mode, double value) implements Serializable {

    /** The outermost pixels go on: aaaa|abcd|dddd. Keras's fill mode "nearest". */
    public static final Border NEAREST = new Border(Mode.NEAREST, 0);

    /** The image is mirrored, with its edge repeated: dcba|abcd|dcba. */
    public static final Border REFLECT = new Border(Mode.REFLECT, 0);

    /** The image is mirrored, without its edge repeated: dcb|abcd|cba. */
    public static final Border MIRROR = new Border(Mode.MIRROR, 0);

    /** The image is repeated: abcd|abcd|abcd. */
    public static final Border WRAP = new Border(Mode.WRAP, 0);

    /**
     * Checks the value.
     *
     * @param mode how the outside is made up
     * @param value finite for {@link Mode#CONSTANT}, otherwise 0
     */
    public Border {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the value of a border must be finite but was " + value);
        }
        if (mode != Mode.CONSTANT && value != 0) {
            throw new IllegalArgumentException(
                    "a border of mode " + mode + " has no value but was given " + value + ": use Border.constant");
        }
    }

    /**
     * Returns a border of one value.
     *
     * @param value from 0 (black) to 255 (white), for every channel; float images have it at that place of their {@link
     *     ValueRange}, or as it is where none is declared
     * @return kkkk|abcd|kkkk
     * @throws IllegalArgumentException if the value is not finite
     */
    public static Border constant(double value) {
        return new Border(Mode.CONSTANT, value);
    }

    /** The ways to make up what lies outside. */
    public enum Mode {
        /** One value. */
        CONSTANT,
        /** The outermost pixels go on. */
        NEAREST,
        /** The mirrored image, its edge repeated. */
        REFLECT,
        /** The mirrored image, its edge not repeated. */
        MIRROR,
        /** The repeated image. */
        WRAP
    }
}
