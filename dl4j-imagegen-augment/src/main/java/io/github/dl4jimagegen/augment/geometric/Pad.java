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
 * @param top rows above, from 0 to 1000000
 * @param right columns to the right, from 0 to 1000000
 * @param bottom rows below, from 0 to 1000000
 * @param left columns to the left, from 0 to 1000000
 */
public record Pad(int top, int right, int bottom, int left) implements GeometricAugmentation {

    private static final int LARGEST = 1_000_000;

    /**
     * Checks the margins.
     *
     * @param top rows above, from 0 to 1000000
     * @param right columns to the right, from 0 to 1000000
     * @param bottom rows below, from 0 to 1000000
     * @param left columns to the left, from 0 to 1000000
     */
    public Pad {
        String margins = top + " above, " + right + " to the right, " + bottom + " below, " + left + " to the left";
        if (top < 0 || right < 0 || bottom < 0 || left < 0) {
            throw new IllegalArgumentException("margins must not be negative but were " + margins + ": crop instead");
        }
        if (top > LARGEST || right > LARGEST || bottom > LARGEST || left > LARGEST) {
            throw new IllegalArgumentException("margins must be at most " + LARGEST + " but were " + margins);
        }
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        Rectangle region = new Rectangle(-left, -top, left + shape.width() + right, top + shape.height() + bottom);
        return Warp.crop(shape, region).border(Border.constant(0));
    }
}
