package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a {@link Normalization}, for JSON. Immutable.
 *
 * @param samplewise what is done with each image's own statistics
 * @param center what is subtracted, one number a channel or one for all; null for nothing
 * @param divisor what is divided by then, as many numbers or one; all above 0; null with center
 * @param zcaShape the shape of the images of the ZCA matrix, or null if there is none
 * @param zcaMatrix its values, row by row, as little-endian floats in Base64; null with zcaShape
 * @param rescale the rescale that all this belongs to, or null for any
 * @param colorMode the channels that it belongs to, or null for any
 */
public record NormalizationParameters(
        Samplewise samplewise,
        @Nullable List<Double> center,
        @Nullable List<Double> divisor,
        @Nullable ImageShape zcaShape,
        @Nullable String zcaMatrix,
        @Nullable Double rescale,
        @Nullable ColorMode colorMode) {

    /** What is done with the statistics of each image. */
    public enum Samplewise {
        /** Nothing. */
        NONE,
        /** The mean is subtracted. */
        CENTER,
        /** The mean is subtracted, and the rest divided by the standard deviation. */
        STD
    }

    /**
     * Checks that what belongs together is there.
     *
     * @param samplewise what is done with each image's own statistics
     * @param center what is subtracted, one number a channel or one for all; null for nothing
     * @param divisor what is divided by then, as many numbers or one; all above 0; null with center
     * @param zcaShape the shape of the images of the ZCA matrix, or null if there is none
     * @param zcaMatrix its values, row by row, as little-endian floats in Base64; null with zcaShape
     * @param rescale the rescale that all this belongs to, or null for any
     * @param colorMode the channels that it belongs to, or null for any
     */
    public NormalizationParameters {
        center = center == null ? null : List.copyOf(center);
        divisor = divisor == null ? null : List.copyOf(divisor);
        if ((zcaShape == null) != (zcaMatrix == null) || (zcaShape != null && center == null)) {
            throw new IllegalArgumentException("zcaShape and zcaMatrix go together, and with a center");
        }
        int centers = center == null ? 0 : center.size();
        int divisors = divisor == null ? 0 : divisor.size();
        boolean match = divisors == centers || (divisors == 1 && centers > 0);
        if (!match || (center != null && centers == 0)) {
            throw new IllegalArgumentException(
                    "there must be one divisor, or one for each center, but there are " + divisors + " and " + centers);
        }
        if (divisor != null && divisor.stream().anyMatch(number -> number <= 0)) {
            throw new IllegalArgumentException("divisors must be positive but are " + divisor);
        }
    }
}
