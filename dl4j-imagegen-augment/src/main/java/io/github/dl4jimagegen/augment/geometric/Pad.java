package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * An image with a margin, of 0 unless another border is set. Nothing is drawn. Immutable.
 *
 * @param top rows above, at least 0
 * @param right columns to the right, at least 0
 * @param bottom rows below, at least 0
 * @param left columns to the left, at least 0
 */
public record Pad(int top, int right, int bottom, int left) implements GeometricAugmentation {

    /**
     * Checks that no margin is negative.
     *
     * @param top rows above, at least 0
     * @param right columns to the right, at least 0
     * @param bottom rows below, at least 0
     * @param left columns to the left, at least 0
     */
    public Pad {
        if (top < 0 || right < 0 || bottom < 0 || left < 0) {
            throw new IllegalArgumentException("margins must not be negative but were " + top + " above, " + right
                    + " to the right, " + bottom + " below, " + left + " to the left: crop instead");
        }
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        Rectangle region = new Rectangle(-left, -top, left + shape.width() + right, top + shape.height() + bottom);
        return Warp.crop(shape, region).border(Border.constant(0));
    }
}
