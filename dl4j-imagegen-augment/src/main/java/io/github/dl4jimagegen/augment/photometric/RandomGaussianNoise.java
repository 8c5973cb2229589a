package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Noise;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Adds normally distributed noise: see {@link Noise.Gaussian}. Immutable.
 *
 * @param deviation from which the standard deviation is drawn, in the unit 0 to 255, within [0, 255]
 */
public record RandomGaussianNoise(Range deviation) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param deviation from which the standard deviation is drawn, in the unit 0 to 255, within [0, 255]
     */
    public RandomGaussianNoise {
        deviation = deviation.within(0, 255, "the standard deviation of noise");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new Noise.Gaussian(deviation.draw(random), random.nextLong());
    }
}
