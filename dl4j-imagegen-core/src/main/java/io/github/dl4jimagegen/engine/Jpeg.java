package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.PixelOp;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Saves an image as JPEG, in memory, and reads it again. */
final class Jpeg {

    private Jpeg() {}

    static void compress(PixelOp.JpegCompression jpeg, Mat image, PixelScratch scratch) {
        boolean grey = image.channels() == 1;
        if (!grey) {
            opencv_imgproc.cvtColor(image, scratch.work, opencv_imgproc.COLOR_RGB2BGR);
        }
        int flags = grey ? opencv_imgcodecs.IMREAD_GRAYSCALE : opencv_imgcodecs.IMREAD_COLOR_RGB;
        try (IntPointer quality = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, jpeg.quality());
                BytePointer bytes = new BytePointer()) {
            if (!opencv_imgcodecs.imencode(".jpg", grey ? image : scratch.work, bytes, quality)) {
                throw new IllegalStateException(
                        "OpenCV could not encode a JPEG of " + image.rows() + "x" + image.cols());
            }
            try (Mat encoded = new Mat(1, (int) bytes.limit(), opencv_core.CV_8UC1, bytes);
                    Mat decoded = opencv_imgcodecs.imdecode(encoded, flags, image)) {
                if (decoded.empty()) {
                    throw new IllegalStateException("OpenCV could not decode the JPEG it made");
                }
            }
        }
    }
}
