package io.github.dl4jimagegen.keras;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageSource;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of Keras's {@code flow}. Its {@code x}, {@code y} and {@code sample_weight} are an {@link ImageArrays}.
 *
 * <pre>{@code
 * ImageArrays digits = ImageArrays.of(images, DataFormat.NCHW).oneHot(ClassIndex.numbered(10), labels);
 * DataSetIterator training = generator.flow(digits).batchSize(64).subset(Subset.TRAINING).build();
 * }</pre>
 *
 * <p>The first images are for validation, as in Keras. Not thread-safe.
 */
public final class FlowFromArrays extends FlowOptions<FlowFromArrays> {

    private final ImageArrays images;
    private boolean ignoreClassSplit;

    FlowFromArrays(ImageDataGenerator generator, ImageArrays images) {
        super(generator);
        this.images = images;
    }

    @Override
    FlowFromArrays self() {
        return this;
    }

    /**
     * Sets whether a class may be on one side of the validation split only, which is refused unless set.
     *
     * @param ignore true to allow it
     * @return these options
     */
    @CanIgnoreReturnValue
    public FlowFromArrays ignoreClassSplit(boolean ignore) {
        ignoreClassSplit = ignore;
        return this;
    }

    @Override
    ImageSource source(@Nullable Subset subset) {
        ValidationSplit split = generator.validationSplit();
        if (!split.isWhole(subset) && !ignoreClassSplit && split.tearsClassesApart(images)) {
            throw new IllegalArgumentException("the training images are of the classes "
                    + split.labels(images, Subset.TRAINING)
                    + " and the validation images, which are the first of all, of "
                    + split.labels(images, Subset.VALIDATION)
                    + ": shuffle the arrays, or set ignoreClassSplit(true)");
        }
        return split.rows(images, subset);
    }

    @Override
    ImagePipeline sized() {
        ImageShape shape = images.shape();
        return ImagePipeline.targetSize(shape.height(), shape.width()).colorMode(colors());
    }

    @Override
    ColorMode colors() {
        return colors(images.shape());
    }

    static ColorMode colors(ImageShape shape) {
        return switch (shape.channels()) {
            case 1 -> ColorMode.GRAYSCALE;
            case 3 -> ColorMode.RGB;
            case 4 -> ColorMode.RGBA;
            default ->
                throw new IllegalArgumentException(
                        "images must have 1, 3 or 4 channels, for grey, RGB or RGBA, but have " + shape.channels()
                                + otherFormat(shape));
        };
    }

    /** Returns the question whether an array has the other order: what was meant for channels then stands for a side. */
    private static String otherFormat(ImageShape shape) {
        if (couldBeChannels(shape.width())) {
            return ": is the last dimension, of " + shape.width()
                    + ", that of the channels? Then set dataFormat(DataFormat.NHWC)";
        }
        return couldBeChannels(shape.height())
                ? ": is the second dimension, of " + shape.height()
                        + ", that of the channels? Then set dataFormat(DataFormat.NCHW)"
                : "";
    }

    private static boolean couldBeChannels(int side) {
        return side == 1 || side == 3 || side == 4;
    }

    @Override
    ClassMode usualClassMode() {
        Target target = images.target(0);
        if (target instanceof Target.None) {
            return ClassMode.NONE;
        } else if (target instanceof Target.Values) {
            return ClassMode.RAW;
        }
        return target instanceof Target.Classes ? ClassMode.MULTI_LABEL : ClassMode.CATEGORICAL;
    }

    @Override
    int fileNumbers() {
        return 10_000;
    }
}
