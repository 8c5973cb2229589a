package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Writes uncompressed TIFFs of one strip, with whatever tags one likes. Immutable. */
record TestTiff(int height, int width, ByteOrder order, int samples, int bits, Map<Integer, Integer> tags) {

    /** A value of a pixel. */
    interface Values {
        int at(int row, int column, int channel);
    }

    TestTiff(int height, int width) {
        this(height, width, ByteOrder.LITTLE_ENDIAN, 1, 8, Map.of());
    }

    TestTiff bigEndian() {
        return new TestTiff(height, width, ByteOrder.BIG_ENDIAN, samples, bits, tags);
    }

    TestTiff samples(int samples, int bits) {
        return new TestTiff(height, width, order, samples, bits, tags);
    }

    TestTiff tag(int tag, int value) {
        Map<Integer, Integer> more = new TreeMap<>(tags);
        more.put(tag, value);
        return new TestTiff(height, width, order, samples, bits, more);
    }

    byte[] write(Values values) {
        int rowBytes = (width * samples * bits + 7) / 8;
        int dataBytes = height * rowBytes;
        Map<Integer, Integer> all = new TreeMap<>(Map.of(
                256, width, 257, height, 258, bits, 259, 1, 262, samples > 1 ? 2 : 1, 277, samples, 278, height));
        all.putAll(tags);
        int directory = 8;
        int bitsList = directory + 2 + 12 * (all.size() + 2) + 4;
        int data = bitsList + 2 * samples;
        all.put(273, data);
        all.put(279, dataBytes);
        ByteBuffer out = ByteBuffer.allocate(data + dataBytes).order(order);
        out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'))
                .put(out.get(0))
                .putShort((short) 42);
        out.putInt(directory).putShort((short) all.size());
        all.forEach((tag, value) -> {
            boolean isLong = tag == 273 || tag == 279;
            boolean isList = tag == 258 && samples > 2;
            out.putShort(tag.shortValue()).putShort((short) (isLong ? 4 : 3)).putInt(isList ? samples : 1);
            if (isLong || isList) {
                out.putInt(isList ? bitsList : value);
            } else {
                out.putShort(value.shortValue()).putShort((short) 0);
            }
        });
        out.putInt(0);
        for (int c = 0; c < samples; c++) {
            out.putShort((short) bits);
        }
        for (int y = 0; y < height; y++) {
            out.position(data + y * rowBytes);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < samples; c++) {
                    put(out, data + y * rowBytes, x * samples + c, values.at(y, x, c));
                }
            }
        }
        return out.array();
    }

    private void put(ByteBuffer out, int row, int index, int value) {
        switch (bits) {
            case 8 -> out.put((byte) value);
            case 16 -> out.putShort((short) value);
            case 32 -> out.putInt(value);
            default -> {
                for (int bit = 0; bit < bits; bit++) { // packed, the highest first
                    int place = index * bits + bit;
                    int set = ((value >> (bits - 1 - bit)) & 1) << (7 - place % 8);
                    out.put(row + place / 8, (byte) (out.get(row + place / 8) | set));
                }
            }
        }
    }
}
