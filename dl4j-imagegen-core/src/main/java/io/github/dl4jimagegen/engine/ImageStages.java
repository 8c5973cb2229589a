package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
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
 * @param dataFormat the order of the dimensions of a batch
 * @param augmentation what is drawn for each image, or null for nothing
 */
public record ImageStages(
        ImageShape shape,
        ColorMode colorMode,
        double rescale,
        DataFormat dataFormat,
        @Nullable Augmentation augmentation) {

    /**
     * Puts an image of a source into its row of a batch.
     *
     * @param source where the image is
     * @param planned which one it is, and its random numbers
     * @param batch the batch
     * @param row the row
     * @param scratch the worker's memory
     * @throws ImageReadException if the image cannot be read, decoded or augmented
     */
    public void process(ImageSource source, PlannedSample planned, OpenBatch batch, int row, Scratch scratch) {
        int index = planned.index();
        batch.describe(row, source.label(index), source.name(index));
        String action = "read";
        try {
            ByteBuffer bytes = source.read(index, scratch::buffer);
            action = "decode";
            Mat pixels = Pixels.decode(bytes, colorMode, scratch);
            action = "augment";
            finish(pixels, planned.random(), batch, row, scratch);
        } catch (IOException | RuntimeException e) {
            String className = source.classes().names().get(source.label(index));
            throw new ImageReadException(
                    "cannot " + action + " " + source.name(index) + " under " + source + " (class " + className
                            + ", index " + source.sourceIndex(index) + "): " + reason(e),
                    e);
        }
    }

    /** A file that does not exist has only its own name as its message. */
    private static String reason(Exception e) {
        return e instanceof FileSystemException
                ? e.getClass().getSimpleName() + " " + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    /**
     * Puts a generator's image into its row of a batch.
     *
     * @param sample the image and its class
     * @param number the number of the example in its epoch, from 0
     * @param random its random numbers
     * @param batch the batch
     * @param row the row
     * @param scratch the worker's memory
     */
    public void process(Sample sample, long number, SampleRandom random, OpenBatch batch, int row, Scratch scratch) {
        batch.describe(row, sample.label(), "example " + number);
        finish(Pixels.load(sample.image(), colorMode, scratch), random, batch, row, scratch);
    }

    private void finish(Mat pixels, SampleRandom random, OpenBatch batch, int row, Scratch scratch) {
        Mat result = size(pixels, scratch);
        if (augmentation != null) {
            List<ImageOperation> operations = augmentation.draw(shape, random);
            result = Operations.apply(operations, result, scratch);
            if (result.rows() != shape.height() || result.cols() != shape.width()) {
                throw new IllegalStateException("augmentation made an image of " + result.rows() + "x" + result.cols()
                        + " but the pipeline's target size is " + shape.height() + "x" + shape.width());
            }
        }
        write(result, batch.featureAddress(row), scratch);
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
        if (dataFormat == DataFormat.NHWC || channels == 1) {
            int type = opencv_core.CV_32FC(channels);
            try (NativeAddress pointer = new NativeAddress(address);
                    Mat slot = new Mat(shape.height(), shape.width(), type, pointer)) {
                pixels.convertTo(slot, opencv_core.CV_32F, rescale, 0);
            }
            return;
        }
        try (NativeAddress pointer = new NativeAddress(address);
                Mat slot = new Mat(shape.height() * channels, shape.width(), opencv_core.CV_32FC1, pointer)) {
            opencv_core.split(pixels, scratch.planeViews(shape, pixels.depth()));
            scratch.planes.convertTo(slot, opencv_core.CV_32F, rescale, 0);
        }
    }
}
