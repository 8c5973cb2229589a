package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one image, from its bytes to its row of a batch: read, decode, size, augment, rescale and write.
 * Immutable and thread-safe; what changes is in the worker's scratch.
 *
 * @param shape the shape of the result
 * @param colorMode the channels of the result
 * @param rescale the factor of the last write
 * @param eightBit whether values are written as UINT8 and not as FLOAT
 * @param dataFormat the order of the dimensions of a batch
 * @param valueRange what values float images may have, or null if nobody said
 * @param augmentation what is drawn for each image, or null for nothing
 */
public record ImageStages(
        ImageShape shape,
        ColorMode colorMode,
        double rescale,
        boolean eightBit,
        DataFormat dataFormat,
        @Nullable ValueRange valueRange,
        @Nullable Augmentation augmentation) {

    private static final TargetStages TARGETS = new TargetStages(Boxes.MIN_VISIBLE);

    /** Returns the map that {@link #size} carries out. */
    private Warp stretch(ImageShape original) {
        double x = (double) shape.width() / original.width();
        double y = (double) shape.height() / original.height();
        Affine map = new Affine(x, 0, (x - 1) / 2, 0, y, (y - 1) / 2);
        return new Warp(map, original, shape.height(), shape.width(), Border.NEAREST, Interpolation.BILINEAR);
    }

    /**
     * Prepares an image and writes it into its row of a batch.
     *
     * @param content the bytes of a file, or pixels
     * @param target what is to be learnt about the image
     * @param random the random numbers of the image
     * @param batch the batch
     * @param row the row
     * @param scratch the worker's memory
     * @param clock follows the image through the stages
     * @return the target after augmentation
     * @throws IllegalArgumentException if the bytes are no whole image
     * @throws IllegalStateException if augmentation goes wrong
     */
    public Target process(
            ImageContent content,
            Target target,
            SampleRandom random,
            OpenBatch batch,
            int row,
            Scratch scratch,
            StageClock clock) {
        clock.enter(Stage.DECODE);
        Mat pixels = content instanceof EncodedImage encoded
                ? Pixels.decode(encoded.bytes(), colorMode, scratch)
                : Pixels.load((Image) content, colorMode, scratch);
        ImageShape original = new ImageShape(pixels.rows(), pixels.cols(), pixels.channels());
        clock.enter(Stage.SIZE);
        Mat result = size(pixels, scratch);
        List<ImageOperation> operations = List.of();
        if (augmentation != null) {
            clock.enter(Stage.AUGMENT);
            operations = augmentation.draw(shape, random);
            result = Operations.apply(operations, result, valueRange, scratch);
            if (result.rows() != shape.height() || result.cols() != shape.width()) {
                throw new IllegalStateException("augmentation made an image of " + result.rows() + "x" + result.cols()
                        + " but the pipeline's target size is " + shape.height() + "x" + shape.width());
            }
        }
        clock.enter(Stage.WRITE);
        write(result, batch.featureAddress(row), scratch);
        return TARGETS.apply(target, stretch(original), operations);
    }

    private Mat size(Mat pixels, Scratch scratch) {
        if (pixels.rows() == shape.height() && pixels.cols() == shape.width()) {
            return pixels;
        }
        try (Size size = new Size(shape.width(), shape.height())) {
            opencv_imgproc.resize(pixels, scratch.sized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
        }
        return scratch.sized;
    }

    /** 8-bit channels are taken apart before they become floats: a quarter of the memory to move. */
    private void write(Mat pixels, long address, Scratch scratch) {
        int channels = shape.channels();
        int depth = eightBit ? opencv_core.CV_8U : opencv_core.CV_32F;
        if (dataFormat == DataFormat.NHWC || channels == 1) {
            int type = opencv_core.CV_MAKETYPE(depth, channels);
            try (NativeAddress pointer = new NativeAddress(address);
                    Mat slot = new Mat(shape.height(), shape.width(), type, pointer)) {
                pixels.convertTo(slot, depth, rescale, 0);
            }
            return;
        }
        try (NativeAddress pointer = new NativeAddress(address);
                Mat slot = new Mat(shape.height() * channels, shape.width(), depth, pointer)) {
            opencv_core.split(pixels, scratch.planeViews(shape, pixels.depth()));
            scratch.planes.convertTo(slot, depth, rescale, 0);
        }
    }
}
