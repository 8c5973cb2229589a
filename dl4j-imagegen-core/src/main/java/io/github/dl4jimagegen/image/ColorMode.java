package io.github.dl4jimagegen.image;

/** The channels that images are converted to when they are read. */
public enum ColorMode {
    /** One channel. */
    GRAYSCALE(1),
    /** Red, green, blue; an alpha channel is dropped. */
    RGB(3),
    /** Red, green, blue, alpha; 255 where the file has no alpha. */
    RGBA(4);

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
