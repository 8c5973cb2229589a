package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.sampling.SampleRandom;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What an image looks like at a glance: so small, and without colour, that copies of it look the same. Immutable.
 *
 * @param thumbnail the whole image as {@link #SIDE} x {@link #SIDE} grey pixels, each the mean of its part
 * @param shape the size of the whole image, upright
 */
public record Inspection(Image thumbnail, ImageShape shape) {

    /** The rows and the columns of a thumbnail. */
    public static final int SIDE = 9;

    private static final ImageShape SHAPE = new ImageShape(SIDE, SIDE, 1);
    private static final Resizing RESIZING = Resizing.stretch().interpolation(Interpolation.AREA);

    /**
     * Decodes an image in full and looks at it.
     *
     * @param content the bytes of a file, or pixels
     * @param pixelLimit how many pixels it may have
     * @param scratch the worker's memory
     * @return its thumbnail and its size
     * @throws IllegalArgumentException if it is no whole image, or too large; {@link TruncatedImageException} if its end
     *     is missing
     */
    public static Inspection of(ImageContent content, long pixelLimit, Scratch scratch) {
        Decoding decoding =
                Decoding.to(ColorMode.GRAYSCALE).pixelLimit(pixelLimit).reducingGap(0);
        SampleRandom nothing = SampleRandom.of(0, 0, 0, 0);
        Picture picture = content instanceof EncodedImage encoded
                ? Picture.decode(encoded.bytes(), decoding, RESIZING, SHAPE, nothing, scratch)
                : Picture.of((Image) content, decoding, RESIZING, SHAPE, nothing, scratch);
        Mat small = Resizer.resize(picture, RESIZING.resampling(), 0, SHAPE, scratch);
        Mat grey = scratch.resultOtherThan(small);
        small.convertTo(grey, opencv_core.CV_8U, 1 / Pixels.unit(small), 0);
        return new Inspection(Pixels.toImage(grey), picture.shape());
    }

    /**
     * Decodes what is to be learnt about the image, if that is in a file of its own.
     *
     * @param target of the image
     * @param pixelLimit how many pixels a mask may have
     * @param scratch the worker's memory
     * @throws IllegalArgumentException if a mask is no whole image, too large, of other classes, or not as large as the
     *     image; the message names its file
     */
    public void check(Target target, long pixelLimit, Scratch scratch) {
        Target unused = TargetStages.decoded(target, shape, pixelLimit, scratch, new StageClock(scratch));
    }
}
