package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Keeps the highest bits of every value: see {@link Curve.Posterize}. Immutable.
 *
 * @param bits how many of the 8 bits stay, 0 (all black) to 8 (nothing changes)
 */
public record Posterize(int bits) implements PhotometricAugmentation {

    /**
     * Checks the number of bits.
     *
     * @param bits how many of the 8 bits stay, 0 (all black) to 8 (nothing changes)
     */
    public Posterize {
        Curve unused = new Curve.Posterize(bits);
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new Curve.Posterize(bits);
    }
}
