package io.github.dl4jimagegen.image;

/** How a value between pixels is found. */
public enum Interpolation {
    /** The value of the nearest pixel. */
    NEAREST,
    /** The distance-weighted mean of the four pixels around. */
    BILINEAR,
    /** A cubic through the sixteen pixels around (Keys, a = -0.75). May overshoot. For sizing only. */
    BICUBIC,
    /** A windowed sine through the 64 pixels around (Lanczos, 4 lobes). May overshoot. For sizing only. */
    LANCZOS,
    /** The mean of all pixels that a pixel of the result covers; enlarging, nearly bilinear. For sizing only. */
    AREA
}
