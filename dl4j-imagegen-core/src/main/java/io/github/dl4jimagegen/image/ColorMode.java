package io.github.dl4jimagegen.image;

/** The channels that images are converted to when they are read. */
public enum ColorMode {
    /** One channel of luminance: 0.299 red + 0.587 green + 0.114 blue. */
    GRAYSCALE(1),
    /** Red, green, blue; an alpha channel is dropped, unless a background is set. */
    RGB(3),
    /** Red, green, blue, alpha; opaque (255) where there is no alpha. */
    RGBA(4),
    /** Blue, green, red, as networks trained with OpenCV want them; otherwise as RGB. */
    BGR(3);

    private final int channels;

    ColorMode(int channels) {
        this.channels = channels;
    }

    /**
     * Returns the number of channels.
     *
     * @return 1, 3 or 4
     */
    public int channels() {
        return channels;
    }
}
