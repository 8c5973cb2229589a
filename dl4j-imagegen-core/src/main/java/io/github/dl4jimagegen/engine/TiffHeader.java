package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;

/** TIFF: a directory, which may stand anywhere, and pixel data in strips or tiles. */
final class TiffHeader {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int STRIP_BYTES = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;

    private static final int WHITE_IS_ZERO = 0;
    private static final int GREY = 1;
    private static final int PALETTE = 3;
    private static final int UNSIGNED = 1;
    private static final int MULTIPLIED_ALPHA = 1;
    private static final int PLAIN_ALPHA = 2;
    private static final long LARGE_TILE = 1 << 24;

    private TiffHeader() {}

    static ImageHeader read(ByteBuffer bytes) {
        TiffDirectory directory = TiffDirectory.of(bytes);
        int bits = directory.number(BITS, 1);
        boolean unsigned = directory.number(SAMPLE_FORMAT, UNSIGNED) == UNSIGNED;
        int maxValue = !unsigned || bits > 16 ? 0 : bits > 8 ? ((1 << bits) - 1) << (16 - bits) : 255;
        int photometric = directory.number(PHOTOMETRIC, GREY);
        checkColors(photometric);
        boolean palette = photometric == PALETTE;
        ImageHeader header = new ImageHeader(
                ImageFormat.TIFF,
                directory.number(HEIGHT, 0),
                directory.number(WIDTH, 0),
                palette ? 3 : directory.number(SAMPLES, 1),
                maxValue,
                directory.number(TiffDirectory.ORIENTATION, 1));
        int unused = directory.number(EXTRA_SAMPLES, 0); // lies within the bytes, on which Quirks relies
        checkTiles(directory, header);
        boolean tiled = directory.has(TILE_OFFSETS);
        checkData(directory, tiled ? TILE_OFFSETS : STRIP_OFFSETS, tiled ? TILE_BYTES : STRIP_BYTES, bytes);
        return header;
    }

    /** The decoder takes the values of other colour spaces for red, green and blue. */
    private static void checkColors(int photometric) {
        String colors =
                switch (photometric) {
                    case WHITE_IS_ZERO, GREY, 2, PALETTE, 5, 6 -> null; // RGB, CMYK, YCbCr
                    case 4 -> "a transparency mask";
                    case 8, 9, 10 -> "L*a*b*";
                    case 32803 -> "the raw mosaic of a camera";
                    case 32844, 32845 -> "logarithmic light";
                    case 34892 -> "raw light of a camera";
                    default -> "unknown";
                };
        if (colors != null) {
            throw new IllegalArgumentException("the colours of the TIFF are " + colors + " (photometric interpretation "
                    + photometric + "), which would be taken for other colours: convert it to RGB");
        }
    }

    /** The decoder takes memory for a whole tile, however small the picture is. */
    private static void checkTiles(TiffDirectory directory, ImageHeader header) {
        int width = directory.number(TILE_WIDTH, 1);
        int height = directory.number(TILE_HEIGHT, 1);
        if (Math.abs((long) width * height) > Math.max(LARGE_TILE, (long) header.width() * header.height())) {
            throw ImageHeader.damaged(
                    ImageFormat.TIFF,
                    "its tiles of " + height + "x" + width + " pixels (height x width) are larger than the image");
        }
    }

    private static void checkData(TiffDirectory directory, int offsetsTag, int lengthsTag, ByteBuffer bytes) {
        if (!directory.has(offsetsTag)) {
            throw ImageHeader.damaged(ImageFormat.TIFF, "it does not say where its pixels are");
        }
        if (!directory.has(lengthsTag)) {
            return; // old writers did not say; the decoder finds out
        }
        long[] offsets = directory.numbers(offsetsTag);
        long[] lengths = directory.numbers(lengthsTag);
        for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
            ImageHeader.checkEnd(ImageFormat.TIFF, offsets[i] + lengths[i], bytes);
        }
    }

    /**
     * What OpenCV does to the pixels of a TIFF and we do not want, switched off in the bytes for as long as this is
     * open: it applies the orientation whatever it is told, and multiplies colours by alpha.
     */
    static final class Quirks implements AutoCloseable {

        private final TiffDirectory directory;
        private final int orientation;
        private final boolean plainAlpha;
        private final boolean whiteIsZero;

        Quirks(ByteBuffer bytes) {
            directory = TiffDirectory.of(bytes);
            orientation = directory.number(TiffDirectory.ORIENTATION, 1);
            plainAlpha = directory.number(EXTRA_SAMPLES, 0) == PLAIN_ALPHA;
            whiteIsZero = directory.number(PHOTOMETRIC, 1) == WHITE_IS_ZERO;
            set(1, MULTIPLIED_ALPHA);
        }

        /** Returns whether 0 is white, which OpenCV minds for 8 bits and forgets for 16. */
        boolean whiteIsZero() {
            return whiteIsZero;
        }

        private void set(int orientationValue, int alphaValue) {
            if (orientation != 1) {
                directory.set(TiffDirectory.ORIENTATION, orientationValue);
            }
            if (plainAlpha) {
                directory.set(EXTRA_SAMPLES, alphaValue);
            }
        }

        @Override
        public void close() {
            set(orientation, PLAIN_ALPHA);
        }
    }
}
