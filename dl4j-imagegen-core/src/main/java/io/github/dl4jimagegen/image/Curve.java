package io.github.dl4jimagegen.image;

/**
 * A change of each value that depends on nothing but the value. Write your own as a lambda:
 * {@code PixelOp.curve(value -> 255 * Math.sqrt(value / 255))}. Must be pure and thread-safe.
 *
 * <p>The engine makes a table of 256 entries for 8-bit images; float images are calculated value by value.
 */
@FunctionalInterface
public non-sealed interface Curve extends PixelOp {

    /**
     * Returns what becomes of a value. The result is clamped to 0 to 255, and rounded (halves up) in 8-bit images. NaN is
     * refused when an image gets it, with an {@link IllegalStateException}; where a float image has NaN, NaN may stay.
     *
     * @param value from 0 (black) to 255 (white); whole in 8-bit images
     * @return the new value, in the same unit
     */
    double at(double value);

    /**
     * gain x value + bias. Immutable.
     *
     * @param gain the factor
     * @param bias what is added, in the unit 0 to 255
     */
    record Linear(double gain, double bias) implements Curve {

        /** 255 - value: the negative. */
        public static final Linear INVERT = new Linear(-1, 255);

        /**
         * Checks that both are numbers.
         *
         * @param gain the factor, finite
         * @param bias what is added, finite
         */
        public Linear {
            if (!Double.isFinite(gain) || !Double.isFinite(bias)) {
                throw new IllegalArgumentException(
                        "a linear change must have a finite gain and bias but was " + gain + " x value + " + bias);
            }
        }

        @Override
        public double at(double value) {
            return gain * value + bias;
        }
    }

    /**
     * 255 (value / 255)^exponent: torchvision's {@code adjust_gamma}. Immutable.
     *
     * @param exponent positive; above 1 makes shadows darker, below 1 lighter; black and white stay
     */
    record Gamma(double exponent) implements Curve {

        /**
         * Checks the exponent.
         *
         * @param exponent positive; above 1 makes shadows darker, below 1 lighter; black and white stay
         */
        public Gamma {
            if (!(exponent > 0) || Double.isInfinite(exponent)) {
                throw new IllegalArgumentException("gamma must be positive and finite but was " + exponent);
            }
        }

        @Override
        public double at(double value) {
            return 255 * StrictMath.pow(value / 255, exponent);
        }
    }

    /**
     * The value with all but its highest bits cleared: torchvision's and Pillow's {@code posterize}. Immutable.
     *
     * @param bits how many of the 8 bits stay, 0 (all black) to 8 (as it was, in 8-bit images)
     */
    record Posterize(int bits) implements Curve {

        /**
         * Checks the number of bits.
         *
         * @param bits how many of the 8 bits stay, 0 (all black) to 8 (as it was, in 8-bit images)
         */
        public Posterize {
            if (bits < 0 || bits > 8) {
                throw new IllegalArgumentException("posterize keeps 0 to 8 bits but was given " + bits);
            }
        }

        @Override
        public double at(double value) {
            double step = 1 << (8 - bits);
            return Math.floor(level(value) / step) * step;
        }
    }

    /**
     * 255 - value for values from the threshold on, others as they were: torchvision's and Pillow's {@code solarize}.
     * Immutable.
     *
     * @param threshold 0 (everything is inverted) to 256 (nothing is)
     */
    record Solarize(double threshold) implements Curve {

        /**
         * Checks the threshold.
         *
         * @param threshold 0 (everything is inverted) to 256 (nothing is)
         */
        public Solarize {
            if (!(threshold >= 0 && threshold <= 256)) {
                throw new IllegalArgumentException(
                        "the threshold of solarize must lie in [0, 256] but was " + threshold);
            }
        }

        @Override
        public double at(double value) {
            return level(value) >= threshold ? 255 - value : value;
        }
    }

    /** Returns a little more: a float that was brought from another range may lie below the level that it stands for. */
    private static double level(double value) {
        return value + 1e-3;
    }
}
