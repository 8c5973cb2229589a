package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.random.RandomGenerator;

/**
 * Turns the hue of all colours: see {@link PixelOp.HueShift}. Immutable.
 *
 * @param turns from which the shift is drawn, in turns of the circle of hues, within [-0.5, 0.5]: 0 changes nothing
 */
public record RandomHue(Range turns) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param turns from which the shift is drawn, in turns of the circle of hues, within [-0.5, 0.5]: 0 changes
     * nothing
     */
    public RandomHue {
        turns = turns.within(-0.5, 0.5, "a hue shift");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.HueShift(turns.draw(random));
    }
}
