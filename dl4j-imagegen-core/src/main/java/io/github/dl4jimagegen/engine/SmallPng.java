package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * PNG of few pixels, as data sets of digits and icons are made of, decoded without OpenCV, which takes longer to begin with
 * one than to decode it. What is out of the ordinary is left to OpenCV: a palette, transparency other than RGBA's, other
 * depths than 8 bits, interlacing, whatever is damaged. For one thread.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">the specification</a>
 */
final class SmallPng implements AutoCloseable {

    /** Half the time for 28x28, three quarters for this; with more pixels less and less is gained. */
    private static final int MOST_PIXELS = 128 * 128;

    private static final int START = 8;
    private static final int AROUND = 12;

    private final Inflater inflater = new Inflater();
    private final CRC32 checksum = new CRC32();

    /** A line of zeros, then all lines of the picture, each a byte that names its filter and what that left. */
    private byte[] lines = {};

    /**
     * Decodes a file into a Mat of one channel, of RGB or of RGBA.
     *
     * @param file the whole file, whose header has been read
     * @return false if it is left to OpenCV; then the Mat is as it was
     */
    boolean decode(ByteBuffer file, ImageHeader header, Mat pixels) {
        int channels = channels(file);
        if (channels == 0 || (long) header.height() * header.width() > MOST_PIXELS) {
            return false;
        }
        int width = header.width() * channels;
        if (!inflate(file.duplicate().order(ByteOrder.BIG_ENDIAN), header.height(), 1 + width)
                || !unfilter(header.height(), width, channels)) {
            return false;
        }
        for (int row = 0; row < header.height(); row++) {
            System.arraycopy(lines, (row + 1) * (1 + width) + 1, lines, row * width, width);
        }
        pixels.create(header.height(), header.width(), opencv_core.CV_MAKETYPE(opencv_core.CV_8U, channels));
        try (BytePointer target = pixels.data()) {
            target.put(lines, 0, header.height() * width);
        }
        return true;
    }

    /** Returns how many bytes a pixel has, or 0 for another kind of file. */
    private static int channels(ByteBuffer file) {
        boolean ordinary = file.get(24) == 8 && file.get(26) == 0 && file.get(27) == 0 && file.get(28) == 0;
        return ordinary
                ? switch (file.get(25)) {
                    case 0 -> 1;
                    case 2 -> 3;
                    case 6 -> 4;
                    default -> 0;
                }
                : 0;
    }

    private boolean inflate(ByteBuffer file, int height, int line) {
        int expected = height * line;
        if (lines.length < line + expected + 1) { // a byte more, so that the end of the data is come upon
            lines = new byte[line + expected + 1];
        }
        inflater.reset();
        int done = 0;
        int at = START;
        int type = 0;
        while (type != PngHeader.IEND) {
            int length = file.getInt(at);
            type = file.getInt(at + 4);
            if (type == PngHeader.TRNS || type == PngHeader.PLTE || (type == PngHeader.IHDR && at > START)) {
                return false; // the last two are wrong, or may be
            }
            if (type == PngHeader.IDAT) {
                checksum.reset();
                checksum.update(file.slice(at + 4, 4 + length));
                if ((int) checksum.getValue() != file.getInt(at + 8 + length)) {
                    return false;
                }
                inflater.setInput(file.slice(at + 8, length));
                try {
                    done += inflater.inflate(lines, line + done, expected + 1 - done);
                } catch (DataFormatException e) {
                    return false;
                }
            }
            at += AROUND + length;
        }
        return done == expected && inflater.finished() && inflater.getRemaining() == 0;
    }

    /** Undoes the filter of each line: what is stored are differences from the bytes to the left, above and between. */
    private boolean unfilter(int height, int width, int channels) {
        int line = 1 + width;
        Arrays.fill(lines, 0, line, (byte) 0);
        for (int row = 1; row <= height; row++) {
            int start = row * line + 1;
            int second = start + channels; // to the left of the first pixel there are zeros
            int end = start + width;
            switch (lines[start - 1]) {
                case 0 -> {}
                case 1 -> {
                    for (int i = second; i < end; i++) {
                        lines[i] += lines[i - channels];
                    }
                }
                case 2 -> {
                    for (int i = start; i < end; i++) {
                        lines[i] += lines[i - line];
                    }
                }
                case 3 -> {
                    for (int i = start; i < end; i++) {
                        int left = i < second ? 0 : lines[i - channels] & 0xFF;
                        lines[i] += (byte) ((left + (lines[i - line] & 0xFF)) / 2);
                    }
                }
                case 4 -> {
                    for (int i = start; i < second; i++) {
                        lines[i] += lines[i - line];
                    }
                    for (int i = second; i < end; i++) {
                        lines[i] += nearest(lines[i - channels], lines[i - line], lines[i - line - channels]);
                    }
                }
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Paeth's predictor: which of left, above and between is nearest to left + above - between. */
    private static byte nearest(byte left, byte above, byte between) {
        int toLeft = Math.abs((above & 0xFF) - (between & 0xFF));
        int toAbove = Math.abs((left & 0xFF) - (between & 0xFF));
        int toBetween = Math.abs((left & 0xFF) + (above & 0xFF) - 2 * (between & 0xFF));
        if (toLeft <= toAbove && toLeft <= toBetween) {
            return left;
        }
        return toAbove <= toBetween ? above : between;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
