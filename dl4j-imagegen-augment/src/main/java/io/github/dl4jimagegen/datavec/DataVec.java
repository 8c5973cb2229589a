package io.github.dl4jimagegen.datavec;

import io.github.dl4jimagegen.image.Augmentation;
import java.util.function.Function;
import org.datavec.api.io.labels.PathLabelGenerator;
import org.datavec.api.writable.Writable;
import org.jspecify.annotations.Nullable;

/**
 * DataVec's image transforms as augmentations, and its label generators as labels.
 *
 * <pre>{@code
 * ImagePipeline.targetSize(224, 224).augment(DataVec.augmentation("warp", () -> new WarpImageTransform(8)));
 * ImageFolder.unlabelled(photos).labels(DataVec.labels(new PatternPathLabelGenerator("_")));
 * }</pre>
 */
public final class DataVec {

    private DataVec() {}

    /**
     * Returns a transform of DataVec as an augmentation. It changes 8-bit images, grey, RGB or RGBA; the transform gets
     * them as grey, BGR or BGRA, and must return the same size and number of channels. Each image has a {@link
     * java.util.Random} of its own, so the same image is changed in the same way by any number of threads.
     *
     * <p>Whether it was made with a {@code Random} makes no difference, and that one is not used: {@code new
     * WarpImageTransform(8)} draws up to 8 pixels for each image and corner. Only a {@code FlipImageTransform} made
     * without one flips always, in the way it says. The parts of a {@code MultiImageTransform} are done one after the
     * other with the same {@code Random}.
     *
     * <p>What it does to the picture cannot be followed, so targets with masks, boxes or keypoints are refused when the
     * first image is reached, unless the transform is known not to move anything ({@code ColorConversionTransform},
     * {@code EqualizeHistTransform}). So is a transform that draws from another generator than it is handed, or keeps
     * something from one image to the next, as far as the first image shows it.
     *
     * <p>Like any named function it has no identity but its name: it is read from JSON by {@code
     * AugmentationJson.standard().with(name, augmentation)}. Serialising it serialises the factory.
     *
     * @param name what it is called, not blank; another name for another transform
     * @param factory makes a transform for each thread
     * @return the augmentation under that name
     * @throws IllegalArgumentException if the name is blank; if a transform cannot be made reproducible ({@code
     *     RandomCropTransform}, {@code PipelineImageTransform}, {@code FilterImageTransform}) or needs a screen ({@code
     *     ShowImageTransform}), also as a part of a {@code MultiImageTransform}; if the factory returns the same object,
     *     or objects with the same part, twice; or if a class that the transform needs is not there
     */
    public static Augmentation augmentation(String name, TransformFactory factory) {
        return Augmentation.named(name, new TransformAugmentation(name, factory));
    }

    /**
     * Returns a label generator of DataVec as a function from an image's name to its class, for {@code
     * ImageFolder.labels}. It is asked with the name, the path relative to the folder: {@code ParentPathLabelGenerator}
     * takes the innermost folder, and has no label for an image that lies in none. Numbers become classes that are called
     * so; {@code classes(ClassIndex.numbered(n))} gives them their own order.
     *
     * @param generator called on the caller's thread, once for each image
     * @return the function; it throws an IllegalArgumentException that names the image if the generator fails
     */
    public static Function<String, @Nullable String> labels(PathLabelGenerator generator) {
        return name -> {
            Writable label;
            try {
                label = generator.getLabelForPath(name);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        generator.getClass().getSimpleName() + " has no label for " + name
                                + ", which is relative to the root of the folder: " + e,
                        e);
            }
            return label == null ? null : label.toString();
        };
    }
}
