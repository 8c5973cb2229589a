package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** PNG: chunks of length, type, data and checksum. */
final class PngHeader {

    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454E44;
    private static final int TRNS = 0x74524E53;
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
}
