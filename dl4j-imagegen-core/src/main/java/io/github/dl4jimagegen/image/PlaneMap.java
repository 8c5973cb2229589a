package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.Optional;

/**
 * Where the points of one image go in another, both ways. Immutable values; equal maps do equal things.
 *
 * <p>x counts columns to the right, y rows downwards; whole numbers are the centres of pixels, so an image reaches from
 * -0.5 to width - 0.5 and its centre is ((width - 1) / 2, (height - 1) / 2).
 */
public sealed interface PlaneMap extends Serializable permits Affine, Perspective, DisplacementField {

    /**
     * Returns where a point of the input goes.
     *
     * @param x column
     * @param y row
     * @return its place in the output; empty if it has none
     */
    Optional<Point> forward(double x, double y);

    /**
     * Returns where a point of the output comes from.
     *
     * @param x column
     * @param y row
     * @return its place in the input
     */
    Point pull(double x, double y);

    /**
     * Returns the one map that does this one first and then another, exactly.
     *
     * @param next what is done to the result of this map
     * @return the product; empty if it is no map of these kinds, as with displacement fields
     */
    Optional<PlaneMap> product(PlaneMap next);
}
