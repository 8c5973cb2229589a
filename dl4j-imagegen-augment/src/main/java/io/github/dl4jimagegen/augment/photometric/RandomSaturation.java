package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Blends colours with grey: see {@link ColorMatrix#saturation}. Immutable.
 *
 * @param factor from which the factor is drawn, within [0, 100]: 0 is grey, 1 changes nothing
 */
public record RandomSaturation(Range factor) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param factor from which the factor is drawn, within [0, 100]: 0 is grey, 1 changes nothing
     */
    public RandomSaturation {
        factor = factor.within(0, 100, "the factor of saturation");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return ColorMatrix.saturation(factor.draw(random));
    }
}
