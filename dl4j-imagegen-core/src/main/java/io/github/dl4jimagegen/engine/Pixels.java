package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels between an {@link Image} on the Java heap and a Mat. */
final class Pixels {

    private Pixels() {}

    /** Returns what one unit of 0 to 255, in which the steps of a pipeline count, is in the values of a Mat. */
    static double unit(Mat mat) {
        return mat.depth() == opencv_core.CV_16U ? 257 : 1;
    }

    /** Copies an image into the scratch and converts its channels. */
    static Mat load(Image image, Decoding decoding, Scratch scratch) {
        copy(image, scratch.decoded);
        Mat pixels = scratch.decoded;
        if (decoding.background() != null && pixels.channels() == 4) {
            pixels = Channels.blend(pixels, false, decoding.background(), scratch);
        }
        return Channels.convert(pixels, false, decoding.colorMode(), scratch);
    }

    static void copy(Image image, Mat mat) {
        ImageShape shape = image.shape();
        int depth = image.isEightBit() ? opencv_core.CV_8U : opencv_core.CV_32F;
        mat.create(shape.height(), shape.width(), opencv_core.CV_MAKETYPE(depth, shape.channels()));
        if (image.isEightBit()) {
            try (BytePointer data = mat.data()) {
                data.put(image.toBytes());
            }
        } else {
            try (BytePointer data = mat.data();
                    FloatPointer floats = new FloatPointer(data)) {
                floats.put(image.toFloats());
            }
        }
    }

    static Image toImage(Mat mat) {
        int length = mat.rows() * mat.cols() * mat.channels();
        if (mat.depth() == opencv_core.CV_8U) {
            byte[] values = new byte[length];
            try (BytePointer data = mat.data()) {
                data.get(values);
            }
            return Image.ofBytes(mat.rows(), mat.cols(), mat.channels(), values);
        }
        float[] values = new float[length];
        try (BytePointer data = mat.data();
                FloatPointer floats = new FloatPointer(data)) {
            floats.get(values);
        }
        return Image.ofFloats(mat.rows(), mat.cols(), mat.channels(), values);
    }
}
