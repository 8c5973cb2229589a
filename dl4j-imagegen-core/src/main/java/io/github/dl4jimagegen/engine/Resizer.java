package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resampling;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Brings pixels to a size: computes what a {@link Placement} says, as a {@link Resampling} says. */
final class Resizer {

    private Resizer() {}

    /**
     * Returns the Mat that holds the sized image: the one given if there is nothing to do, or one of the scratch's.
     *
     * @param picture the pixels and where they go
     * @param resampling how pixels are computed
     * @param padding what surrounds the image, in the unit of 8-bit and 16-bit ones (0 to 255), or of the float one
     * @param target the size of the result
     */
    static Mat resize(Picture picture, Resampling resampling, double padding, ImageShape target, Scratch scratch) {
        Mat pixels = picture.pixels();
        Rectangle source = inPixels(picture);
        Rectangle place = picture.placement().target();
        boolean everything = source.equals(Rectangle.whole(pixels.rows(), pixels.cols()));
        boolean everywhere = place.equals(Rectangle.whole(target.height(), target.width()));
        if (everything && everywhere && pixels.rows() == target.height() && pixels.cols() == target.width()) {
            return pixels;
        }
        Mat result = scratch.sized;
        result.create(target.height(), target.width(), type(pixels, resampling));
        if (everywhere) {
            resample(pixels, source, result, resampling, scratch);
            return result;
        }
        try (Scalar value = Scalar.all(padding * Pixels.unit(result));
                Mat part = part(result, place)) {
            Mat unused = result.put(value);
            resample(pixels, source, part, resampling, scratch);
        }
        return result;
    }

    /** A JPEG may have been decoded smaller than its shape, on which the placement counts. */
    private static Rectangle inPixels(Picture picture) {
        Rectangle source = picture.placement().source();
        Mat pixels = picture.pixels();
        ImageShape shape = picture.shape();
        if (pixels.rows() == shape.height() && pixels.cols() == shape.width()) {
            return source;
        }
        double x = (double) pixels.cols() / shape.width();
        double y = (double) pixels.rows() / shape.height();
        int left = (int) Math.round(source.left() * x);
        int top = (int) Math.round(source.top() * y);
        int right = (int) Math.round((source.left() + source.width()) * x);
        int bottom = (int) Math.round((source.top() + source.height()) * y);
        return new Rectangle(left, top, right - left, bottom - top);
    }

    private static int type(Mat pixels, Resampling resampling) {
        boolean becomesFloat = resampling instanceof Resampling.TensorFlow tensorFlow
                && tensorFlow.interpolation() == Interpolation.BILINEAR;
        int depth = becomesFloat ? opencv_core.CV_32F : pixels.depth();
        return opencv_core.CV_MAKETYPE(depth, pixels.channels());
    }

    static Mat part(Mat whole, Rectangle rectangle) {
        try (Rect rect = new Rect(rectangle.left(), rectangle.top(), rectangle.width(), rectangle.height())) {
            return new Mat(whole, rect);
        }
    }

    private static void resample(Mat pixels, Rectangle source, Mat result, Resampling resampling, Scratch scratch) {
        if (resampling instanceof Resampling.Pillow pillow) {
            if (pillow.filter() == PillowFilter.NEAREST) {
                NearestResize.pillow(pixels, source, result);
            } else {
                scratch.pillow.resize(pixels, source, result, pillow.filter(), true);
            }
        } else if (resampling instanceof Resampling.TensorFlow tensorFlow) {
            if (tensorFlow.interpolation() == Interpolation.NEAREST) {
                NearestResize.tensorFlow(pixels, source, result);
            } else {
                TensorFlowResize.bilinear(pixels, source, Pixels.unit(pixels), result);
            }
        } else if (resampling instanceof Resampling.Standard standard) {
            standard(pixels, source, result, standard, scratch);
        }
    }

    private static void standard(
            Mat pixels, Rectangle source, Mat result, Resampling.Standard standard, Scratch scratch) {
        boolean shrinks = source.width() > result.cols() || source.height() > result.rows();
        Interpolation interpolation = standard.interpolation();
        if (standard.antialias() && shrinks && interpolation != Interpolation.AREA) {
            scratch.pillow.resize(pixels, source, result, PillowFilter.valueOf(interpolation.name()), false);
            return;
        }
        if (source.equals(Rectangle.whole(pixels.rows(), pixels.cols()))) {
            openCv(pixels, result, interpolation);
            return;
        }
        try (Mat part = part(pixels, source)) {
            openCv(part, result, interpolation);
        }
    }

    private static void openCv(Mat pixels, Mat result, Interpolation interpolation) {
        try (Size size = new Size(result.cols(), result.rows())) {
            opencv_imgproc.resize(pixels, result, size, 0, 0, flag(interpolation));
        }
    }

    private static int flag(Interpolation interpolation) {
        return switch (interpolation) {
            case NEAREST -> opencv_imgproc.INTER_NEAREST_EXACT; // the other one is off by up to half a pixel
            case BILINEAR -> opencv_imgproc.INTER_LINEAR;
            case BICUBIC -> opencv_imgproc.INTER_CUBIC;
            case LANCZOS -> opencv_imgproc.INTER_LANCZOS4;
            case AREA -> opencv_imgproc.INTER_AREA;
        };
    }
}
