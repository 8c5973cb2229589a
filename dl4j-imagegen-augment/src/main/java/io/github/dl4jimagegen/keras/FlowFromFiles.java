package io.github.dl4jimagegen.keras;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Resizing;
import org.jspecify.annotations.Nullable;

/**
 * What the flows over files have in common: how these become images of one size.
 *
 * @param <B> the options themselves
 */
public abstract sealed class FlowFromFiles<B extends FlowFromFiles<B>> extends FlowOptions<B>
        permits FlowFromDirectory, FlowFromSource {

    private int height = 256;
    private int width = 256;
    private ColorMode colorMode = ColorMode.RGB;
    private @Nullable PillowFilter interpolation;
    private boolean keepAspectRatio;

    FlowFromFiles(ImageDataGenerator generator) {
        super(generator);
    }

    /**
     * Sets the size that images are brought to; 256 x 256 unless set, or their own if they are in memory.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @return these options
     * @throws IllegalArgumentException if one is less
     */
    @CanIgnoreReturnValue
    public B targetSize(int rows, int columns) {
        ImagePipeline unused = ImagePipeline.targetSize(rows, columns);
        height = rows;
        width = columns;
        return self();
    }

    /**
     * Sets the channels that images are converted to; RGB unless set, or their own if they are in memory.
     *
     * @param mode GRAYSCALE, RGB or RGBA; or BGR, which Keras does not have
     * @return these options
     */
    @CanIgnoreReturnValue
    public B colorMode(ColorMode mode) {
        colorMode = mode;
        return self();
    }

    /**
     * Has images resized as Pillow does. Unless set, they are by default resized as a pipeline resizes them, bilinear,
     * and in Keras's modes with NEAREST, as by Keras.
     *
     * @param filter of Pillow
     * @return these options
     */
    @CanIgnoreReturnValue
    public B interpolation(PillowFilter filter) {
        interpolation = filter;
        return self();
    }

    /**
     * Sets whether images are cropped to the aspect ratio of the target size and not stretched; false unless set.
     *
     * @param keep true to crop
     * @return these options
     */
    @CanIgnoreReturnValue
    public B keepAspectRatio(boolean keep) {
        keepAspectRatio = keep;
        return self();
    }

    @Override
    ImagePipeline sized() {
        Resizing resizing = keepAspectRatio ? Resizing.cropToAspectRatio() : Resizing.stretch();
        PillowFilter filter =
                interpolation == null && generator.compatibility().isKeras() ? PillowFilter.NEAREST : interpolation;
        return ImagePipeline.targetSize(height, width)
                .colorMode(colorMode)
                .resize(filter == null ? resizing : resizing.pillow(filter));
    }

    @Override
    ColorMode colors() {
        return colorMode;
    }

    @Override
    ClassMode usualClassMode() {
        return ClassMode.CATEGORICAL;
    }

    @Override
    int fileNumbers() {
        return 10_000_000;
    }
}
