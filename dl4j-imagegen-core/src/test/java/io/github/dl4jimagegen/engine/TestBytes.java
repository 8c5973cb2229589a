package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Puts an orientation into files that have none. */
final class TestBytes {

    private TestBytes() {}

    static byte[] insert(byte[] bytes, int at, byte[] inserted) {
        return ByteBuffer.allocate(bytes.length + inserted.length)
                .put(bytes, 0, at)
                .put(inserted)
                .put(bytes, at, bytes.length - at)
                .array();
    }

    /** EXIF data with nothing but an orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(26)
                .order(order)
                .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    static byte[] jpeg(byte[] jpeg, int orientation) {
        byte[] exif = exif(orientation, orientation % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        byte[] segment = ByteBuffer.allocate(exif.length + 10)
                .putShort((short) 0xFFE1)
                .putShort((short) (exif.length + 8))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .array();
        return insert(jpeg, 2, segment);
    }

    static byte[] png(byte[] png, int orientation) {
        return insert(png, 33, pngChunk("eXIf", exif(orientation, ByteOrder.BIG_ENDIAN)));
    }

    static byte[] pngChunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        return chunk.putInt(checksum(chunk.array(), 4, 4 + content.length)).array();
    }

    /** Has a PNG say that it has another size. */
    static byte[] pngOfSize(byte[] png, int height, int width) {
        byte[] bytes = png.clone();
        ByteBuffer header = ByteBuffer.wrap(bytes).putInt(16, width).putInt(20, height);
        header.putInt(29, checksum(bytes, 12, 17));
        return bytes;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    /** Puts the one chunk of a lossless WebP into an extended one, with EXIF data behind it. */
    static byte[] webp(byte[] webp, int orientation, int height, int width) {
        byte[] exif = exif(orientation, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(webp.length + 18 + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(out.capacity() - 8)
                .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
                .putInt(10)
                .putInt(8) // there are EXIF data
                .put((byte) (width - 1))
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) (height - 1))
                .put((byte) 0)
                .put((byte) 0)
                .put(webp, 12, webp.length - 12)
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .putInt(exif.length)
                .put(exif);
        return out.array();
    }
}
