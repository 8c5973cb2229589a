package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Noise;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Adds the noise of few photons: see {@link Noise.Shot}. Immutable.
 *
 * @param photons from which it is drawn how many photons make white, within [0.1, 1000000]: 60 is a dim room, 5 is night
 */
public record RandomShotNoise(Range photons) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param photons from which it is drawn how many photons make white, within [0.1, 1000000]: 60 is a dim room, 5 is night
     */
    public RandomShotNoise {
        photons = photons.within(0.1, 1e6, "the photons of shot noise");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new Noise.Shot(photons.draw(random), random.nextLong());
    }
}
