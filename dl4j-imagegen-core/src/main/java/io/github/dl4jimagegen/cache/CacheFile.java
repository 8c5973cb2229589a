package io.github.dl4jimagegen.cache;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of a cache file: a header of 64 bytes, the pixels of one picture after the other, each at a multiple of 64 and
 * in one of the mappings, that begin at the multiples of a size, and an index of 80 bytes for each image.
 */
final class CacheFile {

    static final int HEADER = 64;
    static final int ENTRY = 80;
    static final int DIGEST = 32;
    static final int ALIGNMENT = 64;

    /** How much of a file is mapped at once: one mapping is less than 2 GB. */
    static final int MAPPING = 1 << 30;

    /** The index is one mapping. */
    static final int MOST_IMAGES = Integer.MAX_VALUE / ENTRY;

    private static final long MAGIC = 0x494D474341434845L; // "IMGCACHE"
    private static final int VERSION = 2;

    private CacheFile() {}

    /**
     * Where a picture lies.
     *
     * @param offset of its first pixel; 0 for an image that has no picture
     * @param length bytes of pixels
     * @param rows of pixels
     * @param columns of pixels
     * @param type OpenCV's number of the type of a pixel
     * @param shape of the image before it was sized
     * @param placement where it went when it was sized, or null
     * @param checksum of the pixels
     */
    record Entry(
            long offset,
            int length,
            int rows,
            int columns,
            int type,
            ImageShape shape,
            @Nullable Placement placement,
            int checksum) {

        static final Entry ABSENT = new Entry(0, 0, 0, 0, 0, new ImageShape(1, 1, 1), null, 0);

        CachedPicture picture(ByteBuffer pixels) {
            return new CachedPicture(pixels, rows, columns, type, shape, placement);
        }

        void write(ByteBuffer index) {
            int start = index.position();
            index.putLong(offset).putInt(length).putInt(rows).putInt(columns).putInt(type);
            index.putInt(shape.height()).putInt(shape.width()).putInt(shape.channels());
            index.putInt(checksum).putInt(placement == null ? 0 : 1);
            if (placement != null) {
                write(placement.source(), index);
                write(placement.target(), index);
            }
            index.position(start + ENTRY);
        }

        private static void write(Rectangle rectangle, ByteBuffer index) {
            index.putInt(rectangle.left()).putInt(rectangle.top());
            index.putInt(rectangle.width()).putInt(rectangle.height());
        }

        static Entry read(ByteBuffer index) {
            int start = index.position();
            long offset = index.getLong();
            int length = index.getInt();
            int rows = index.getInt();
            int columns = index.getInt();
            int type = index.getInt();
            ImageShape shape = new ImageShape(index.getInt(), index.getInt(), index.getInt());
            int checksum = index.getInt();
            boolean placed = index.getInt() == 1;
            Placement placement = placed ? new Placement(rectangle(index), rectangle(index)) : null;
            index.position(start + ENTRY);
            return new Entry(offset, length, rows, columns, type, shape, placement, checksum);
        }

        private static Rectangle rectangle(ByteBuffer index) {
            return new Rectangle(index.getInt(), index.getInt(), index.getInt(), index.getInt());
        }
    }

    /**
     * What a file begins with.
     *
     * @param images how many there are
     * @param mapping how many bytes are mapped at once
     * @param indexOffset where the index begins
     * @param checksum of these and the index
     * @param digest of what the pictures are of
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Header(int images, int mapping, long indexOffset, int checksum, byte[] digest) {

        static Header of(int images, int mapping, long indexOffset, ByteBuffer index, byte[] digest) {
            return new Header(images, mapping, indexOffset, checksum(images, mapping, indexOffset, index), digest);
        }

        private static int checksum(int images, int mapping, long indexOffset, ByteBuffer index) {
            CRC32C checksum = new CRC32C();
            ByteBuffer numbers = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES);
            checksum.update(
                    numbers.putInt(images).putInt(mapping).putLong(indexOffset).flip());
            checksum.update(index.duplicate());
            return (int) checksum.getValue();
        }

        boolean isOf(ByteBuffer index) {
            return checksum == checksum(images, mapping, indexOffset, index);
        }

        ByteBuffer toBytes() {
            ByteBuffer bytes = ByteBuffer.allocate(HEADER);
            bytes.putLong(MAGIC).putInt(VERSION).putInt(images).putInt(mapping);
            bytes.putLong(indexOffset).putInt(checksum);
            return bytes.position(HEADER - DIGEST).put(digest).rewind();
        }

        /** Returns null if it is not the header of such a file. */
        static @Nullable Header read(ByteBuffer bytes) {
            if (bytes.remaining() < HEADER || bytes.getLong() != MAGIC || bytes.getInt() != VERSION) {
                return null;
            }
            int images = bytes.getInt();
            int mapping = bytes.getInt();
            long indexOffset = bytes.getLong();
            int checksum = bytes.getInt();
            byte[] digest = new byte[DIGEST];
            bytes.position(HEADER - DIGEST).get(digest);
            return new Header(images, mapping, indexOffset, checksum, digest);
        }
    }

    static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate());
        return (int) checksum.getValue();
    }
}
