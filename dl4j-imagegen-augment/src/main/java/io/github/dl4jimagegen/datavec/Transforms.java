package io.github.dl4jimagegen.datavec;

import java.util.List;
import java.util.stream.Stream;
import org.datavec.image.transform.ColorConversionTransform;
import org.datavec.image.transform.EqualizeHistTransform;
import org.datavec.image.transform.FilterImageTransform;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.ImageTransform;
import org.datavec.image.transform.MultiImageTransform;
import org.datavec.image.transform.PipelineImageTransform;
import org.datavec.image.transform.RandomCropTransform;
import org.datavec.image.transform.ShowImageTransform;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Makes transforms, and knows of DataVec's own which of them can be made reproducible, move things, draw. */
final class Transforms {

    private Transforms() {}

    /**
     * Returns new transforms, to be done one after the other: one, or the parts of a MultiImageTransform.
     *
     * @throws IllegalArgumentException if one of them cannot be made reproducible, or a class is missing
     */
    static List<ImageTransform> create(String name, TransformFactory factory) {
        ImageTransform transform;
        try {
            transform = withoutReseeding(factory);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "the transform of \"" + name + "\" cannot be made, because a class is not there: " + e
                            + ". If it is FilterImageTransform, which needs ffmpeg: it cannot be made reproducible anyway",
                    e);
        }
        if (transform == null) {
            throw new IllegalArgumentException("the factory of \"" + name + "\" returned null: return a new transform");
        }
        List<ImageTransform> parts = parts(transform).toList();
        for (ImageTransform part : parts) {
            String reason = whyRefused(part);
            if (!reason.isEmpty()) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is refused: " + part.getClass().getSimpleName() + " " + reason);
            }
        }
        return parts;
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

    private static Stream<ImageTransform> parts(ImageTransform transform) {
        if (transform.getClass() != MultiImageTransform.class) {
            return Stream.of(transform);
        }
        PipelineImageTransform pipeline = ((MultiImageTransform) transform).getTransform();
        boolean draws =
                pipeline.isShuffle() || pipeline.getImageTransforms().stream().anyMatch(each -> each.getSecond() != 1);
        return draws
                ? Stream.of(pipeline)
                : pipeline.getImageTransforms().stream().flatMap(each -> parts(each.getFirst()));
    }

    private static String whyRefused(ImageTransform part) {
        if (part instanceof RandomCropTransform) {
            return "draws from the generator that all of ND4J shares and cannot be made reproducible: use"
                    + " Augmentations.randomCrop(height, width)";
        } else if (part instanceof PipelineImageTransform) {
            return "draws from generators that are shared with others and cannot be made reproducible: make an"
                    + " augmentation of each transform and put them together with Augmentation.sequence,"
                    + " Augmentation.sometimes(probability, ...) and Augmentation.randomOrder, or use a"
                    + " MultiImageTransform";
        } else if (part instanceof MultiImageTransform) {
            return "is a subclass of MultiImageTransform, whose parts are not known: use a MultiImageTransform";
        } else if (part instanceof FilterImageTransform) {
            return "keeps an ffmpeg filter open that remembers earlier images and is never closed: it cannot be made"
                    + " reproducible. Use Augmentations, or a PixelOp.custom";
        } else if (part instanceof ShowImageTransform) {
            return "opens a window and waits: look at the images of a flow instead";
        }
        return "";
    }

    /** Returns whether a transform is known to leave everything where it is. */
    static boolean movesNothing(ImageTransform part) {
        return part.getClass() == ColorConversionTransform.class || part.getClass() == EqualizeHistTransform.class;
    }

    /** Returns whether a transform would forget how it was made if it were handed random numbers. */
    static boolean isFixed(ImageTransform part) {
        return part instanceof FlipImageTransform flip && flip.getRandom() == null;
    }
}
