package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.report.StageTimes;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** Carries out drawn operations, on the pixels of an image and on its mask. */
public final class Operations {

    private Operations() {}

    /**
     * Returns what operations make of an image. It takes native memory for this one call; the pipeline does the same in
     * the memory of a worker.
     *
     * @param operations what is to be done, in order
     * @param image the image, left as it is; a float one has values from 0 to 255
     * @return a new image, of the same kind unless an operation makes it float
     */
    public static Image apply(List<ImageOperation> operations, Image image) {
        return apply(operations, image, ValueRange.EIGHT_BIT);
    }

    /**
     * Returns what operations make of an image, as the other method of this name.
     *
     * @param operations what is to be done, in order
     * @param image the image, left as it is
     * @param range black and white of a float image, or null if nobody said, when what depends on it is refused
     * @return a new image, of the same kind unless an operation makes it float
     */
    public static Image apply(List<ImageOperation> operations, Image image, @Nullable ValueRange range) {
        try (Scratch scratch = new Scratch(new StageTimes())) {
            Pixels.copy(image, scratch.decoded);
            return Pixels.toImage(apply(operations, scratch.decoded, range, scratch));
        }
    }

    /**
     * Returns what operations make of a mask: warps move it, by nearest neighbour, whatever the image is interpolated
     * with; pixel operations leave it alone. What a warp makes up outside of the image is the mask's ignore index.
     *
     * @param operations what is done to the image, in order
     * @param mask the mask of that image, left as it is
     * @return a new mask with the same ignore index
     * @throws IllegalStateException if an operation cannot be followed ({@link PixelOp.Untracked})
     */
    public static Mask applyToMask(List<ImageOperation> operations, Mask mask) {
        try (Scratch scratch = new Scratch(new StageTimes())) {
            Pixels.copy(Image.ofBytes(mask.height(), mask.width(), 1, mask.toBytes()), scratch.decoded);
            Image moved = Pixels.toImage(applyToMask(operations, scratch.decoded, mask.ignoreIndex(), scratch));
            return Mask.of(moved.shape().height(), moved.shape().width(), moved.toBytes())
                    .ignoreIndex(mask.ignoreIndex());
        }
    }

    /**
     * Returns the Mat that holds the result, one of the scratch's; the input may be overwritten.
     *
     * @param range what values a float image may have, or null if nobody said
     */
    static Mat apply(List<ImageOperation> operations, Mat input, @Nullable ValueRange range, Scratch scratch) {
        ValueRange known = input.depth() == opencv_core.CV_8U ? ValueRange.EIGHT_BIT : range;
        Mat current = input;
        for (ImageOperation operation : ImageOperation.fuse(operations)) {
            if (operation instanceof Warp warp) {
                Mat result = scratch.resultOtherThan(current);
                Warps.apply(known == null ? warp : filled(warp, known), current, result, scratch);
                current = result;
            } else if (operation instanceof PixelOp change) {
                current = PixelOperations.apply(change, current, known, scratch);
            }
        }
        return current;
    }

    /** Constants are stated from 0 to 255, as all parameters are. */
    private static Warp filled(Warp warp, ValueRange range) {
        Border border = warp.border();
        return border.mode() == Border.Mode.CONSTANT && !range.equals(ValueRange.EIGHT_BIT)
                ? warp.border(Border.constant(range.ofEightBit(border.value())))
                : warp;
    }

    /**
     * Returns the Mat that holds the moved mask, one of the scratch's, with a class index where the border is made up.
     * The warps are those of the image, fused in the same way, so that the two stay aligned.
     */
    static Mat applyToMask(List<ImageOperation> operations, Mat mask, int madeUp, Scratch scratch) {
        Mat current = mask;
        for (ImageOperation operation : ImageOperation.tracked(operations)) {
            if (operation instanceof Warp warp) {
                Mat result = scratch.resultOtherThan(current);
                Warp nearest = warp.interpolation(Interpolation.NEAREST).border(Border.constant(madeUp));
                Warps.apply(nearest, current, result, scratch);
                current = result;
            }
        }
        return current;
    }
}
