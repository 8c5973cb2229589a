package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.cache.CachedPicture;
import io.github.dl4jimagegen.cache.PictureSlot;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one image, from its bytes to its row of a batch: read, decode, size, augment, preprocess, normalise and
 * write.
 * Immutable and thread-safe; what changes is in the worker's scratch.
 *
 * @param shape the shape of the result
 * @param decoding how files become pixels; its color mode gives the channels of the result
 * @param sizePolicy which part of an image goes where, and how
 * @param minVisible the share of its area that must remain of a box
 * @param writer the last stage
 * @param valueRange what values float images may have, or null if nobody said
 * @param augmentation what is drawn for each image, or null for nothing
 * @param preprocessing the user's function, or null for none
 */
public record ImageStages(
        ImageShape shape,
        Decoding decoding,
        SizePolicy sizePolicy,
        double minVisible,
        RowWriter writer,
        @Nullable ValueRange valueRange,
        @Nullable Augmentation augmentation,
        @Nullable PreprocessingFunction preprocessing) {

    /** The step of a sample's random numbers that its size is drawn with; augmentations count theirs from 0. */
    static final int SIZE_STEP = -1;

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
     * @param slot where what precedes the first drawn step is kept, or null
     * @return the target after augmentation
     * @throws IllegalArgumentException if the bytes are no whole image
     * @throws IllegalStateException if augmentation goes wrong, or the preprocessing function changes the shape
     */
    public Target process(
            ImageContent content,
            Target target,
            SampleRandom random,
            OpenBatch batch,
            int row,
            Scratch scratch,
            StageClock clock,
            @Nullable PictureSlot slot) {
        boolean drawn = sizePolicy.isDrawn();
        Picture picture = decode(content, shape, random.step(SIZE_STEP), scratch, clock);
        Target decoded = decoded(target, picture.shape(), scratch, clock);
        if (slot != null && drawn) {
            Cached.offer(picture.pixels(), picture.shape(), null, slot);
        }
        Mat sized = size(picture, shape, scratch, clock);
        if (slot != null && !drawn) {
            Cached.offer(sized, picture.shape(), picture.placement(), slot);
        }
        return finish(sized, picture, decoded, random, batch, row, scratch, clock);
    }

    /**
     * Prepares an image whose decoded picture was kept, exactly as it would be without that.
     *
     * @param cached what was kept
     * @param target what is to be learnt about the image
     * @param random the random numbers of the image
     * @param batch the batch
     * @param row the row
     * @param scratch the worker's memory
     * @param clock follows the image through the stages
     * @return the target after augmentation
     * @throws IllegalStateException if augmentation goes wrong, or the preprocessing function changes the shape
     */
    public Target process(
            CachedPicture cached,
            Target target,
            SampleRandom random,
            OpenBatch batch,
            int row,
            Scratch scratch,
            StageClock clock) {
        Target decoded = decoded(target, cached.shape(), scratch, clock);
        clock.enter(Stage.SIZE);
        try (Cached pixels = Cached.view(cached)) {
            Placement known = cached.placement();
            Placement placement =
                    known != null ? known : Picture.place(sizePolicy, cached.shape(), shape, random.step(SIZE_STEP));
            Picture picture = new Picture(pixels.mat(), cached.shape(), placement);
            Mat sized = known != null ? pixels.mat() : size(picture, shape, scratch, clock);
            if (augmentation != null && sized.data().equals(pixels.mat().data())) { // it would be worked on in place
                sized.copyTo(scratch.sized);
                sized = scratch.sized;
            }
            return finish(sized, picture, decoded, random, batch, row, scratch, clock);
        }
    }

    private Target finish(
            Mat sized,
            Picture picture,
            Target target,
            SampleRandom random,
            OpenBatch batch,
            int row,
            Scratch scratch,
            StageClock clock) {
        Target sizedTarget = targets().sized(target, picture.sizing(shape));
        return finish(sized, Pixels.unit(sized) == 1, sizedTarget, random, batch, row, scratch, clock);
    }

    /**
     * Begins an image that is put together of several.
     *
     * @param tiles which fill it
     * @param scratch the worker's memory
     * @return what takes them one after the other
     */
    public MosaicStages mosaic(List<Mosaic.Tile> tiles, Scratch scratch) {
        return new MosaicStages(this, tiles, scratch);
    }

    TargetStages targets() {
        return new TargetStages(minVisible);
    }

    Picture decode(ImageContent content, ImageShape result, SampleRandom random, Scratch scratch, StageClock clock) {
        clock.enter(Stage.DECODE);
        return content instanceof EncodedImage encoded
                ? Picture.decode(encoded.bytes(), decoding, sizePolicy, result, random, scratch)
                : Picture.of((Image) content, decoding, sizePolicy, result, random, scratch);
    }

    Target decoded(Target target, ImageShape image, Scratch scratch, StageClock clock) {
        return TargetStages.decoded(target, image, decoding.pixelLimit(), scratch, clock);
    }

    Mat size(Picture picture, ImageShape result, Scratch scratch, StageClock clock) {
        clock.enter(Stage.SIZE);
        double padding = sizePolicy.padding();
        if (valueRange != null && picture.pixels().depth() == opencv_core.CV_32F) {
            padding = valueRange.ofEightBit(padding);
        }
        return Resizer.resize(picture, sizePolicy.resampling(), padding, result, scratch);
    }

    /**
     * Augments, preprocesses and writes.
     *
     * @param ownRange whether float values have the range of the source, not that of 8 bits
     */
    Target finish(
            Mat sized,
            boolean ownRange,
            Target target,
            SampleRandom random,
            OpenBatch batch,
            int row,
            Scratch scratch,
            StageClock clock) {
        Mat result = sized;
        List<ImageOperation> operations = List.of();
        if (augmentation != null) {
            clock.enter(Stage.AUGMENT);
            result = redFirst(inUnits(result, scratch), scratch);
            operations = augmentation.draw(shape, random);
            result = Operations.apply(operations, result, ownRange ? valueRange : ValueRange.EIGHT_BIT, scratch);
            result = redFirst(result, scratch);
            checkSize(result.rows(), result.cols(), shape);
        }
        if (preprocessing != null) {
            clock.enter(Stage.PREPROCESS);
            result = preprocessed(preprocessing, result, scratch);
        }
        clock.enter(Stage.WRITE);
        writer.write(result, batch.featureAddress(row), scratch);
        return targets().augmented(target, shape, operations);
    }

    /**
     * Checks the size of an augmented image.
     *
     * @param height its rows
     * @param width its columns
     * @param shape what the pipeline makes
     * @throws IllegalStateException if it has another size
     */
    public static void checkSize(int height, int width, ImageShape shape) {
        if (height != shape.height() || width != shape.width()) {
            throw new IllegalStateException("augmentation made an image of " + height + "x" + width
                    + " but the pipeline's target size is " + shape.height() + "x" + shape.width()
                    + ": end it with what restores the size, such as Augmentations.resize(" + shape.height() + ", "
                    + shape.width() + ")");
        }
    }

    /** Augmentations know colours as red, green, blue: for them, BGR is turned round, and back. */
    private Mat redFirst(Mat pixels, Scratch scratch) {
        if (decoding.colorMode() != ColorMode.BGR) {
            return pixels;
        }
        Mat turned = scratch.resultOtherThan(pixels);
        opencv_imgproc.cvtColor(pixels, turned, opencv_imgproc.COLOR_BGR2RGB);
        return turned;
    }

    /** The function sees floats, so that nothing it computes is rounded. */
    private static Mat preprocessed(PreprocessingFunction function, Mat pixels, Scratch scratch) {
        Mat floats = scratch.resultOtherThan(pixels);
        pixels.convertTo(floats, opencv_core.CV_32F, 1 / Pixels.unit(pixels), 0);
        Image image = Pixels.toImage(floats);
        Image changed = function.apply(image);
        if (!changed.shape().equals(image.shape())) {
            throw new IllegalStateException("the preprocessing function " + function.describe() + " made " + changed
                    + " of " + image + " but must keep the shape: sizes are set by targetSize and resize, channels by"
                    + " colorMode");
        }
        Pixels.copy(changed, floats);
        return floats;
    }

    /** Augmentations count values from 0 to 255: 16-bit pixels become floats of that range, with their fractions. */
    static Mat inUnits(Mat pixels, Scratch scratch) {
        double unit = Pixels.unit(pixels);
        if (unit == 1) {
            return pixels;
        }
        Mat floats = scratch.resultOtherThan(pixels);
        pixels.convertTo(floats, opencv_core.CV_32F, 1 / unit, 0);
        return floats;
    }
}
