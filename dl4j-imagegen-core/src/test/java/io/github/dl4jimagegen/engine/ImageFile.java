package io.github.dl4jimagegen.engine;

import java.util.Arrays;

/**
 * A real image file and what is in it.
 *
 * @param name says format and kind
 * @param ending what its name should end with
 * @param bytes the file
 * @param expected what its pixels are
 * @param tolerance how far a value may be off, 0 to 255, on average
 */
@SuppressWarnings("ArrayRecordComponent") // it is never compared
record ImageFile(String name, String ending, byte[] bytes, Expected expected, double tolerance) {

    /** The four values, 0 to 255 with fractions, of a pixel. */
    interface Expected {
        double[] rgba(int row, int column);
    }

    byte[] cut(int percent) {
        return Arrays.copyOf(bytes, bytes.length * percent / 100);
    }

    @Override
    public String toString() {
        return name;
    }
}
