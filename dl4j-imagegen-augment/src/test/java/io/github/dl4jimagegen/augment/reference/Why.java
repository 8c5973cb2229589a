package io.github.dl4jimagegen.augment.reference;

/** What differences come from; docs/augmentation.md has the same words. */
public enum Why {
    EQUAL("", "nothing differs"),
    PLACES("a", "OpenCV finds places to 1/32 pixel, torchvision in floats"),
    HALF_WAY("b", "what lies half-way between two pixels, or nearly so, is taken from the other one"),
    FIXED_POINT("c", "OpenCV's weights for 8-bit images have 8 to 11 bits; Pillow rounds between columns and rows"),
    ROUNDING("d", "exact halves of a level are rounded the other way"),
    TRUNCATION("e", "they cut fractions of a level off, which are rounded here"),
    STEPS("f", "8-bit values are rounded here after each of the four steps"),
    SUM("g", "the line is a sum of fewer points here");

    private final String letter;
    private final String words;

    Why(String letter, String words) {
        this.letter = letter;
        this.words = words;
    }

    /** Returns the letter of the note; empty if nothing differs. */
    public String letter() {
        return letter;
    }

    /** Returns the note. */
    public String note() {
        return letter + ": " + words;
    }
}
