package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Sharpens or smooths: see {@link Convolution#sharpness}. Immutable.
 *
 * @param factor from which the factor is drawn, within [0, 100]: 0 is smooth, 1 changes nothing, above 1 is sharper
 */
public record RandomSharpness(Range factor) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param factor from which the factor is drawn, within [0, 100]: 0 is smooth, 1 changes nothing, above 1 is sharper
     */
    public RandomSharpness {
        factor = factor.within(0, 100, "the factor of sharpness");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return Convolution.sharpness(factor.draw(random));
    }
}
