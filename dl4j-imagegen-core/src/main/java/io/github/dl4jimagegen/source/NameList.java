package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Many strings in little memory: their UTF-8 and four bytes each. Immutable. */
final class NameList implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private final int[] ends;

    private NameList(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    int size() {
        return ends.length;
    }

    String get(int index) {
        int start = index == 0 ? 0 : ends[index - 1];
        return new String(bytes, start, ends[index] - start, StandardCharsets.UTF_8);
    }

    /** Collects strings. */
    static final class Builder {

        private byte[] bytes = new byte[256];
        private int[] ends = new int[16];
        private int size;

        int size() {
            return size;
        }

        void add(String name) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            int start = size == 0 ? 0 : ends[size - 1];
            long end = (long) start + utf8.length;
            if (end > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("the names of " + size + " files fill 2 GB: make several sources");
            }
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, bytes.length * 2L)));
            }
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
            }
            System.arraycopy(utf8, 0, bytes, start, utf8.length);
            ends[size++] = (int) end;
        }

        NameList build() {
            return new NameList(Arrays.copyOf(bytes, size == 0 ? 0 : ends[size - 1]), Arrays.copyOf(ends, size));
        }
    }
}
