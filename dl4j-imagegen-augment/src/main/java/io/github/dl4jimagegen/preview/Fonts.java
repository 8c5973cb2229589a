package io.github.dl4jimagegen.preview;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Text in pictures, in the fonts that Java finds on the machine. */
final class Fonts {

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Color INK = new Color(0x222222);
    static final Color FAINT = new Color(0x6B6B6B);

    private static final String GAP = "…";

    private Fonts() {}

    static Graphics2D graphics(BufferedImage picture) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    static FontMetrics metrics(Font font) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return graphics.getFontMetrics(font);
        } catch (RuntimeException | LinkageError | InternalError e) { // each has been seen on machines without fonts
            throw new IllegalStateException(
                    "Java finds no fonts on this machine: install fontconfig and a font (on Debian, apt-get install"
                            + " fontconfig fonts-dejavu-core)",
                    e);
        } finally {
            graphics.dispose();
        }
    }

    /** Returns a text that fits; of a long one the middle is left out, since names of files differ at their ends. */
    static String fitting(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        for (int kept = text.length() - 1; kept > 0; kept--) {
            int head = kept / 3;
            String shorter = text.substring(0, head) + GAP + text.substring(text.length() - (kept - head));
            if (metrics.stringWidth(shorter) <= width) {
                return shorter;
            }
        }
        return GAP;
    }
}
