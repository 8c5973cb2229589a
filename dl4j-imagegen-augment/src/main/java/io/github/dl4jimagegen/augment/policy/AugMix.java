package io.github.dl4jimagegen.augment.policy;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Mixture;
import io.github.dl4jimagegen.sampling.Dirichlet;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A weighted mean of the image and of some changed versions of it, each changed by a chain of up to three changes:
 * Hendrycks et al., AugMix, 2019, with torchvision's changes and strengths. The changes are those of {@link RandAugment}
 * without "nothing"; their magnitudes are drawn evenly from the weakest of ten. Masks, boxes and keypoints stay where
 * they are. Immutable.
 *
 * @param severity how many of the ten magnitudes may be drawn, 1 to 10
 * @param width how many changed versions are mixed, 1 to 100
 * @param depth how many changes each goes through, up to 100; 0 to draw 1, 2 or 3 for each
 * @param alpha how even the weights are, positive: they are drawn from a Dirichlet distribution
 * @param border what appears where a change moves the picture away
 * @param interpolation how changes that move the picture find values
 */
public record AugMix(int severity, int width, int depth, double alpha, Border border, Interpolation interpolation)
        implements Augmentation {

    private static final int BINS = 10;
    private static final int DEEPEST = 3;
    private static final int MOST = 100; // a version is an image in memory
    private static final List<Change> CHANGES = Change.USUAL.subList(1, Change.USUAL.size());

    /**
     * Checks the numbers.
     *
     * @param severity how many of the ten magnitudes may be drawn, 1 to 10
     * @param width how many changed versions are mixed, 1 to 100
     * @param depth how many changes each goes through, up to 100; 0 to draw 1, 2 or 3 for each
     * @param alpha how even the weights are, positive: they are drawn from a Dirichlet distribution
     * @param border what appears where a change moves the picture away
     * @param interpolation how changes that move the picture find values
     */
    public AugMix {
        if (severity < 1 || severity > BINS) {
            throw new IllegalArgumentException("a severity must lie in [1, " + BINS + "] but was " + severity);
        }
        if (width < 1 || width > MOST || depth < 0 || depth > MOST) {
            throw new IllegalArgumentException("AugMix needs a width of 1 to " + MOST + " and a depth of 0 to " + MOST
                    + " but was given " + width + " and " + depth);
        }
        Dirichlet.check(alpha);
    }

    /**
     * Sets how strong the changes are; 3 unless set.
     *
     * @param severity how many of the ten magnitudes may be drawn, 1 to 10
     * @return a new augmentation
     */
    public AugMix severity(int severity) {
        return new AugMix(severity, width, depth, alpha, border, interpolation);
    }

    /**
     * Sets how many changed versions are mixed; 3 unless set. torchvision's {@code mixture_width}.
     *
     * @param width 1 to 100
     * @return a new augmentation
     */
    public AugMix width(int width) {
        return new AugMix(severity, width, depth, alpha, border, interpolation);
    }

    /**
     * Sets how many changes each version goes through; 0 unless set. torchvision's {@code chain_depth}, whose -1 is 0
     * here.
     *
     * @param depth 1 to 100; or 0 to draw 1, 2 or 3 for each
     * @return a new augmentation
     */
    public AugMix depth(int depth) {
        return new AugMix(severity, width, depth, alpha, border, interpolation);
    }

    /**
     * Sets how even the weights are, of the versions and of the image itself; 1 unless set.
     *
     * @param alpha positive; the larger, the more alike they are
     * @return a new augmentation
     */
    public AugMix alpha(double alpha) {
        return new AugMix(severity, width, depth, alpha, border, interpolation);
    }

    /**
     * Sets what appears where a change moves the picture away; 0 unless set.
     *
     * @param border what lies outside the image
     * @return a new augmentation
     */
    public AugMix border(Border border) {
        return new AugMix(severity, width, depth, alpha, border, interpolation);
    }

    /**
     * Sets how changes that move the picture find values; BILINEAR unless set.
     *
     * @param interpolation how a value between pixels is found
     * @return a new augmentation
     */
    public AugMix interpolation(Interpolation interpolation) {
        return new AugMix(severity, width, depth, alpha, border, interpolation);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        double[] imageAndChanged = Dirichlet.draw(alpha, 2, random);
        double[] weights = Dirichlet.draw(alpha, width, random);
        List<Mixture.Part> parts = new ArrayList<>();
        parts.add(new Mixture.Part(imageAndChanged[0], List.of()));
        for (double weight : weights) {
            parts.add(new Mixture.Part(imageAndChanged[1] * weight, chain(shape, random)));
        }
        return List.of(new Mixture(parts));
    }

    private List<ImageOperation> chain(ImageShape shape, SampleRandom random) {
        int length = depth > 0 ? depth : 1 + random.nextInt(DEEPEST);
        List<ImageOperation> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Change change = CHANGES.get(random.nextInt(CHANGES.size()));
            double level = random.nextInt(severity) / (BINS - 1.0);
            double strength = Strengths.AUG_MIX.magnitude(change, level, shape, random);
            chain.add(change.of(strength, shape, border, interpolation));
        }
        return chain;
    }
}
