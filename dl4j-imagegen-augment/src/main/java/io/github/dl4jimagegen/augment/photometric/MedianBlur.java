package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Takes the median of a square around each value, which removes specks and keeps edges: see {@link
 * PixelOp.MedianBlur}. Immutable.
 *
 * @param size rows, and columns, of the square: 3 or 5
 */
public record MedianBlur(int size) implements PhotometricAugmentation {

    /**
     * Checks the size.
     *
     * @param size rows, and columns, of the square: 3 or 5
     */
    public MedianBlur {
        PixelOp unused = new PixelOp.MedianBlur(size);
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.MedianBlur(size);
    }
}
