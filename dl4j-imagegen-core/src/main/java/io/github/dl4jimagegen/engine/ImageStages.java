package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one image, from its bytes to its row of a batch: read, decode, size, augment, rescale and write.
 * Immutable and thread-safe; what changes is in the worker's scratch.
 *
 * @param shape the shape of the result
 * @param decoding how files become pixels; its color mode gives the channels of the result
 * @param sizePolicy which part of an image goes where, and how
 * @param rescale the factor of the last write
 * @param eightBit whether values are written as UINT8 and not as FLOAT
 * @param dataFormat the order of the dimensions of a batch
 * @param augmentation what is drawn for each image, or null for nothing
 */
public record ImageStages(
        ImageShape shape,
        Decoding decoding,
        SizePolicy sizePolicy,
        double rescale,
        boolean eightBit,
        DataFormat dataFormat,
        @Nullable Augmentation augmentation) {

    /** The step of a sample's random numbers that its size is drawn with; augmentations count theirs from 0. */
    private static final int SIZE_STEP = -1;

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
        StageClock clock = new StageClock(scratch.times);
        try {
            ByteBuffer bytes = source.read(index, scratch::buffer);
            clock.enter(Stage.DECODE);
            SampleRandom random = planned.random();
            Picture picture = Picture.decode(bytes, decoding, sizePolicy, shape, random.step(SIZE_STEP), scratch);
            finish(picture, random, batch, row, scratch, clock);
        } catch (IOException | RuntimeException e) {
            throw new ImageReadException(message(clock.stage(), source, index, reason(e)), e);
        } catch (Error e) { // delivered as it is, with the name of the image beside it
            e.addSuppressed(new ImageReadException(message(clock.stage(), source, index, e.toString()), null));
            throw e;
        }
    }

    private static String message(Stage stage, ImageSource source, int index, String reason) {
        String className = source.classes().names().get(source.label(index));
        return "cannot " + stage + " " + source.name(index) + " under " + source + " (class " + className + ", index "
                + source.sourceIndex(index) + "): " + reason;
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
        StageClock clock = new StageClock(scratch.times);
        clock.enter(Stage.DECODE);
        Picture picture = Picture.of(sample.image(), decoding, sizePolicy, shape, random.step(SIZE_STEP), scratch);
        finish(picture, random, batch, row, scratch, clock);
    }

    private void finish(
            Picture picture, SampleRandom random, OpenBatch batch, int row, Scratch scratch, StageClock clock) {
        clock.enter(Stage.SIZE);
        Mat result = Resizer.resize(picture, sizePolicy.resampling(), sizePolicy.padding(), shape, scratch);
        if (augmentation != null) {
            clock.enter(Stage.AUGMENT);
            result = inUnits(result, scratch);
            List<ImageOperation> operations = augmentation.draw(shape, random);
            result = Operations.apply(operations, result, scratch);
            if (result.rows() != shape.height() || result.cols() != shape.width()) {
                throw new IllegalStateException("augmentation made an image of " + result.rows() + "x" + result.cols()
                        + " but the pipeline's target size is " + shape.height() + "x" + shape.width());
            }
        }
        clock.enter(Stage.WRITE);
        write(result, batch.featureAddress(row), scratch);
        clock.done();
    }

    /** Augmentations count values from 0 to 255: 16-bit pixels become floats of that range, with their fractions. */
    private static Mat inUnits(Mat pixels, Scratch scratch) {
        double unit = Pixels.unit(pixels);
        if (unit == 1) {
            return pixels;
        }
        Mat floats = scratch.resultOtherThan(pixels);
        pixels.convertTo(floats, opencv_core.CV_32F, 1 / unit, 0);
        return floats;
    }

    /** 8-bit channels are taken apart before they become floats: a quarter of the memory to move. */
    private void write(Mat pixels, long address, Scratch scratch) {
        int channels = shape.channels();
        int depth = eightBit ? opencv_core.CV_8U : opencv_core.CV_32F;
        double factor = rescale / Pixels.unit(pixels);
        if (dataFormat == DataFormat.NHWC || channels == 1) {
            int type = opencv_core.CV_MAKETYPE(depth, channels);
            try (NativeAddress pointer = new NativeAddress(address);
                    Mat slot = new Mat(shape.height(), shape.width(), type, pointer)) {
                pixels.convertTo(slot, depth, factor, 0);
            }
            return;
        }
        try (NativeAddress pointer = new NativeAddress(address);
                Mat slot = new Mat(shape.height() * channels, shape.width(), depth, pointer)) {
            opencv_core.split(pixels, scratch.planeViews(shape, pixels.depth()));
            scratch.planes.convertTo(slot, depth, factor, 0);
        }
    }
}
