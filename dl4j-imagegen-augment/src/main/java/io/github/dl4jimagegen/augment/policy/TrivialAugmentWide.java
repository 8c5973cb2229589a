package io.github.dl4jimagegen.augment.policy;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * One change, drawn evenly from the 14 of {@link RandAugment}, of a magnitude drawn evenly from 31, up to much stronger
 * ones: Müller and Hutter, TrivialAugment, 2021, with torchvision's strengths. There is nothing to tune. Immutable.
 *
 * @param border what appears where the change moves the picture away
 * @param interpolation how changes that move the picture find values
 */
public record TrivialAugmentWide(Border border, Interpolation interpolation) implements Augmentation {

    private static final int BINS = 31;

    /**
     * Sets what appears where the change moves the picture away; 0 unless set.
     *
     * @param border what lies outside the image
     * @return a new augmentation
     */
    public TrivialAugmentWide border(Border border) {
        return new TrivialAugmentWide(border, interpolation);
    }

    /**
     * Sets how changes that move the picture find values; NEAREST unless set.
     *
     * @param interpolation how a value between pixels is found
     * @return a new augmentation
     */
    public TrivialAugmentWide interpolation(Interpolation interpolation) {
        return new TrivialAugmentWide(border, interpolation);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        Change change = Change.USUAL.get(random.nextInt(Change.USUAL.size()));
        double level = random.nextInt(BINS) / (BINS - 1.0);
        double strength = Strengths.TRIVIAL_AUGMENT_WIDE.magnitude(change, level, shape, random);
        return List.of(change.of(strength, shape, border, interpolation));
    }
}
