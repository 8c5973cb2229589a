package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Spreads the values of each channel: see {@link PixelOp.Equalize}. Immutable.
 */
public record Equalize() implements PhotometricAugmentation {

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.Equalize();
    }
}
