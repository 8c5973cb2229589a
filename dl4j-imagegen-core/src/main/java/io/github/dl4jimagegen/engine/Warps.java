package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Warp;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Carries out warps. */
final class Warps {

    private static final int FLIP_ROWS = 0;
    private static final int FLIP_COLUMNS = 1;
    private static final int FLIP_BOTH = -1;

    private Warps() {}

    static void apply(Warp warp, Mat input, Mat result, Scratch scratch) {
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
}
