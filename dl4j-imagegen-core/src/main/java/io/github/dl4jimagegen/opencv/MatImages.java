package io.github.dl4jimagegen.opencv;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
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
        ImageShape shape = new ImageShape(mat.rows(), mat.cols(), channels);
        try (Mat rgb = swapped(mat)) {
            if (depth == opencv_core.CV_8U) {
                byte[] bytes = new byte[shape.length()];
                ByteBuffer values = rgb.createBuffer();
                var unused = values.get(bytes);
                return Image.ofBytes(shape.height(), shape.width(), channels, bytes);
            }
            float[] floats = new float[shape.length()];
            if (depth == opencv_core.CV_16U) {
                ShortBuffer values = rgb.createBuffer();
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (values.get(i) & 0xFFFF) / 257f;
                }
            } else {
                FloatBuffer values = rgb.createBuffer();
                var unused = values.get(floats);
            }
            return Image.ofFloats(shape.height(), shape.width(), channels, floats);
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
        int type = image.isEightBit() ? opencv_core.CV_8UC(shape.channels()) : opencv_core.CV_32FC(shape.channels());
        try (Mat rgb = new Mat(shape.height(), shape.width(), type)) {
            if (image.isEightBit()) {
                ByteBuffer values = rgb.createBuffer();
                var unused = values.put(image.toBytes());
            } else {
                FloatBuffer values = rgb.createBuffer();
                var unused = values.put(image.toFloats());
            }
            return swapped(rgb);
        }
    }

    /** Returns a copy without gaps between the rows and with red and blue exchanged. */
    private static Mat swapped(Mat mat) {
        if (mat.channels() == 1) {
            return mat.clone();
        }
        Mat swapped = new Mat();
        opencv_imgproc.cvtColor(
                mat, swapped, mat.channels() == 3 ? opencv_imgproc.COLOR_BGR2RGB : opencv_imgproc.COLOR_BGRA2RGBA);
        return swapped;
    }
}
