package io.github.dl4jimagegen.image;

/** How a value between pixels is found. */
public enum Interpolation {
    /** The value of the nearest pixel. */
    NEAREST,
    /** The distance-weighted mean of the four pixels around. */
    BILINEAR,
    /** A cubic convolution over 4x4 pixels (a = -0.75). Sharper; float values may leave the range of the image. */
    BICUBIC,
    /** A windowed sinc over 8x8 pixels (Lanczos, a = 4). Sharpest; float values may leave the range of the image. */
    LANCZOS
}
