package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.MaskCoding;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Masks out of files: one class index a pixel. */
final class Masks {

    private static final int PNG_COLOR_TYPE = 25;
    private static final int PALETTE = 3;

    private Masks() {}

    static Mask decode(ByteBuffer file, MaskCoding coding) {
        ImageHeader header;
        try {
            header = ImageHeader.of(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the mask cannot be read: " + e.getMessage(), e);
        }
        if (coding instanceof MaskCoding.Colors colors) {
            return ofColors(pixels(file, opencv_imgcodecs.IMREAD_COLOR_RGB), colors);
        }
        boolean palette = header.format() == ImageFormat.PNG && file.get(PNG_COLOR_TYPE) == PALETTE;
        return palette ? ofPalette(file, coding) : ofIndices(pixels(file, opencv_imgcodecs.IMREAD_UNCHANGED), coding);
    }

    private static Image pixels(ByteBuffer file, int flags) {
        int orientation = flags == opencv_imgcodecs.IMREAD_UNCHANGED ? 0 : opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
        try (BytePointer pointer = file.isDirect() ? new BytePointer(file) : new BytePointer(bytes(file));
                Mat encoded = new Mat(1, file.limit(), opencv_core.CV_8UC1, pointer);
                Mat decoded = opencv_imgcodecs.imdecode(encoded, flags | orientation)) {
            if (decoded.empty()) {
                throw new IllegalArgumentException("the mask cannot be read: its data are damaged");
            }
            if (decoded.depth() != opencv_core.CV_8U) {
                throw new IllegalArgumentException("a mask must have 8 bits or fewer a pixel but this has more");
            }
            return Pixels.toImage(decoded);
        }
    }

    private static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.limit()];
        file.duplicate().rewind().get(bytes);
        return bytes;
    }

    /** OpenCV turns a palette into colours: the indices, which are the classes, are to be had from the JDK. */
    private static Mask ofPalette(ByteBuffer file, MaskCoding coding) {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(bytes(file)));
        } catch (IOException e) {
            throw new IllegalArgumentException("the mask cannot be read: " + e.getMessage(), e);
        }
        if (image == null || !(image.getColorModel() instanceof IndexColorModel)) {
            throw new IllegalArgumentException("the mask cannot be read: a damaged PNG with a palette");
        }
        Raster raster = image.getRaster();
        int[] samples = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        byte[] classes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            classes[i] = (byte) samples[i];
        }
        return mask(image.getHeight(), image.getWidth(), classes, coding);
    }

    private static Mask ofIndices(Image image, MaskCoding coding) {
        byte[] values = image.toBytes();
        int channels = image.shape().channels();
        if (channels == 1) {
            return mask(image.shape().height(), image.shape().width(), values, coding);
        }
        byte[] classes = new byte[values.length / channels];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = values[i * channels];
            if (values[i * channels + 1] != classes[i] || (channels > 2 && values[i * channels + 2] != classes[i])) {
                throw new IllegalArgumentException("the mask has colours, the first at "
                        + place(i, image.shape().width())
                        + ", but was said to hold class indices: use MaskCoding.colors");
            }
        }
        return mask(image.shape().height(), image.shape().width(), classes, coding);
    }

    private static Mask ofColors(Image image, MaskCoding.Colors coding) {
        byte[] values = image.toBytes();
        byte[] classes = new byte[values.length / 3];
        Map<Integer, Integer> known = coding.classes();
        int lastColor = -1;
        byte lastClass = 0;
        for (int i = 0; i < classes.length; i++) {
            int color = (values[3 * i] & 0xFF) << 16 | (values[3 * i + 1] & 0xFF) << 8 | (values[3 * i + 2] & 0xFF);
            if (color != lastColor) {
                Integer label = known.get(color);
                if (label == null) {
                    throw new IllegalArgumentException(String.format(
                            "the mask has the colour #%06x at %s, which is that of no class",
                            color, place(i, image.shape().width())));
                }
                lastColor = color;
                lastClass = label.byteValue();
            }
            classes[i] = lastClass;
        }
        return mask(image.shape().height(), image.shape().width(), classes, coding);
    }

    private static Mask mask(int height, int width, byte[] classes, MaskCoding coding) {
        return Mask.of(height, width, classes).ignoreIndex(coding.ignoreIndex());
    }

    private static String place(int index, int width) {
        return Arrays.asList("row " + index / width, "column " + index % width).toString();
    }
}
