package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The numbers of the first directory of a TIFF, by tag. EXIF data are a TIFF without pixels. */
final class TiffDirectory {

    static final int ORIENTATION = 274;

    private static final int ENTRY = 12;

    private final ByteBuffer bytes;
    private final Map<Integer, Integer> entries = new HashMap<>();

    private TiffDirectory(ByteBuffer bytes) {
        this.bytes = bytes;
        int start = bytes.getInt(4);
        int count = bytes.getShort(start) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            int entry = start + 2 + i * ENTRY;
            entries.putIfAbsent(bytes.getShort(entry) & 0xFFFF, entry);
        }
        if (start + 2L + (long) count * ENTRY > bytes.limit()) {
            throw new IndexOutOfBoundsException();
        }
    }

    /**
     * Reads the directory.
     *
     * @throws IndexOutOfBoundsException if it does not lie within the bytes
     */
    static TiffDirectory of(ByteBuffer tiff) {
        boolean little = tiff.get(0) == 'I';
        return new TiffDirectory(tiff.duplicate().order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
    }

    /** Returns the orientation that EXIF data tell, or 1: broken EXIF data do not make an image unreadable. */
    static int orientation(ByteBuffer bytes, int from, int to) {
        try {
            return of(bytes.slice(from, to - from)).number(ORIENTATION, 1);
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /**
     * Returns the first number of a tag, or another one if there is no such tag.
     *
     * @throws IndexOutOfBoundsException if the tag's numbers do not lie within the bytes
     */
    int number(int tag, int otherwise) {
        return has(tag) ? (int) numbers(tag)[0] : otherwise;
    }

    private boolean liesWithin(int tag) {
        int start = position(tag);
        long count = count(tag);
        return count > 0 && start >= 0 && start + count * size(tag) <= bytes.limit();
    }

    /**
     * Returns all numbers of a tag, at least one.
     *
     * @throws IndexOutOfBoundsException if they do not lie within the bytes
     */
    long[] numbers(int tag) {
        if (!has(tag) || !liesWithin(tag)) {
            throw new IndexOutOfBoundsException();
        }
        int start = position(tag);
        int size = size(tag);
        long[] numbers = new long[(int) count(tag)];
        for (int i = 0; i < numbers.length; i++) {
            int at = start + i * size;
            numbers[i] = switch (size) {
                case 1 -> bytes.get(at) & 0xFF;
                case 2 -> bytes.getShort(at) & 0xFFFF;
                default -> bytes.getInt(at) & 0xFFFFFFFFL;
            };
        }
        return numbers;
    }

    /** Overwrites the first number of a tag. */
    void set(int tag, int value) {
        int at = position(tag);
        switch (size(tag)) {
            case 1 -> bytes.put(at, (byte) value);
            case 2 -> bytes.putShort(at, (short) value);
            default -> bytes.putInt(at, value);
        }
    }

    private int entry(int tag) {
        return Objects.requireNonNull(entries.get(tag));
    }

    private long count(int tag) {
        return bytes.getInt(entry(tag) + 4) & 0xFFFFFFFFL;
    }

    private int size(int tag) {
        int type = bytes.getShort(entry(tag) + 2);
        return type == 1 || type == 6 ? 1 : type == 3 || type == 8 ? 2 : 4;
    }

    /** Up to four bytes of numbers stand in the entry itself. */
    private int position(int tag) {
        int value = entry(tag) + 8;
        return count(tag) * size(tag) <= 4 ? value : bytes.getInt(value);
    }
}
