package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * A colour of 8 bits a channel. Immutable.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Rgb(int red, int green, int blue) implements Serializable {

    /** All channels 255. */
    public static final Rgb WHITE = new Rgb(255, 255, 255);

    /** All channels 0. */
    public static final Rgb BLACK = new Rgb(0, 0, 0);

    /**
     * Checks the range.
     *
     * @param red 0 to 255
     * @param green 0 to 255
     * @param blue 0 to 255
     */
    public Rgb {
        if (((red | green | blue) & ~0xFF) != 0) {
            throw new IllegalArgumentException(
                    "a colour must lie in [0, 255] but was (" + red + ", " + green + ", " + blue + ")");
        }
    }
}
