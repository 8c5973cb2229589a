package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Adds a share of the value range to every value, one share for the whole image: value + 255 factor. Keras's {@code
 * RandomBrightness} and albumentations's brightness; unlike a multiplication it leaves contrast alone. Immutable.
 *
 * @param factor from which the share is drawn, within [-1, 1]: 0 changes nothing, 0.2 is 51 of 255 brighter
 */
public record RandomBrightness(Range factor) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param factor from which the share is drawn, within [-1, 1]: 0 changes nothing, 0.2 is 51 of 255 brighter
     */
    public RandomBrightness {
        factor = factor.within(-1, 1, "the share of the value range that is added");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return PixelOp.linear(1, 255 * factor.draw(random));
    }
}
