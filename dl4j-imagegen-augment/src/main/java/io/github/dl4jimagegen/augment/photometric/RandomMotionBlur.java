package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Blurs along a straight line of a direction that is drawn too: see {@link Convolution#motion}. Immutable.
 *
 * @param length from which the length of the line is drawn, in pixels, within [1, 255]: 1 changes nothing
 */
public record RandomMotionBlur(Range length) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param length from which the length of the line is drawn, in pixels, within [1, 255]: 1 changes nothing
     */
    public RandomMotionBlur {
        length = length.within(1, 255, "the length of a motion blur");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        double pixels = length.draw(random);
        return Convolution.motion(pixels, 180 * random.nextDouble());
    }
}
