package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of image files that are read. A file is what its content says, whatever its name is. */
public enum ImageFormat {
    /** Baseline and progressive, 8 bits: grey, colour, CMYK. */
    JPEG(".jpg", ".jpeg", ".jpe", ".jfif"),
    /** 1 to 16 bits: grey, colour, palette, with or without alpha; the still image of an animation. */
    PNG(".png"),
    /** The first frame. */
    GIF(".gif"),
    /** With or without a palette or alpha. */
    BMP(".bmp", ".dib"),
    /** The first page. */
    TIFF(".tif", ".tiff"),
    /** Lossy and lossless, with or without alpha; the first frame. */
    WEBP(".webp"),
    /** PBM, PGM and PPM, plain and raw: P1 to P6. */
    PNM(".pnm", ".pbm", ".pgm", ".ppm");

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> endings;

    ImageFormat(String... endings) {
        this.endings = List.of(endings);
    }

    /**
     * Returns whether a file of this format is called as one.
     *
     * @param name the name of the file
     * @return true if its name ends as those of this format do, in whatever case
     */
    public boolean suits(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(lowerCase::endsWith);
    }

    /** Returns the format that the bytes begin like, or null if it is none of these. */
    static @Nullable ImageFormat of(ByteBuffer bytes) {
        if (startsWith(bytes, 0, "\u00FF\u00D8")) {
            return JPEG;
        }
        if (startsWith(bytes, 0, "\u0089PNG\r\n\u001A\n")) {
            return PNG;
        }
        if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) {
            return GIF;
        }
        if (startsWith(bytes, 0, "BM")) {
            return BMP;
        }
        if (startsWith(bytes, 0, "II*\0") || startsWith(bytes, 0, "MM\0*")) {
            return TIFF;
        }
        if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
            return WEBP;
        }
        return isPnm(bytes) ? PNM : null;
    }

    private static boolean startsWith(ByteBuffer bytes, int at, String latin1) {
        ByteBuffer start = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.limit() >= at + start.limit()
                && bytes.slice(at, start.limit()).equals(start);
    }

    private static boolean isPnm(ByteBuffer bytes) {
        return bytes.limit() >= 3
                && bytes.get(0) == 'P'
                && bytes.get(1) >= '1'
                && bytes.get(1) <= '6'
                && (Character.isWhitespace(bytes.get(2)) || bytes.get(2) == '#');
    }
}
