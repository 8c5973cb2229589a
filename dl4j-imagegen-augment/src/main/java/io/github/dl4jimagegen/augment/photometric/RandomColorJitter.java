package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue one after the other, in an order that is drawn too: torchvision's
 * {@code ColorJitter}. Its brightness is a factor of every value, unlike {@link RandomBrightness}, which adds. Immutable.
 *
 * @param brightness from which the factor of every value is drawn, within [0, 100]; 1 changes nothing
 * @param contrast from which the factor of {@link PixelOp.Contrast} is drawn, within [0, 100]; 1 changes nothing
 * @param saturation from which the factor of {@link ColorMatrix#saturation} is drawn, within [0, 100]; 1 changes nothing
 * @param hue from which the turns of {@link PixelOp.HueShift} are drawn, within [-0.5, 0.5]; 0 changes nothing
 */
public record RandomColorJitter(Range brightness, Range contrast, Range saturation, Range hue)
        implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param brightness from which the factor of every value is drawn, within [0, 100]; 1 changes nothing
     * @param contrast from which the factor of {@link PixelOp.Contrast} is drawn, within [0, 100]; 1 changes nothing
     * @param saturation from which the factor of {@link ColorMatrix#saturation} is drawn, within [0, 100]; 1 changes
     *     nothing
     * @param hue from which the turns of {@link PixelOp.HueShift} are drawn, within [-0.5, 0.5]; 0 changes nothing
     */
    public RandomColorJitter {
        brightness = brightness.within(0, 100, "the factor of brightness");
        contrast = contrast.within(0, 100, "the factor of contrast");
        saturation = saturation.within(0, 100, "the factor of saturation");
        hue = hue.within(-0.5, 0.5, "a hue shift");
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        List<PixelOp> rest = new ArrayList<>(List.of(
                PixelOp.linear(brightness.draw(random), 0),
                new PixelOp.Contrast(contrast.draw(random)),
                ColorMatrix.saturation(saturation.draw(random)),
                new PixelOp.HueShift(hue.draw(random))));
        List<PixelOp> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            ordered.add(rest.remove(random.nextInt(rest.size())));
        }
        return new PixelOp.Chain(ordered);
    }
}
