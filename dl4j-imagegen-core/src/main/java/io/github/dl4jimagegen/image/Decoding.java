package io.github.dl4jimagegen.image;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How image files become pixels. Immutable.
 *
 * @param colorMode the channels that images are converted to
 * @param applyExifOrientation whether images are turned and mirrored as their files say
 * @param pixelLimit the largest number of pixels (width x height) that is decoded
 * @param reducingGap how many times as large as needed a JPEG may be decoded smaller, or 0 for never
 * @param background what images with alpha are blended over, or null to drop their alpha
 */
public record Decoding(
        ColorMode colorMode,
        boolean applyExifOrientation,
        long pixelLimit,
        double reducingGap,
        @Nullable Rgb background)
        implements Serializable {

    /** As Pillow has it: above, an image is taken for a decompression bomb. */
    private static final long PIXELS = 178_956_970;

    /** Four channels of this many pixels are as many values as an image may have. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

    private static final double GAP = 2;

    /**
     * Checks the ranges.
     *
     * @param colorMode the channels that images are converted to
     * @param applyExifOrientation whether images are turned and mirrored as their files say
     * @param pixelLimit the largest number of pixels (width x height) that is decoded
     * @param reducingGap how many times as large as needed a JPEG may be decoded smaller, or 0 for never
     * @param background what images with alpha are blended over, or null to drop their alpha
     */
    public Decoding {
        if (pixelLimit < 1 || pixelLimit > MOST_PIXELS) {
            throw new IllegalArgumentException("pixelLimit must lie in [1, " + MOST_PIXELS + "] but was " + pixelLimit);
        }
        if (!(reducingGap == 0 || (reducingGap >= 1 && Double.isFinite(reducingGap)))) {
            throw new IllegalArgumentException(
                    "reducingGap must be 0 (never), or 1 or more, but was " + reducingGap + ": 2 keeps the quality");
        }
        if (background != null && colorMode == ColorMode.RGBA) {
            throw new IllegalArgumentException(
                    "RGBA keeps alpha, and a background blends it away: set only one of them");
        }
    }

    /**
     * Returns the default for a color mode: orientation applied, at most 178,956,970 pixels, a reducing gap of 2, alpha
     * dropped.
     *
     * @param colorMode the channels that images are converted to
     * @return settings to start from
     */
    public static Decoding to(ColorMode colorMode) {
        return new Decoding(colorMode, true, PIXELS, GAP, null);
    }

    /**
     * Sets the channels that images are converted to.
     *
     * @param colorMode grey, RGB, RGBA or BGR
     * @return new settings
     * @throws IllegalArgumentException if it is RGBA and there is a background
     */
    public Decoding colorMode(ColorMode colorMode) {
        return new Decoding(colorMode, applyExifOrientation, pixelLimit, reducingGap, background);
    }

    /**
     * Sets whether images are turned and mirrored as their files say; true unless set.
     *
     * @param apply false to take the pixels as they are stored
     * @return new settings
     */
    public Decoding applyExifOrientation(boolean apply) {
        return new Decoding(colorMode, apply, pixelLimit, reducingGap, background);
    }

    /**
     * Sets the largest number of pixels that is decoded; 178,956,970 unless set.
     *
     * @param pixels width x height, 1 to 536,870,911
     * @return new settings
     * @throws IllegalArgumentException if it lies outside
     */
    public Decoding pixelLimit(long pixels) {
        return new Decoding(colorMode, applyExifOrientation, pixels, reducingGap, background);
    }

    /**
     * Sets when a JPEG is decoded at a half, a quarter or an eighth of its size: when that is still this many times as
     * large as what it is sized to; 2 unless set.
     *
     * @param gap 1 or more, or 0 for never
     * @return new settings
     * @throws IllegalArgumentException if it is anything else
     */
    public Decoding reducingGap(double gap) {
        return new Decoding(colorMode, applyExifOrientation, pixelLimit, gap, background);
    }

    /**
     * Sets what images with alpha are blended over; unless set, their alpha is dropped.
     *
     * @param background a colour, or null to drop alpha
     * @return new settings
     * @throws IllegalArgumentException if the color mode is RGBA
     */
    public Decoding background(@Nullable Rgb background) {
        return new Decoding(colorMode, applyExifOrientation, pixelLimit, reducingGap, background);
    }
}
