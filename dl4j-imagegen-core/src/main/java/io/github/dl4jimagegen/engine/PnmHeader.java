package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;

/** PBM, PGM and PPM: numbers as text, then values as text (P1 to P3) or as bytes (P4 to P6). */
final class PnmHeader {

    private final ByteBuffer bytes;
    private int at = 2;

    private PnmHeader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteBuffer bytes) {
        return new PnmHeader(bytes).read();
    }

    private ImageHeader read() {
        int type = bytes.get(1) - '0';
        boolean raw = type >= 4;
        int kind = raw ? type - 3 : type;
        int width = number();
        int height = number();
        int maxValue = kind == 1 ? 1 : number();
        if (maxValue < 1 || maxValue > 65535) {
            throw ImageHeader.damaged(ImageFormat.PNM, "its largest value is said to be " + maxValue);
        }
        int channels = kind == 3 ? 3 : 1;
        boolean decoderScales = kind == 1 || (!raw && maxValue < 256); // bits, and values as text, become 0 to 255
        ImageHeader header =
                new ImageHeader(ImageFormat.PNM, height, width, channels, decoderScales ? 255 : maxValue, 1);
        if (raw) {
            long rowBytes = kind == 1 ? (width + 7L) / 8 : (long) width * channels * (maxValue > 255 ? 2 : 1);
            ImageHeader.checkEnd(ImageFormat.PNM, at + 1 + rowBytes * height, bytes);
        }
        return header;
    }

    private int number() {
        while (Character.isWhitespace(bytes.get(at)) || bytes.get(at) == '#') {
            if (bytes.get(at) == '#') {
                while (bytes.get(at) != '\n') {
                    at++;
                }
            }
            at++;
        }
        long value = 0;
        int digits = 0;
        while (Character.isDigit(bytes.get(at)) && value <= Integer.MAX_VALUE) {
            value = 10 * value + bytes.get(at) - '0';
            at++;
            digits++;
        }
        if (digits == 0 || value > Integer.MAX_VALUE) {
            throw ImageHeader.damaged(ImageFormat.PNM, "there is no number at byte " + at);
        }
        return (int) value;
    }
}
