package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.PixelOp;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Changes of each value by its neighbourhood. */
final class Filters {

    private Filters() {}

    static Mat convolve(Convolution convolution, Mat input, Mat result) {
        try (Mat kernel = new Mat(convolution.height(), convolution.width(), opencv_core.CV_64F);
                DoublePointer weights = new DoublePointer(kernel.data())) {
            for (int i = 0; i < convolution.weights().size(); i++) {
                weights.put(i, convolution.weights().get(i));
            }
            opencv_imgproc.filter2D(input, result, -1, kernel);
        }
        return result;
    }

    static Mat gaussian(PixelOp.GaussianBlur blur, Mat input, Mat result) {
        if (blur.sigma() == 0) {
            return input;
        }
        int side = 2 * (int) Math.ceil(3 * blur.sigma()) + 1;
        try (Size size = new Size(side, side)) {
            opencv_imgproc.GaussianBlur(input, result, size, blur.sigma());
        }
        return result;
    }

    static Mat median(PixelOp.MedianBlur blur, Mat input, Mat result) {
        opencv_imgproc.medianBlur(input, result, blur.size());
        return result;
    }
}
