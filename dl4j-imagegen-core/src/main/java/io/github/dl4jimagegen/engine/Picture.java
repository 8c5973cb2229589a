package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Resampling;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Warp;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * An image that is yet to be sized.
 *
 * @param pixels one of the scratch's Mats; smaller than the shape if the file was decoded smaller
 * @param shape the size of the image as it is seen, which the placement is for
 * @param placement where the image goes
 */
record Picture(Mat pixels, ImageShape shape, Placement placement) {

    /**
     * Decodes a file.
     *
     * @param file the whole file, in native memory
     * @param target the size that the image will get
     * @param random the numbers for the size policy
     * @throws IllegalArgumentException if it is no image, damaged or too large, or placed outside of itself
     */
    static Picture decode(
            ByteBuffer file,
            Decoding decoding,
            SizePolicy policy,
            ImageShape target,
            RandomGenerator random,
            Scratch scratch) {
        ImageHeader header = ImageHeader.of(file);
        header.checkPixels(decoding.pixelLimit());
        ImageShape shape = header.shape(decoding.applyExifOrientation());
        Placement placement = place(policy, shape, target, random);
        double gap = mayBeReduced(policy.resampling()) ? decoding.reducingGap() : 0;
        int reduction = Decoder.reduction(header, placement, gap);
        return new Picture(Decoder.decode(file, header, decoding, reduction, scratch), shape, placement);
    }

    /** What is to be as with Pillow or TensorFlow, or one of the file's own pixels, is decoded in full. */
    private static boolean mayBeReduced(Resampling resampling) {
        return resampling instanceof Resampling.Standard standard && standard.interpolation() != Interpolation.NEAREST;
    }

    /** Takes over an image that is in memory. */
    static Picture of(
            Image image,
            Decoding decoding,
            SizePolicy policy,
            ImageShape target,
            RandomGenerator random,
            Scratch scratch) {
        Placement placement = place(policy, image.shape(), target, random);
        return new Picture(Pixels.load(image, decoding, scratch), image.shape(), placement);
    }

    /** Returns the placement as what masks, boxes and keypoints follow. */
    Warp sizing(ImageShape result) {
        return new Warp(
                placement.map(), shape, result.height(), result.width(), Border.NEAREST, Interpolation.BILINEAR);
    }

    static Placement place(SizePolicy policy, ImageShape shape, ImageShape target, RandomGenerator random) {
        Placement placement = policy.place(shape, target.height(), target.width(), random);
        if (!placement.source().isWithin(shape.height(), shape.width())
                || !placement.target().isWithin(target.height(), target.width())) {
            throw new IllegalArgumentException("the size policy took " + placement.source() + " of an image of " + shape
                    + " to " + placement.target() + " of a result of " + target
                    + ": a rectangle must lie within its image");
        }
        return placement;
    }
}
