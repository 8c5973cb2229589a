package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;

/** BMP: rows of a multiple of four bytes behind a header. Little-endian. */
final class BmpHeader {

    private static final int OS2 = 12;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;

    private BmpHeader() {}

    static ImageHeader read(ByteBuffer bytes) {
        int headerSize = bytes.getInt(14);
        if (headerSize != OS2 && (headerSize < 40 || headerSize > 124)) {
            throw ImageHeader.damaged(ImageFormat.BMP, "there is no header of " + headerSize + " bytes");
        }
        boolean os2 = headerSize == OS2;
        int width = os2 ? bytes.getShort(18) & 0xFFFF : bytes.getInt(18);
        int signedHeight = os2 ? bytes.getShort(20) & 0xFFFF : bytes.getInt(22); // negative: the top row comes first
        int height = Math.abs(signedHeight);
        int bits = bits(bytes);
        int compression = os2 ? 0 : bytes.getInt(30);
        int channels = bits == 32 ? 4 : 3;
        ImageHeader header = new ImageHeader(ImageFormat.BMP, height, width, channels, 255, 1);
        long rowBytes = ((long) width * bits + 31) / 32 * 4;
        long dataBytes = compression == RLE8 || compression == RLE4
                ? bytes.getInt(34) & 0xFFFFFFFFL // 0 where the writer did not say: the decoder finds out
                : rowBytes * height;
        ImageHeader.checkEnd(ImageFormat.BMP, (bytes.getInt(10) & 0xFFFFFFFFL) + dataBytes, bytes);
        return header;
    }

    /** Returns the bits of a pixel: 8 or fewer are indices of a palette. */
    static int bits(ByteBuffer bytes) {
        return bytes.getShort(bytes.getInt(14) == OS2 ? 24 : 28);
    }
}
