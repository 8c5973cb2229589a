package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Noise;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Makes pixels white or black: see {@link Noise.SaltAndPepper}. Immutable.
 *
 * @param share from which the share of the pixels is drawn, within [0, 1]
 */
public record RandomSaltAndPepper(Range share) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param share from which the share of the pixels is drawn, within [0, 1]
     */
    public RandomSaltAndPepper {
        share = share.within(0, 1, "the share of pixels");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new Noise.SaltAndPepper(share.draw(random), random.nextLong());
    }
}
