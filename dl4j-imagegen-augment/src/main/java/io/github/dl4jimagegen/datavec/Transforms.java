package io.github.dl4jimagegen.datavec;

import java.util.ArrayList;
import java.util.List;
import org.datavec.image.transform.ColorConversionTransform;
import org.datavec.image.transform.EqualizeHistTransform;
import org.datavec.image.transform.FilterImageTransform;
import org.datavec.image.transform.ImageTransform;
import org.datavec.image.transform.MultiImageTransform;
import org.datavec.image.transform.PipelineImageTransform;
import org.datavec.image.transform.RandomCropTransform;
import org.datavec.image.transform.ShowImageTransform;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Makes transforms, and knows which of them can be made reproducible. */
final class Transforms {

    private Transforms() {}

    /**
     * Returns a new transform.
     *
     * @throws IllegalArgumentException if it, or a part of it, cannot be made reproducible, or a class is missing
     */
    static ImageTransform create(String name, TransformFactory factory) {
        ImageTransform transform;
        try {
            transform = withoutReseeding(factory);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "the transform of \"" + name + "\" cannot be made, because a class is not there: " + e
                            + ". DataVec's FilterImageTransform needs ffmpeg, and could not be made reproducible anyway",
                    e);
        }
        for (ImageTransform part : parts(transform)) {
            refuse(name, part);
        }
        return transform;
    }

    /** The constructors of some transforms, MultiImageTransform's among them, reseed ND4J's generator of this thread. */
    private static ImageTransform withoutReseeding(TransformFactory factory) {
        Random random = Nd4j.getRandom();
        long seed = random.getSeed();
        long root = random.rootState();
        long node = random.nodeState();
        try {
            return factory.create();
        } finally {
            random.setSeed(seed);
            random.setStates(root, node);
        }
    }

    /** Returns the transforms that a transform consists of, itself if it is no MultiImageTransform. */
    static List<ImageTransform> parts(ImageTransform transform) {
        if (!(transform instanceof MultiImageTransform several) || isRandom(several.getTransform())) {
            return List.of(transform);
        }
        List<ImageTransform> parts = new ArrayList<>();
        for (Pair<ImageTransform, Double> each : several.getTransform().getImageTransforms()) {
            parts.addAll(parts(each.getFirst()));
        }
        return parts;
    }

    private static boolean isRandom(PipelineImageTransform pipeline) {
        return pipeline.isShuffle()
                || pipeline.getImageTransforms().stream().anyMatch(each -> each.getSecond() != 1);
    }

    /** Returns whether a transform leaves everything where it is. */
    static boolean moveNothing(ImageTransform transform) {
        return parts(transform).stream()
                .allMatch(part -> part.getClass() == ColorConversionTransform.class
                        || part.getClass() == EqualizeHistTransform.class);
    }

    private static void refuse(String name, ImageTransform part) {
        if (part instanceof RandomCropTransform) {
            throw refused(
                    name,
                    part,
                    "draws from the generator that all of ND4J shares and cannot be made reproducible: use"
                            + " Augmentations.randomCrop(height, width)");
        } else if (part instanceof PipelineImageTransform || part instanceof MultiImageTransform) {
            throw refused(
                    name,
                    part,
                    "draws probabilities and order from generators that are not its own and cannot be made"
                            + " reproducible: make an augmentation of each transform and put them together with"
                            + " Augmentation.sequence, Augmentation.sometimes(probability, ...) and"
                            + " Augmentation.randomOrder, or use a MultiImageTransform");
        } else if (part instanceof FilterImageTransform) {
            throw refused(
                    name,
                    part,
                    "keeps an ffmpeg filter open, which remembers earlier images and is never closed: it cannot be made"
                            + " reproducible. Use Augmentations, or PixelOp.custom");
        } else if (part instanceof ShowImageTransform) {
            throw refused(name, part, "opens a window and waits: look at images of a flow or a preview instead");
        }
    }

    private static IllegalArgumentException refused(String name, ImageTransform part, String why) {
        return new IllegalArgumentException(
                "\"" + name + "\" is refused: " + part.getClass().getSimpleName() + " " + why);
    }
}
