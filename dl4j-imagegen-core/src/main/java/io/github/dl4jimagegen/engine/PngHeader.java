package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** PNG: chunks of length, type, data and checksum. */
final class PngHeader {

    static final int IHDR = 0x49484452;
    static final int PLTE = 0x504C5445;
    static final int IDAT = 0x49444154;
    static final int IEND = 0x49454E44;
    static final int TRNS = 0x74524E53;
    private static final int EXIF = 0x65584966;

    private PngHeader() {}

    static ImageHeader read(ByteBuffer bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.slice(12, 17));
        if (bytes.getInt(12) != IHDR || (int) checksum.getValue() != bytes.getInt(29)) {
            throw ImageHeader.damaged(ImageFormat.PNG, "it does not begin with a header that fits its checksum");
        }
        int orientation = 1;
        boolean hasTransparentColor = false;
        long at = 8;
        while (at + 12 <= bytes.limit()) {
            int start = (int) at + 8;
            int type = bytes.getInt(start - 4);
            at += 12 + (bytes.getInt(start - 8) & 0xFFFFFFFFL);
            if (at > bytes.limit()) {
                break;
            }
            if (type == EXIF) {
                orientation = TiffDirectory.orientation(bytes, start, (int) at - 4);
            }
            hasTransparentColor |= type == TRNS;
            if (type == IEND) {
                return header(bytes, hasTransparentColor, orientation);
            }
        }
        throw ImageHeader.truncated(ImageFormat.PNG, "it has no IEND chunk after " + bytes.limit() + " bytes");
    }

    private static ImageHeader header(ByteBuffer bytes, boolean hasTransparentColor, int orientation) {
        int channels =
                switch (bytes.get(25)) {
                    case 0 -> 1;
                    case 2, 3 -> hasTransparentColor ? 4 : 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> throw ImageHeader.damaged(ImageFormat.PNG, "there is no colour type " + bytes.get(25));
                };
        int maxValue = bytes.get(24) == 16 ? 65535 : 255;
        return new ImageHeader(ImageFormat.PNG, bytes.getInt(20), bytes.getInt(16), channels, maxValue, orientation);
    }

    /**
     * Copies a file with only those chunks that its still image is made of. The others are text, colour profiles
     * and further frames, and OpenCV 4.13 writes outside of its memory when the sizes of frames are damaged. The header
     * must have been read.
     *
     * @param still where the copy goes
     * @return its buffer, from position 0 to its limit filled with the copy
     */
    static ByteBuffer stillImage(ByteBuffer file, NativeBuffer still) {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.BIG_ENDIAN).position(0);
        ByteBuffer copy = still.ofCapacity(bytes.limit()).clear();
        copy.put(bytes.slice(0, 8));
        int at = 8;
        int type = 0;
        while (type != IEND) {
            int length = 12 + bytes.getInt(at);
            type = bytes.getInt(at + 4);
            if (type == IHDR || type == PLTE || type == TRNS || type == IDAT || type == IEND) {
                copy.put(bytes.slice(at, length));
            }
            at += length;
        }
        return copy.flip();
    }
}
