package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What can be said of an encoded image without decoding it: its format, and whether its end is there. */
final class EncodedImages {

    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int PNG_IEND = 0x49454E44;

    private EncodedImages() {}

    static boolean isJpeg(ByteBuffer bytes) {
        return bytes.limit() >= 3 && bytes.get(0) == (byte) 0xFF && bytes.get(1) == (byte) 0xD8;
    }

    static boolean isPng(ByteBuffer bytes) {
        return bytes.limit() >= 8 && bytes.getLong(0) == PNG;
    }

    /** Returns why the bytes cannot be a whole image, or null if nothing speaks against it. */
    static @Nullable String defect(ByteBuffer bytes) {
        if (bytes.limit() == 0) {
            return "the file is empty";
        }
        if (isJpeg(bytes) && !jpegHasEnd(bytes)) {
            return "the JPEG is truncated: it has no end-of-image marker after " + bytes.limit() + " bytes";
        }
        if (isPng(bytes) && !pngHasEnd(bytes)) {
            return "the PNG is truncated: it has no IEND chunk after " + bytes.limit() + " bytes";
        }
        return null;
    }

    /** Returns what the bytes look like, for the message about an image that cannot be decoded. */
    static String describe(ByteBuffer bytes) {
        if (isJpeg(bytes)) {
            return "a damaged JPEG";
        }
        if (isPng(bytes)) {
            return "a damaged PNG";
        }
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(16, bytes.limit()); i++) {
            int b = bytes.get(i);
            start.append(b >= 32 && b < 127 ? (char) b : '.');
        }
        return "not an image of a known format, it starts with \"" + start + "\"";
    }

    /**
     * An end marker as the last two bytes settles it: FF D9 cannot stand inside the compressed data. Otherwise
     * something follows the image, and the segments are walked, since the file's thumbnail has an end marker too.
     */
    private static boolean jpegHasEnd(ByteBuffer bytes) {
        int length = bytes.limit();
        if (bytes.get(length - 2) == (byte) 0xFF && bytes.get(length - 1) == (byte) 0xD9) {
            return true;
        }
        int at = 2;
        while (at + 4 <= length) {
            if (bytes.get(at) != (byte) 0xFF) {
                return false;
            }
            int marker = bytes.get(at + 1) & 0xFF;
            if (marker == 0xFF) { // a fill byte
                at++;
            } else if (marker == 0xD9) {
                return true;
            } else {
                at += 2 + (bytes.getShort(at + 2) & 0xFFFF);
                if (marker == 0xDA) {
                    at = endOfScan(bytes, at);
                }
            }
        }
        return at + 2 <= length && bytes.get(at) == (byte) 0xFF && bytes.get(at + 1) == (byte) 0xD9;
    }

    /** Returns where the marker after a scan's compressed data stands. */
    private static int endOfScan(ByteBuffer bytes, int from) {
        for (int at = from; at + 1 < bytes.limit(); at++) {
            if (bytes.get(at) == (byte) 0xFF) {
                int next = bytes.get(at + 1) & 0xFF;
                boolean isData = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
                if (!isData) {
                    return at;
                }
            }
        }
        return bytes.limit();
    }

    private static boolean pngHasEnd(ByteBuffer bytes) {
        long at = 8;
        while (at + 12 <= bytes.limit()) {
            int type = bytes.getInt((int) at + 4);
            at += 12 + (bytes.getInt((int) at) & 0xFFFFFFFFL);
            if (type == PNG_IEND) {
                return at <= bytes.limit();
            }
        }
        return false;
    }
}
