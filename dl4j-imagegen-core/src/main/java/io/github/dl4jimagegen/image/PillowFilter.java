package io.github.dl4jimagegen.image;

/** The filters of Pillow's {@code Image.resize}, by their names there. All but NEAREST are widened when shrinking. */
public enum PillowFilter {
    /** One pixel, without any mean. */
    NEAREST,
    /** The mean of what a pixel of the result covers. */
    BOX,
    /** A triangle, 1 pixel to each side. */
    BILINEAR,
    /** A windowed sine, 1 pixel to each side; sharper than BILINEAR. */
    HAMMING,
    /** A cubic, 2 pixels to each side (Keys, a = -0.5). */
    BICUBIC,
    /** A windowed sine, 3 pixels to each side. */
    LANCZOS
}
