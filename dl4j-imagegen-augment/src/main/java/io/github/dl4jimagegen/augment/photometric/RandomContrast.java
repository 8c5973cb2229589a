package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Moves values away from the mean luminance of the image, or towards it: see {@link PixelOp.Contrast}. Immutable.
 *
 * @param factor from which the factor is drawn, within [0, 100]: 0 is all grey, 1 changes nothing
 */
public record RandomContrast(Range factor) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param factor from which the factor is drawn, within [0, 100]: 0 is all grey, 1 changes nothing
     */
    public RandomContrast {
        factor = factor.within(0, 100, "the factor of contrast");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.Contrast(factor.draw(random));
    }
}
