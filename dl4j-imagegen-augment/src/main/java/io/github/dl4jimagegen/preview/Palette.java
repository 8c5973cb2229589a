package io.github.dl4jimagegen.preview;

import java.awt.Color;
import java.util.List;

/** The colours of classes: those of Okabe and Ito, which colour-blind people can tell apart, then any number more. */
final class Palette {

    private static final List<Color> FIRST = List.of(
            new Color(0xE69F00),
            new Color(0x0072B2),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xD55E00),
            new Color(0x56B4E9),
            new Color(0xF0E442));

    private static final float GOLDEN = 0.618034f;

    private Palette() {}

    static Color of(int label) {
        return label < FIRST.size() ? FIRST.get(label) : Color.getHSBColor(label * GOLDEN % 1, 0.75f, 0.9f);
    }

    /** Returns black or white, whichever can be read on a colour. */
    static Color on(Color color) {
        double luminance = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
        return luminance > 140 ? Color.BLACK : Color.WHITE;
    }
}
