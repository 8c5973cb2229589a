package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * A named point of an image, such as "left eye". Immutable.
 *
 * <p>Whole numbers are the centres of pixels, as in {@link Affine}: (3, 2) is the centre of the pixel in column 3 of row
 * 2, both counted from 0.
 *
 * @param name what the point is
 * @param x column, in pixels
 * @param y row, in pixels
 * @param visible whether the point is learnt; false for one that is not labelled, or was moved out of the image
 */
public record Keypoint(String name, double x, double y, boolean visible) implements Serializable {

    /**
     * Checks that the place is finite.
     *
     * @param name what the point is
     * @param x column, in pixels
     * @param y row, in pixels
     * @param visible whether the point is learnt
     */
    public Keypoint {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException(
                    "keypoint \"" + name + "\" must have a finite place but was at (" + x + ", " + y + ")");
        }
    }

    /**
     * Returns a visible keypoint.
     *
     * @param name what the point is
     * @param x column, in pixels
     * @param y row, in pixels
     * @return a point that can be seen
     */
    public static Keypoint of(String name, double x, double y) {
        return new Keypoint(name, x, y, true);
    }
}
