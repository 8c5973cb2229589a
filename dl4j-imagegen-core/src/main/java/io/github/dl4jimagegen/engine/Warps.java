package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Perspective;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Carries out warps, each by the cheapest way that there is for it. */
final class Warps {

    private static final int FLIP_ROWS = 0;
    private static final int FLIP_COLUMNS = 1;
    private static final int FLIP_BOTH = -1;

    private Warps() {}

    static void apply(Warp warp, Mat input, Mat result, Scratch scratch) {
        ImageShape unused = warp.outputShape(new ImageShape(input.rows(), input.cols(), input.channels()));
        if (warp.map() instanceof Affine map) {
            affine(warp, map, input, result, scratch);
        } else if (warp.map() instanceof Perspective map) {
            perspective(warp, map, input, result, scratch);
        } else if (warp.map() instanceof DisplacementField field) {
            displace(warp, field, input, result, scratch);
        }
    }

    private static void affine(Warp warp, Affine map, Mat input, Mat result, Scratch scratch) {
        if (warp.isExact()) {
            try (Mat region = region(warp, input)) {
                move(map, region, result);
            }
        } else if (warp.isResize() && warp.interpolation() != Interpolation.NEAREST) {
            try (Mat region = region(warp, input)) {
                resize(region, warp, result);
            }
        } else {
            Affine pull = map.inverse();
            // Whole pixels need no interpolation, only what lies outside.
            int method = map.movesWholePixels() ? opencv_imgproc.INTER_NEAREST : method(warp.interpolation());
            try (DoublePointer matrix = new DoublePointer(scratch.affine.data());
                    Size size = new Size(warp.width(), warp.height());
                    Scalar value = Scalar.all(warp.border().value())) {
                matrix.put(pull.a(), pull.b(), pull.c(), pull.d(), pull.e(), pull.f());
                opencv_imgproc.warpAffine(
                        input,
                        result,
                        scratch.affine,
                        size,
                        method | opencv_imgproc.WARP_INVERSE_MAP,
                        border(warp.border()),
                        value);
            }
        }
    }

    /** A side that shrinks takes means, a side that grows is interpolated; OpenCV does both sides in one way only. */
    private static void resize(Mat region, Warp warp, Mat result) {
        int method = method(warp.interpolation());
        int height = Math.min(region.rows(), warp.height());
        int width = Math.min(region.cols(), warp.width());
        if (height == region.rows() && width == region.cols()) {
            resize(region, warp.height(), warp.width(), method, result);
        } else if (height == warp.height() && width == warp.width()) {
            resize(region, height, width, opencv_imgproc.INTER_AREA, result);
        } else {
            try (Mat shrunk = new Mat()) {
                resize(region, height, width, opencv_imgproc.INTER_AREA, shrunk);
                resize(shrunk, warp.height(), warp.width(), method, result);
            }
        }
    }

    private static void resize(Mat input, int height, int width, int method, Mat result) {
        try (Size size = new Size(width, height)) {
            opencv_imgproc.resize(input, result, size, 0, 0, method);
        }
    }

    @SuppressWarnings("OptionalGetWithoutIsPresent") // exact moves and resizings have a region
    private static Mat region(Warp warp, Mat input) {
        Rectangle region = warp.region().get();
        try (Rect rectangle = new Rect(region.left(), region.top(), region.width(), region.height())) {
            return new Mat(input, rectangle);
        }
    }

    /** The eight ways to lay a rectangle on its place. */
    private static void move(Affine map, Mat region, Mat result) {
        boolean right = map.a() + map.b() > 0;
        boolean down = map.d() + map.e() > 0;
        if (map.a() != 0) {
            if (right && down) {
                region.copyTo(result);
            } else {
                opencv_core.flip(region, result, right ? FLIP_ROWS : down ? FLIP_COLUMNS : FLIP_BOTH);
            }
        } else if (right != down) {
            opencv_core.rotate(
                    region, result, down ? opencv_core.ROTATE_90_CLOCKWISE : opencv_core.ROTATE_90_COUNTERCLOCKWISE);
        } else {
            opencv_core.transpose(region, result);
            if (!right) {
                opencv_core.flip(result, result, FLIP_BOTH);
            }
        }
    }

    private static void perspective(Warp warp, Perspective map, Mat input, Mat result, Scratch scratch) {
        Perspective pull = map.inverse();
        try (DoublePointer matrix = new DoublePointer(scratch.perspective.data());
                Size size = new Size(warp.width(), warp.height());
                Scalar value = Scalar.all(warp.border().value())) {
            matrix.put(pull.a(), pull.b(), pull.c(), pull.d(), pull.e(), pull.f(), pull.g(), pull.h(), pull.i());
            opencv_imgproc.warpPerspective(
                    input,
                    result,
                    scratch.perspective,
                    size,
                    method(warp.interpolation()) | opencv_imgproc.WARP_INVERSE_MAP,
                    border(warp.border()),
                    value);
        }
    }

    private static void displace(Warp warp, DisplacementField field, Mat input, Mat result, Scratch scratch) {
        try (Scalar value = Scalar.all(warp.border().value())) {
            opencv_imgproc.remap(
                    input,
                    result,
                    scratch.sources(field),
                    scratch.none,
                    method(warp.interpolation()),
                    border(warp.border()),
                    value);
        }
    }

    private static int method(Interpolation interpolation) {
        return switch (interpolation) {
            case NEAREST -> opencv_imgproc.INTER_NEAREST;
            case BILINEAR -> opencv_imgproc.INTER_LINEAR;
            case BICUBIC -> opencv_imgproc.INTER_CUBIC;
            case LANCZOS -> opencv_imgproc.INTER_LANCZOS4;
            case AREA -> throw new AssertionError("no warp has it");
        };
    }

    private static int border(Border border) {
        return switch (border.mode()) {
            case CONSTANT -> opencv_core.BORDER_CONSTANT;
            case NEAREST -> opencv_core.BORDER_REPLICATE;
            case REFLECT -> opencv_core.BORDER_REFLECT;
            case MIRROR -> opencv_core.BORDER_REFLECT_101;
            case WRAP -> opencv_core.BORDER_WRAP;
        };
    }
}
