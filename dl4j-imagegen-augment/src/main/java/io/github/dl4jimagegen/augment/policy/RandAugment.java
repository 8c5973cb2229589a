package io.github.dl4jimagegen.augment.policy;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Some changes one after the other, each drawn evenly from 14, all of one magnitude: Cubuk et al., RandAugment, 2019, with
 * torchvision's changes and strengths. The 14 are nothing, shear x and y, translation x and y, rotation, brightness,
 * colour, contrast, sharpness, posterize, solarize, autocontrast and equalize; those that can go two ways have a drawn
 * sign. Immutable.
 *
 * @param operations how many changes are done, 0 to 100
 * @param magnitude how strong they are, 0 to 30
 * @param border what appears where a change moves the picture away
 * @param interpolation how changes that move the picture find values
 */
public record RandAugment(int operations, int magnitude, Border border, Interpolation interpolation)
        implements Augmentation {

    private static final int LARGEST = 30;
    private static final int MOST_OPERATIONS = 100; // nothing is left of a picture long before

    /**
     * Checks the numbers.
     *
     * @param operations how many changes are done, 0 to 100
     * @param magnitude how strong they are, 0 to 30
     * @param border what appears where a change moves the picture away
     * @param interpolation how changes that move the picture find values
     */
    public RandAugment {
        if (operations < 0 || operations > MOST_OPERATIONS) {
            throw new IllegalArgumentException(
                    "the number of operations must lie in [0, " + MOST_OPERATIONS + "] but was " + operations);
        }
        if (magnitude < 0 || magnitude > LARGEST) {
            throw new IllegalArgumentException("a magnitude must lie in [0, " + LARGEST + "] but was " + magnitude);
        }
    }

    /**
     * Sets what appears where a change moves the picture away; 0 unless set.
     *
     * @param border what lies outside the image
     * @return a new augmentation
     */
    public RandAugment border(Border border) {
        return new RandAugment(operations, magnitude, border, interpolation);
    }

    /**
     * Sets how changes that move the picture find values; NEAREST unless set.
     *
     * @param interpolation how a value between pixels is found
     * @return a new augmentation
     */
    public RandAugment interpolation(Interpolation interpolation) {
        return new RandAugment(operations, magnitude, border, interpolation);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        List<ImageOperation> drawn = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            Change change = Change.USUAL.get(random.nextInt(Change.USUAL.size()));
            double level = (double) magnitude / LARGEST;
            double strength = Strengths.AUTO_AUGMENT.magnitude(change, level, shape, random);
            drawn.add(change.of(strength, shape, border, interpolation));
        }
        return drawn;
    }
}
