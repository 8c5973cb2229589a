package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * An image with a margin where it is smaller than a size, the image in the middle (up and to the left if it cannot be
 * there to the pixel). The margin is 0 unless another border is set; what is larger stays so. Nothing is drawn.
 * Immutable.
 *
 * @param height rows of the result at least, at least 1
 * @param width columns of the result at least, at least 1
 */
public record PadTo(int height, int width) implements GeometricAugmentation {

    /**
     * Checks the size.
     *
     * @param height rows of the result at least, at least 1
     * @param width columns of the result at least, at least 1
     */
    public PadTo {
        Sizes.check("padding", height, width);
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        int rows = Math.max(height, shape.height());
        int columns = Math.max(width, shape.width());
        Rectangle region =
                new Rectangle(-((columns - shape.width()) / 2), -((rows - shape.height()) / 2), columns, rows);
        return Warp.crop(shape, region).border(Border.constant(0));
    }
}
