package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Makes shadows darker or lighter and leaves black and white: see {@link Curve.Gamma}. Immutable.
 *
 * @param exponent from which the exponent is drawn, within [0.01, 100]: 1 changes nothing, above 1 is darker
 */
public record RandomGamma(Range exponent) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param exponent from which the exponent is drawn, within [0.01, 100]: 1 changes nothing, above 1 is darker
     */
    public RandomGamma {
        exponent = exponent.within(0.01, 100, "gamma");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new Curve.Gamma(exponent.draw(random));
    }
}
