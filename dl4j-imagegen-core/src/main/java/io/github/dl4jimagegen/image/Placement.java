package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * Where an image goes when it is sized: the pixels of the source rectangle fill the target rectangle. The rest of the
 * source is cut off, the rest of the target is padding. Immutable.
 *
 * <p>Everything that belongs to an image (masks, boxes, keypoints) follows {@link #map}.
 *
 * @param source pixels of the image, after its orientation has been applied
 * @param target pixels of the result
 */
public record Placement(Rectangle source, Rectangle target) implements Serializable {

    /**
     * Returns where a point of the image goes, in the coordinates of {@link Affine}: the left edge of the source
     * rectangle, left - 0.5, goes to the left edge of the target rectangle, and so on.
     *
     * @return the map from the image to the result; it scales and shifts
     */
    public Affine map() {
        double scaleX = (double) target.width() / source.width();
        double scaleY = (double) target.height() / source.height();
        return new Affine(
                scaleX,
                0,
                target.left() - 0.5 - (source.left() - 0.5) * scaleX,
                0,
                scaleY,
                target.top() - 0.5 - (source.top() - 0.5) * scaleY);
    }
}
