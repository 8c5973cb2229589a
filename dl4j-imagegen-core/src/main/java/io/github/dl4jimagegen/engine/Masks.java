package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.MaskCoding;
import io.github.dl4jimagegen.image.Target;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Masks out of files: one class index a pixel. */
final class Masks {

    private static final Logger log = LoggerFactory.getLogger(Masks.class);
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();
    private static final String BLACK_AND_WHITE = "MaskCoding.colors(List.of(0x000000, 0xFFFFFF))";

    private static final int PNG_BITS = 24;
    private static final int PNG_COLOR_TYPE = 25;
    private static final int GREY = 0;
    private static final int PALETTE = 3;

    private Masks() {}

    /** Decodes the mask of an image; the message of a failure names its file. */
    static Mask decode(Target.OfMaskFile mask, ImageShape image, long pixelLimit, Scratch scratch) {
        try {
            ByteBuffer file = mask.file().bytes();
            ImageHeader header = ImageHeader.of(file);
            header.checkPixels(pixelLimit);
            checkSize(header.height(), header.width(), image);
            byte[] classes = classes(file, header, mask.coding(), scratch);
            check(classes, header.width(), mask);
            return Mask.of(header.height(), header.width(), classes)
                    .ignoreIndex(mask.coding().ignoreIndex());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the mask " + mask.name() + " under " + mask.folder() + ": " + e.getMessage(), e);
        }
    }

    /** Checks that a mask is as large as its image. */
    static void checkSize(int height, int width, ImageShape image) {
        if (height == image.height() && width == image.width()) {
            return;
        }
        boolean turned = height == image.width() && width == image.height();
        throw new IllegalArgumentException("the mask has " + height + "x" + width + " pixels but its image "
                + image.height() + "x" + image.width()
                + (turned
                        ? ": if the image was turned by its EXIF orientation, turn the mask too, or set"
                                + " applyExifOrientation(false)"
                        : ""));
    }

