package io.github.dl4jimagegen.image;

/** How a value between pixels is found. */
public enum Interpolation {
    /** The value of the nearest pixel. */
    NEAREST,
    /** The distance-weighted mean of the four pixels around. */
    BILINEAR
}
