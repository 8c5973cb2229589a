package io.github.dl4jimagegen.engine;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The rows of a Mat of 8-bit, 16-bit or float values, copied from and to arrays on the Java heap. For one thread. */
final class Rows implements AutoCloseable {

    private final int depth;
    private final long rowBytes;
    private final BytePointer bytes;
    private final ShortPointer shorts;
    private final FloatPointer floats;
    private byte[] someBytes = {};
    private short[] someShorts = {};

    Rows(Mat mat) {
        depth = mat.depth();
        rowBytes = mat.step1() * mat.elemSize1();
        bytes = mat.data();
        shorts = new ShortPointer(bytes);
        floats = new FloatPointer(bytes);
    }

    /** Copies the first bytes of a row, whatever they mean. */
    void get(int row, byte[] values) {
        bytes.position(row * rowBytes).get(values);
    }

    /** Overwrites the first bytes of a row, whatever they mean. */
    void put(int row, byte[] values) {
        bytes.position(row * rowBytes).put(values);
    }

    /** Copies the first values of a row. */
    void get(int row, float[] values) {
        switch (depth) {
            case opencv_core.CV_8U -> {
                get(row, bytes(values.length));
                for (int i = 0; i < values.length; i++) {
                    values[i] = someBytes[i] & 0xFF;
                }
            }
            case opencv_core.CV_16U -> {
                shorts.position(row * rowBytes / Short.BYTES).get(shorts(values.length));
                for (int i = 0; i < values.length; i++) {
                    values[i] = someShorts[i] & 0xFFFF;
                }
            }
            default -> floats.position(row * rowBytes / Float.BYTES).get(values);
        }
    }

    /** Overwrites the first values of a row; whole numbers are rounded (halves up) and clamped to their range. */
    void put(int row, float[] values) {
        switch (depth) {
            case opencv_core.CV_8U -> {
                byte[] rounded = bytes(values.length);
                for (int i = 0; i < values.length; i++) {
                    rounded[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
                }
                put(row, rounded);
            }
            case opencv_core.CV_16U -> {
                short[] rounded = shorts(values.length);
                for (int i = 0; i < values.length; i++) {
                    rounded[i] = (short) Math.max(0, Math.min(65535, Math.round(values[i])));
                }
                shorts.position(row * rowBytes / Short.BYTES).put(rounded);
            }
            default -> floats.position(row * rowBytes / Float.BYTES).put(values);
        }
    }

    private byte[] bytes(int length) {
        if (someBytes.length != length) {
            someBytes = new byte[length];
        }
        return someBytes;
    }

    private short[] shorts(int length) {
        if (someShorts.length != length) {
            someShorts = new short[length];
        }
        return someShorts;
    }

    @Override
    public void close() {
        floats.close();
        shorts.close();
        bytes.close();
    }
}
