package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;

/** JPEG: a row of segments, each behind a marker FF xx, and the compressed data of scans between them. */
final class JpegHeader {

    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    private JpegHeader() {}

    static ImageHeader read(ByteBuffer bytes) {
        checkEnd(bytes);
        int orientation = 1;
        int at = marker(bytes, 2);
        while (true) {
            int code = bytes.get(at) & 0xFF;
            if (code == END_OF_IMAGE || code == START_OF_SCAN) {
                throw ImageHeader.damaged(ImageFormat.JPEG, "it has no frame header before its data");
            }
            if (isFrame(code)) {
                return frame(bytes, at + 1, orientation);
            }
            if (standsAlone(code)) {
                at = marker(bytes, at + 1);
                continue;
            }
            int end = at + 1 + length(bytes, at + 1);
            if (code == APP1 && orientation == 1) {
                orientation = orientation(bytes, at + 3, end);
            }
            at = marker(bytes, end);
        }
    }

    private static ImageHeader frame(ByteBuffer bytes, int at, int orientation) {
        int bits = bytes.get(at + 2);
        if (bits != 8) {
            throw new IllegalArgumentException(
                    "a JPEG of " + bits + " bits a channel, which cannot be read: save it with 8 bits, or as PNG");
        }
        int height = bytes.getShort(at + 3) & 0xFFFF;
        int width = bytes.getShort(at + 5) & 0xFFFF;
        return new ImageHeader(ImageFormat.JPEG, height, width, bytes.get(at + 7) & 0xFF, 255, orientation);
    }

    /** Returns where the code of the next marker stands; what is no marker is skipped, as libjpeg does. */
    private static int marker(ByteBuffer bytes, int from) {
        int at = from;
        while (bytes.get(at) != (byte) 0xFF || bytes.get(at + 1) == 0) {
            at++;
        }
        while (bytes.get(at) == (byte) 0xFF) {
            at++;
        }
        return at;
    }

    private static int length(ByteBuffer bytes, int at) {
        return Math.max(2, bytes.getShort(at) & 0xFFFF);
    }

    private static boolean standsAlone(int code) {
        return code == 0x01 || (code >= 0xD0 && code <= 0xD8);
    }

    /** C0 to CF but for the tables of Huffman codes (C4), an extension (C8) and arithmetic conditioning (CC). */
    private static boolean isFrame(int code) {
        return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
    }

    private static int orientation(ByteBuffer bytes, int from, int to) {
        for (int i = 0; i < EXIF.length; i++) {
            if (from + EXIF.length > to || bytes.get(from + i) != EXIF[i]) {
                return 1;
            }
        }
        return TiffDirectory.orientation(bytes, from + EXIF.length, to);
    }

    /**
     * An end marker as the last two bytes settles it: FF D9 cannot stand inside the compressed data. Otherwise
     * something follows the image, and the segments are walked, since the file's thumbnail has an end marker too.
     */
    private static void checkEnd(ByteBuffer bytes) {
        int length = bytes.limit();
        if (bytes.get(length - 2) == (byte) 0xFF && bytes.get(length - 1) == (byte) END_OF_IMAGE) {
            return;
        }
        try {
            int at = marker(bytes, 2);
            while ((bytes.get(at) & 0xFF) != END_OF_IMAGE) {
                int code = bytes.get(at) & 0xFF;
                int end = standsAlone(code) ? at + 1 : at + 1 + length(bytes, at + 1);
                at = code == START_OF_SCAN ? endOfScan(bytes, end) : marker(bytes, end);
            }
        } catch (IndexOutOfBoundsException e) {
            throw ImageHeader.truncated(ImageFormat.JPEG, "it has no end-of-image marker after " + length + " bytes");
        }
    }

    /** Returns where the code of the marker after a scan's compressed data stands; restart markers are data. */
    private static int endOfScan(ByteBuffer bytes, int from) {
        int at = marker(bytes, from);
        while ((bytes.get(at) & 0xF8) == 0xD0) {
            at = marker(bytes, at + 1);
        }
        return at;
    }
}
