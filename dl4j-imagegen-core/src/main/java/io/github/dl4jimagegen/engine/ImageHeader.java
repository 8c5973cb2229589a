package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ImageShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an image file says of itself before it is decoded. Immutable.
 *
 * @param format recognised by content
 * @param height rows as they are stored, before orientation
 * @param width columns as they are stored, before orientation
 * @param channels of a decoded pixel: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha or CMYK
 * @param maxValue the decoded value of full intensity: 255, 65535, less if a PNM or a TIFF of 10, 12 or 14 bits says
 *     so, or 0 if values are left as they are
 * @param orientation 1 to 8 as EXIF counts them, 1 being upright
 */
public record ImageHeader(ImageFormat format, int height, int width, int channels, int maxValue, int orientation) {

    /**
     * Checks that there are pixels. An orientation that does not exist becomes 1.
     *
     * @param format recognised by content
     * @param height rows as they are stored, before orientation
     * @param width columns as they are stored, before orientation
     * @param channels of a decoded pixel: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha or CMYK
     * @param maxValue the decoded value of full intensity
     * @param orientation 1 to 8 as EXIF counts them, 1 being upright
     */
    public ImageHeader {
        if (height < 1 || width < 1) {
            throw damaged(format, "its header says " + height + "x" + width + " pixels (height x width)");
        }
        orientation = orientation < 1 || orientation > 8 ? 1 : orientation;
    }

    /**
     * Returns what a file says of itself. Only the header and the marks of the end are looked at.
     *
     * @param file the whole file, from position 0 to its limit; position and order stay as they are
     * @return its header
     * @throws IllegalArgumentException if it is empty, of no known format, truncated, or damaged as far as that can be
     *     seen without decoding; the message says which
     */
    public static ImageHeader of(ByteBuffer file) {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.BIG_ENDIAN).position(0);
        if (bytes.limit() == 0) {
            throw new IllegalArgumentException("the file is empty");
        }
        ImageFormat format = ImageFormat.of(bytes);
        if (format == null) {
            throw new IllegalArgumentException(
                    "not an image of a known format, it starts with \"" + start(bytes) + "\"");
        }
        try {
            return switch (format) {
                case JPEG -> JpegHeader.read(bytes);
                case PNG -> PngHeader.read(bytes);
                case GIF -> GifHeader.read(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case BMP -> BmpHeader.read(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case TIFF -> TiffHeader.read(bytes);
                case WEBP -> WebpHeader.read(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case PNM -> PnmHeader.read(bytes);
            };
        } catch (IndexOutOfBoundsException e) {
            throw truncated(format, "its header points beyond its end, " + bytes.limit() + " bytes");
        }
    }

    private static String start(ByteBuffer bytes) {
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(16, bytes.limit()); i++) {
            int b = bytes.get(i);
            start.append(b >= 32 && b < 127 ? (char) b : '.');
        }
        return start.toString();
    }

    static IllegalArgumentException truncated(ImageFormat format, String why) {
        return new TruncatedImageException("the " + format + " is truncated: " + why);
    }

    static IllegalArgumentException damaged(ImageFormat format, String why) {
        return new IllegalArgumentException("a damaged " + format + ": " + why);
    }

    /** Checks that pixel data of known length are there. */
    static void checkEnd(ImageFormat format, long end, ByteBuffer bytes) {
        if (end > bytes.limit()) {
            throw truncated(format, "it must have " + end + " bytes but has " + bytes.limit());
        }
    }

    /** Checks that the picture is not larger than somebody wants to decode. */
    void checkPixels(long limit) {
        long pixels = (long) height * width;
        if (pixels > limit) {
            throw new IllegalArgumentException("the " + format + " has " + height + "x" + width + " = " + pixels
                    + " pixels (height x width) but pixelLimit is " + limit
                    + ": raise it if the file can be trusted");
        }
    }

    /** Returns the shape of the picture as it is seen. */
    ImageShape shape(boolean applyOrientation) {
        return applyOrientation && Orientation.swapsSides(orientation)
                ? new ImageShape(width, height, channels)
                : new ImageShape(height, width, channels);
    }
}
