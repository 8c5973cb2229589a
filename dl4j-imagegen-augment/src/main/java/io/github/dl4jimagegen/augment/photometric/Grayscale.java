package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Makes colours grey, in as many channels as before: see {@link ColorMatrix#GRAYSCALE}. Immutable.
 */
public record Grayscale() implements PhotometricAugmentation {

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return ColorMatrix.GRAYSCALE;
    }
}
