package io.github.dl4jimagegen.opencv;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Frames and pictures of OpenCV as images, {@code preparer.prepare(MatImages.image(mat))}, and images as Mats. Stateless.
 */
public final class MatImages {

    private static final List<String> DEPTHS =
            List.of("CV_8U", "CV_8S", "CV_16U", "CV_16S", "CV_32S", "CV_32F", "CV_64F", "CV_16F");

    private MatImages() {}

    /**
     * Returns a Mat as an image: grey, RGB or RGBA. OpenCV's order of the channels, BGR, is turned round.
     *
     * @param mat grey, BGR or BGRA; 8-bit, 16-bit (which becomes float from 0 to 255, with fractions) or 32-bit float
     *     (kept as it is). It may be a part of a larger one; copied, and left as it is
     * @return an image of the same size
     * @throws IllegalArgumentException if the Mat is empty, or has other channels or another depth
     */
    public static Image image(Mat mat) {
        if (mat.empty()) {
            throw new IllegalArgumentException(
                    "the Mat is empty: a file that could not be read, or the end of a video");
        }
        int channels = mat.channels();
        int depth = mat.depth();
        boolean known = depth == opencv_core.CV_8U || depth == opencv_core.CV_16U || depth == opencv_core.CV_32F;
        if (!known || mat.dims() != 2 || (channels != 1 && channels != 3 && channels != 4)) {
            throw new IllegalArgumentException(
                    "a Mat must have two dimensions, 1, 3 or 4 channels, and be CV_8U, CV_16U"
                            + " or CV_32F but was "
                            + DEPTHS.get(depth) + "C" + channels + " of " + mat.dims()
                            + " dimensions: use convertTo and cvtColor");
        }
        try (Mat whole = mat.clone()) { // without gaps between the rows
            int length = whole.rows() * whole.cols() * channels;
            if (depth == opencv_core.CV_8U) {
                byte[] bytes = new byte[length];
                ByteBuffer values = whole.createBuffer();
                for (int i = 0; i < length; i++) {
                    bytes[i] = values.get(inBgr(i, channels));
                }
                return Image.ofBytes(whole.rows(), whole.cols(), channels, bytes);
            }
            return Image.ofFloats(whole.rows(), whole.cols(), channels, floats(whole, length));
        }
    }

    /**
     * Returns an image as a Mat: grey, BGR or BGRA. What {@link #image} makes of it equals the image.
     *
     * @param image grey, RGB or RGBA; 8-bit becomes CV_8U, float CV_32F
     * @return a new Mat, the caller's to close
     */
    public static Mat mat(Image image) {
        ImageShape shape = image.shape();
        int channels = shape.channels();
        if (image.isEightBit()) {
            byte[] values = image.toBytes();
            byte[] swapped = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                swapped[i] = values[inBgr(i, channels)];
            }
            Mat mat = new Mat(shape.height(), shape.width(), opencv_core.CV_8UC(channels));
            ByteBuffer buffer = mat.createBuffer();
            var unused = buffer.put(swapped);
            return mat;
        }
        float[] values = image.toFloats();
        float[] swapped = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            swapped[i] = values[inBgr(i, channels)];
        }
        Mat mat = new Mat(shape.height(), shape.width(), opencv_core.CV_32FC(channels));
        FloatBuffer buffer = mat.createBuffer();
        var unused = buffer.put(swapped);
        return mat;
    }

    private static float[] floats(Mat mat, int length) {
        float[] floats = new float[length];
        if (mat.depth() == opencv_core.CV_16U) {
            ShortBuffer values = mat.createBuffer();
            for (int i = 0; i < length; i++) {
                floats[i] = (values.get(inBgr(i, mat.channels())) & 0xFFFF) / 257f;
            }
        } else {
            FloatBuffer values = mat.createBuffer();
            for (int i = 0; i < length; i++) {
                floats[i] = values.get(inBgr(i, mat.channels()));
            }
        }
        return floats;
    }

    /** Returns where the value of an image stands in a Mat. */
    private static int inBgr(int i, int channels) {
        int channel = i % channels;
        return channels == 1 || channel == 3 ? i : i - channel + 2 - channel;
    }
}
