package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels come in: from encoded bytes or from an {@link Image}, as 8-bit or float Mats of the wanted channels. */
final class Pixels {

    private Pixels() {}

    /** Decodes an image; the result is one of the scratch's Mats. Orientation tags of EXIF are applied. */
    static Mat decode(ByteBuffer bytes, ColorMode colorMode, Scratch scratch) {
        ByteBuffer header = bytes.duplicate(); // big-endian as JPEG and PNG are, which a native buffer is not
        String defect = EncodedImages.defect(header);
        if (defect != null) {
            throw new IllegalArgumentException(defect);
        }
        int flags =
                switch (colorMode) {
                    case GRAYSCALE -> opencv_imgcodecs.IMREAD_GRAYSCALE;
                    case RGB -> opencv_imgcodecs.IMREAD_COLOR_RGB;
                    // Only "unchanged" keeps alpha, and it ignores EXIF: a JPEG, which has no alpha, goes as RGB.
                    case RGBA ->
                        EncodedImages.isJpeg(header)
                                ? opencv_imgcodecs.IMREAD_COLOR_RGB
                                : opencv_imgcodecs.IMREAD_UNCHANGED;
                };
        try (BytePointer pointer = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.limit(), opencv_core.CV_8UC1, pointer);
                Mat decoded = opencv_imgcodecs.imdecode(encoded, flags, scratch.decoded)) {
            if (decoded.empty()) {
                throw new IllegalArgumentException(EncodedImages.describe(header));
            }
        }
        if (colorMode != ColorMode.RGBA) {
            return scratch.decoded;
        }
        Mat eightBit = scratch.decoded;
        if (eightBit.depth() == opencv_core.CV_16U) {
            eightBit.convertTo(scratch.sized, opencv_core.CV_8U, 1 / 257.0, 0);
            eightBit = scratch.sized;
        }
        int code = flags == opencv_imgcodecs.IMREAD_COLOR_RGB
                ? opencv_imgproc.COLOR_RGB2RGBA
                : switch (eightBit.channels()) {
                    case 1 -> opencv_imgproc.COLOR_GRAY2RGBA;
                    case 3 -> opencv_imgproc.COLOR_BGR2RGBA;
                    default -> opencv_imgproc.COLOR_BGRA2RGBA;
                };
        opencv_imgproc.cvtColor(eightBit, scratch.converted, code);
        return scratch.converted;
    }

    /** Copies an image into the scratch and converts its channels. */
    static Mat load(Image image, ColorMode colorMode, Scratch scratch) {
        int channels = image.shape().channels();
        copy(image, scratch.decoded);
        if (channels == colorMode.channels()) {
            return scratch.decoded;
        }
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("cannot make " + colorMode + " of an image with " + channels
                    + " channels: 1 (grey), 3 (RGB) or 4 (RGBA) can be converted");
        }
        int code =
                switch (colorMode) {
                    case GRAYSCALE -> channels == 3 ? opencv_imgproc.COLOR_RGB2GRAY : opencv_imgproc.COLOR_RGBA2GRAY;
                    case RGB -> channels == 1 ? opencv_imgproc.COLOR_GRAY2RGB : opencv_imgproc.COLOR_RGBA2RGB;
                    case RGBA -> channels == 1 ? opencv_imgproc.COLOR_GRAY2RGBA : opencv_imgproc.COLOR_RGB2RGBA;
                };
        opencv_imgproc.cvtColor(scratch.decoded, scratch.converted, code);
        return scratch.converted;
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
