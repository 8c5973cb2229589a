package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;

/** WebP: a RIFF file of chunks; the first one tells the size. Little-endian. */
final class WebpHeader {

    private static final int LOSSY = 0x20385056; // "VP8 "
    private static final int LOSSLESS = 0x4C385056; // "VP8L"
    private static final int EXTENDED = 0x58385056; // "VP8X"
    private static final int EXIF = 0x46495845; // "EXIF"
    private static final int SIZE = 0x3FFF;

    private WebpHeader() {}

    static ImageHeader read(ByteBuffer bytes) {
        long end = 8 + (bytes.getInt(4) & 0xFFFFFFFFL);
        ImageHeader.checkEnd(ImageFormat.WEBP, end, bytes);
        int type = bytes.getInt(12);
        if (type == LOSSY) {
            return header(bytes.getShort(28) & SIZE, bytes.getShort(26) & SIZE, false, 1);
        }
        if (type == LOSSLESS) {
            int sizes = bytes.getInt(21);
            return header(1 + (sizes >> 14 & SIZE), 1 + (sizes & SIZE), (sizes & 1 << 28) != 0, 1);
        }
        if (type == EXTENDED) {
            boolean hasAlpha = (bytes.get(20) & 0x10) != 0;
            return header(1 + threeBytes(bytes, 27), 1 + threeBytes(bytes, 24), hasAlpha, orientation(bytes, end));
        }
        throw ImageHeader.damaged(ImageFormat.WEBP, "its first chunk is none that tells the size");
    }

    private static ImageHeader header(int height, int width, boolean hasAlpha, int orientation) {
        return new ImageHeader(ImageFormat.WEBP, height, width, hasAlpha ? 4 : 3, 255, orientation);
    }

    private static int threeBytes(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xFFFFFF;
    }

    private static int orientation(ByteBuffer bytes, long end) {
        long at = 12;
        while (at + 8 <= end) {
            long length = bytes.getInt((int) at + 4) & 0xFFFFFFFFL;
            if (bytes.getInt((int) at) == EXIF && at + 8 + length <= end) {
                return orientation(bytes, (int) at + 8, (int) (at + 8 + length));
            }
            at += 8 + length + (length & 1);
        }
        return 1;
    }

    /** Some writers put the six bytes before EXIF that belong into a JPEG only. */
    private static int orientation(ByteBuffer bytes, int from, int to) {
        boolean asInJpeg = to - from > 6 && bytes.get(from) == 'E' && bytes.get(from + 1) == 'x';
        return TiffDirectory.orientation(bytes, asInJpeg ? from + 6 : from, to);
    }
}
