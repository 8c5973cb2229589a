package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Makes the negative: 255 - value. Immutable.
 */
public record Invert() implements PhotometricAugmentation {

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return Curve.Linear.INVERT;
    }
}
