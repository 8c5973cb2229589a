package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Blurs: see {@link PixelOp.GaussianBlur}. Immutable.
 *
 * @param sigma from which the standard deviation is drawn, in pixels, within [0, 100]: 0 changes nothing
 */
public record RandomGaussianBlur(Range sigma) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param sigma from which the standard deviation is drawn, in pixels, within [0, 100]: 0 changes nothing
     */
    public RandomGaussianBlur {
        sigma = sigma.within(0, 100, "the standard deviation of a blur");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.GaussianBlur(sigma.draw(random));
    }
}
