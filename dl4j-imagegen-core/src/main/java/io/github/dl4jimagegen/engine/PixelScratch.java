package io.github.dl4jimagegen.engine;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The memory that one worker reuses for changes of pixel values. Not thread-safe. */
final class PixelScratch implements AutoCloseable {

    /** The colours of an image with alpha. */
    final Mat colors = new Mat();

    /** One channel. */
    final Mat plane = new Mat();

    /** An image in another colour space or of another depth, while it is worked on. */
    final Mat work = new Mat();

    /** A float image as 8-bit. */
    final Mat eightBit = new Mat();

    final Mat colorMatrix = new Mat(3, 3, opencv_core.CV_64F);

    private float[] floats = {};
    private byte[] bytes = {};

    /** Returns the values of a float Mat, in an array that may be longer; valid until the next call. */
    float[] load(Mat mat) {
        int length = length(mat);
        if (floats.length < length) {
            floats = new float[length];
        }
        try (BytePointer data = mat.data();
                FloatPointer pointer = new FloatPointer(data)) {
            pointer.get(floats, 0, length);
        }
        return floats;
    }

    /** Puts the values that {@link #load} returned back. */
    void store(Mat mat) {
        try (BytePointer data = mat.data();
                FloatPointer pointer = new FloatPointer(data)) {
            pointer.put(floats, 0, length(mat));
        }
    }

    /** Returns a copy of the values of an 8-bit Mat, in an array that may be longer; valid until the next call. */
    byte[] loadBytes(Mat mat) {
        int length = length(mat);
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        try (BytePointer data = mat.data()) {
            data.get(bytes, 0, length);
        }
        return bytes;
    }

    static int length(Mat mat) {
        return mat.rows() * mat.cols() * mat.channels();
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {colors, plane, work, eightBit, colorMatrix}) {
            mat.close();
        }
    }
}