    private static byte[] classes(ByteBuffer file, ImageHeader header, MaskCoding coding, Scratch scratch) {
        boolean png = header.format() == ImageFormat.PNG;
        ByteBuffer still = png ? PngHeader.stillImage(file, scratch.cleanFile) : file;
        if (coding instanceof MaskCoding.Colors colors) {
            return ofColors(pixels(still, header, opencv_imgcodecs.IMREAD_COLOR_RGB), colors);
        }
        if (hasPalette(file, header)) {
            return ofPalette(still, header);
        }
        byte[] values = ofGreys(pixels(still, header, opencv_imgcodecs.IMREAD_UNCHANGED));
        if (png && file.get(PNG_COLOR_TYPE) == GREY && file.get(PNG_BITS) < 8) {
            int unit = 255 / ((1 << file.get(PNG_BITS)) - 1); // OpenCV makes white 255
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) ((values[i] & 0xFF) / unit);
            }
        }
        return values;
    }

    private static boolean hasPalette(ByteBuffer file, ImageHeader header) {
        return switch (header.format()) {
            case PNG -> file.get(PNG_COLOR_TYPE) == PALETTE;
            case GIF -> true;
            case BMP -> BmpHeader.bits(file.duplicate().order(ByteOrder.LITTLE_ENDIAN)) <= 8;
            default -> false;
        };
    }

    private static Image pixels(ByteBuffer file, ImageHeader header, int flags) {
        int orientation = flags == opencv_imgcodecs.IMREAD_UNCHANGED ? 0 : opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
        try (BytePointer pointer = file.isDirect() ? new BytePointer(file) : new BytePointer(bytes(file));
                Mat encoded = new Mat(1, file.limit(), opencv_core.CV_8UC1, pointer);
                Mat decoded = imdecode(encoded, header.format(), flags | orientation)) {
            if (decoded.rows() != header.height() || decoded.cols() != header.width()) {
                throw ImageHeader.damaged(header.format(), "its pixels cannot be read");
            }
            if (decoded.depth() != opencv_core.CV_8U) {
                throw new IllegalArgumentException("a mask must have 8 bits or fewer a pixel but this has more");
            }
            return Pixels.toImage(decoded);
        }
    }

    private static Mat imdecode(Mat encoded, ImageFormat format, int flags) {
        try {
            return opencv_imgcodecs.imdecode(encoded, flags);
        } catch (RuntimeException e) { // an exception of C++
            throw ImageHeader.damaged(format, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.limit()];
        file.duplicate().rewind().get(bytes);
        return bytes;
    }

    /** OpenCV turns a palette into colours: the indices, which are the classes, are to be had from the JDK. */
    private static byte[] ofPalette(ByteBuffer file, ImageHeader header) {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(header.format().name()).next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes(file)))) {
            reader.setInput(in, true, true);
            if (reader.getHeight(0) != header.height() || reader.getWidth(0) != header.width()) {
                throw ImageHeader.damaged(header.format(), "its first picture does not fill it");
            }
            BufferedImage image = reader.read(0);
            if (image.getRaster().getNumBands() != 1) {
                throw ImageHeader.damaged(header.format(), "it has no palette");
            }
            int[] samples = image.getRaster().getSamples(0, 0, header.width(), header.height(), 0, (int[]) null);
            byte[] classes = new byte[samples.length];
            for (int i = 0; i < samples.length; i++) {
                classes[i] = (byte) samples[i];
            }
            return classes;
        } catch (IOException | IndexOutOfBoundsException e) {
            throw ImageHeader.damaged(header.format(), String.valueOf(e.getMessage()));
        } finally {
            reader.dispose();
        }
    }

    private static byte[] ofGreys(Image image) {
        byte[] values = image.toBytes();
        int channels = image.shape().channels();
        if (channels == 1) {
            return values;
        }
        byte[] classes = new byte[values.length / channels];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = values[i * channels];
            if (values[i * channels + 1] != classes[i] || (channels > 2 && values[i * channels + 2] != classes[i])) {
                throw new IllegalArgumentException("it has colours, the first at "
                        + place(i, image.shape().width())
                        + ", but was said to hold class indices: use MaskCoding.colors");
            }
        }
        return classes;
    }

    private static byte[] ofColors(Image image, MaskCoding.Colors coding) {
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
                            "it has the colour #%06x at %s, which is that of no class",
                            color, place(i, image.shape().width())));
                }
                lastColor = color;
                lastClass = label.byteValue();
            }
            classes[i] = lastClass;
        }
        return classes;
    }

    private static void check(byte[] classes, int width, Target.OfMaskFile mask) {
        int[] firstOf = new int[256];
        Arrays.fill(firstOf, -1);
        for (int i = classes.length - 1; i >= 0; i--) {
            firstOf[classes[i] & 0xFF] = i;
        }
        boolean blackAndWhite = mask.coding() instanceof MaskCoding.ClassIndices
                && firstOf[255] >= 0
                && Arrays.stream(firstOf, 1, 255).allMatch(first -> first < 0);
        int ignored = mask.coding().ignoreIndex();
        for (int label = mask.classes(); label < firstOf.length; label++) {
            if (label != ignored && firstOf[label] >= 0) {
                throw new IllegalArgumentException("it has class " + label + " at " + place(firstOf[label], width)
                        + " but there are " + mask.classes() + " classes, 0 to " + (mask.classes() - 1) + ", and "
                        + ignored + " for none"
                        + (blackAndWhite ? ": for black and white, use " + BLACK_AND_WHITE : ""));
            }
        }
        if (blackAndWhite && ignored == 255 && WARNED.add(mask.folder())) {
            log.warn(
                    "The mask {} under {} has no values but 0 and 255, and 255 means \"no class\" here, so nothing of"
                            + " its white is learnt: if white is a class, use {}",
                    mask.name(),
                    mask.folder(),
                    BLACK_AND_WHITE);
        }
    }

    private static String place(int index, int width) {
        return Arrays.asList("row " + index / width, "column " + index % width).toString();
    }
}
