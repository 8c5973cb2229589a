package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Carries out drawn operations. */
final class Operations {

    private static final int FLIP_ROWS = 0;
    private static final int FLIP_COLUMNS = 1;
    private static final int FLIP_BOTH = -1;

    private Operations() {}

    /** Returns the Mat that holds the result, one of the scratch's; the input may be overwritten. */
    static Mat apply(List<ImageOperation> operations, Mat input, Scratch scratch) {
        Mat current = input;
        for (ImageOperation operation : ImageOperation.fuse(operations)) {
            Mat result = scratch.resultOtherThan(current);
            if (operation instanceof Warp warp) {
                warp(warp, current, result, scratch);
                current = result;
            } else if (operation instanceof PixelOp.Linear linear) {
                current.convertTo(current, -1, linear.gain(), linear.bias());
            } else if (operation instanceof PixelOp.Custom custom) {
                custom(custom, current, result);
                current = result;
            }
        }
        return current;
    }

    private static void warp(Warp warp, Mat input, Mat result, Scratch scratch) {
        ImageShape unused = warp.outputShape(new ImageShape(input.rows(), input.cols(), input.channels()));
        Affine map = warp.map();
        if (warp.isIdentity()) {
            input.copyTo(result);
            return;
        }
        if (warp.isExact()) {
            int code = map.a() > 0 ? FLIP_ROWS : map.e() > 0 ? FLIP_COLUMNS : FLIP_BOTH;
            opencv_core.flip(input, result, code);
            return;
        }
        Affine pull = map.inverse();
        try (DoublePointer matrix = new DoublePointer(scratch.matrix.data());
                Size size = new Size(warp.width(), warp.height());
                Scalar border = Scalar.all(warp.border().value())) {
            matrix.put(pull.a(), pull.b(), pull.c(), pull.d(), pull.e(), pull.f());
            int interpolation = warp.interpolation() == Interpolation.NEAREST
                    ? opencv_imgproc.INTER_NEAREST
                    : opencv_imgproc.INTER_LINEAR;
            opencv_imgproc.warpAffine(
                    input,
                    result,
                    scratch.matrix,
                    size,
                    interpolation | opencv_imgproc.WARP_INVERSE_MAP,
                    borderMode(warp.border()),
                    border);
        }
    }

    private static int borderMode(Border border) {
        return switch (border.mode()) {
            case CONSTANT -> opencv_core.BORDER_CONSTANT;
            case NEAREST -> opencv_core.BORDER_REPLICATE;
            case REFLECT -> opencv_core.BORDER_REFLECT;
            case WRAP -> opencv_core.BORDER_WRAP;
        };
    }

    private static void custom(PixelOp.Custom custom, Mat input, Mat result) {
        Image image = Pixels.toImage(input);
        Image changed = custom.function().apply(image);
        if (!changed.shape().equals(image.shape()) || changed.isEightBit() != image.isEightBit()) {
            throw new IllegalStateException(
                    "a pixel function made " + changed + " of " + image + " but must keep the shape and the kind");
        }
        Pixels.copy(changed, result);
    }
}
