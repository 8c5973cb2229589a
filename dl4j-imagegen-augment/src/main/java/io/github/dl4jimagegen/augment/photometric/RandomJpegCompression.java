package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Saves the image as JPEG and reads it again: see {@link PixelOp.JpegCompression}. Immutable.
 *
 * @param from the lowest quality, 1 to 100
 * @param to the highest quality, 1 to 100; each in between is equally likely
 */
public record RandomJpegCompression(int from, int to) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param from the lowest quality, 1 to 100
     * @param to the highest quality, 1 to 100; each in between is equally likely
     */
    public RandomJpegCompression {
        if (from < 1 || to > 100 || from > to) {
            throw new IllegalArgumentException(
                    "JPEG quality must lie in [1, 100], the lower one first, but was [" + from + ", " + to + "]");
        }
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.JpegCompression(from + random.nextInt(to - from + 1));
    }
}
