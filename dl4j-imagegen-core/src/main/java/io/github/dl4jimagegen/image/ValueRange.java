package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * The range that an image's values may have: black and white. Immutable. 8-bit images have {@link #EIGHT_BIT}; float
 * images need to be told theirs before their brightness, contrast or colour can be changed.
 *
 * @param low the value of black, finite
 * @param high the value of white, finite and above low
 */
public record ValueRange(double low, double high) implements Serializable {

    /** 0 to 255, the unit in which pixel operations are stated. */
    public static final ValueRange EIGHT_BIT = new ValueRange(0, 255);

    /**
     * Returns the value that is as bright in this range as another one is from 0 to 255.
     *
     * @param value 0 for black, 255 for white
     * @return low for 0, high for 255
     */
    public double ofEightBit(double value) {
        return low + value * (high - low) / 255;
    }

    /**
     * Checks that the range is one.
     *
     * @param low the value of black, finite
     * @param high the value of white, finite and above low
     */
    public ValueRange {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException(
                    "a value range must be finite and its low end below its high end but was " + low + " to " + high);
        }
    }
}
