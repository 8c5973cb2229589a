package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Adds a number to each channel, another one to every channel: albumentations's {@code RGBShift}. Alpha stays; a grey
 * image gets one shift. Immutable.
 *
 * @param shift from which the numbers are drawn, in the unit 0 to 255, within [-255, 255]
 */
public record RandomRgbShift(Range shift) implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param shift from which the numbers are drawn, in the unit 0 to 255, within [-255, 255]
     */
    public RandomRgbShift {
        shift = shift.within(-255, 255, "an RGB shift");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        int channels = shape.channels() == 4 ? 3 : shape.channels();
        List<Curve> shifts = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            shifts.add(new Curve.Linear(1, shift.draw(random)));
        }
        return new PixelOp.ChannelCurves(shifts);
    }
}
