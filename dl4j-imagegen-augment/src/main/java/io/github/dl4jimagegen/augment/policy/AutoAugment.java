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
 * One of 25 pairs of changes, drawn evenly, each of the two done with a probability and a magnitude of its own, which a
 * search has found: Cubuk et al., AutoAugment, 2018, with torchvision's strengths. Immutable.
 *
 * @param policy the data set that the pairs were found on
 * @param border what appears where a change moves the picture away
 * @param interpolation how changes that move the picture find values
 */
public record AutoAugment(Policy policy, Border border, Interpolation interpolation) implements Augmentation {

    private static final int LARGEST = 9;

    /** The data sets that pairs were found on. */
    public enum Policy {
        /** ImageNet: colours, and rotation. */
        IMAGENET,
        /** CIFAR-10: colours, and translation. */
        CIFAR10,
        /** Street View House Numbers: inversion, and shear. */
        SVHN
    }

    /**
     * Sets what appears where a change moves the picture away; 0 unless set.
     *
     * @param border what lies outside the image
     * @return a new augmentation
     */
    public AutoAugment border(Border border) {
        return new AutoAugment(policy, border, interpolation);
    }

    /**
     * Sets how changes that move the picture find values; NEAREST unless set.
     *
     * @param interpolation how a value between pixels is found
     * @return a new augmentation
     */
    public AutoAugment interpolation(Interpolation interpolation) {
        return new AutoAugment(policy, border, interpolation);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        List<AutoAugmentTables.Pair> pairs = AutoAugmentTables.of(policy);
        AutoAugmentTables.Pair pair = pairs.get(random.nextInt(pairs.size()));
        List<ImageOperation> drawn = new ArrayList<>();
        for (AutoAugmentTables.Part part : List.of(pair.first(), pair.second())) {
            boolean done = random.nextDouble() < part.probability();
            double level = (double) part.magnitude() / LARGEST;
            double strength = Strengths.AUTO_AUGMENT.magnitude(part.change(), level, shape, random);
            if (done) {
                drawn.add(part.change().of(strength, shape, border, interpolation));
            }
        }
        return drawn;
    }
}
