package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Inverts the bright values: see {@link Curve.Solarize}. Immutable.
 *
 * @param threshold from which value on, in the unit 0 to 255; 256 changes nothing
 */
public record Solarize(double threshold) implements PhotometricAugmentation {

    /**
     * Checks the threshold.
     *
     * @param threshold from which value on, in the unit 0 to 255; 256 changes nothing
     */
    public Solarize {
        Curve unused = new Curve.Solarize(threshold);
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new Curve.Solarize(threshold);
    }
}
