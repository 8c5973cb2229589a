package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;

/** GIF: a screen, then blocks of sub-blocks up to a trailer. Little-endian. */
final class GifHeader {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;

    private GifHeader() {}

    static ImageHeader read(ByteBuffer bytes) {
        ImageHeader header =
                new ImageHeader(ImageFormat.GIF, bytes.getShort(8) & 0xFFFF, bytes.getShort(6) & 0xFFFF, 4, 255, 1);
        checkTrailer(bytes);
        return header;
    }

    private static void checkTrailer(ByteBuffer bytes) {
        int at = 13 + colorTable(bytes.get(10));
        try {
            while (bytes.get(at) != TRAILER) {
                at = switch (bytes.get(at)) {
                    case EXTENSION -> afterSubBlocks(bytes, at + 2);
                    case IMAGE -> afterSubBlocks(bytes, at + 11 + colorTable(bytes.get(at + 9)));
                    default -> throw ImageHeader.damaged(ImageFormat.GIF, "no block begins at byte " + at);
                };
            }
        } catch (IndexOutOfBoundsException e) {
            throw ImageHeader.truncated(ImageFormat.GIF, "it has no trailer after " + bytes.limit() + " bytes");
        }
    }

    private static int colorTable(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterSubBlocks(ByteBuffer bytes, int from) {
        int at = from;
        while (bytes.get(at) != 0) {
            at += 1 + (bytes.get(at) & 0xFF);
        }
        return at + 1;
    }
}
