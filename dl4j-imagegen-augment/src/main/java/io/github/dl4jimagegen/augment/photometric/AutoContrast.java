package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Stretches each channel to the full range: see {@link PixelOp.AutoContrast}. Immutable.
 */
public record AutoContrast() implements PhotometricAugmentation {

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.AutoContrast();
    }
}
