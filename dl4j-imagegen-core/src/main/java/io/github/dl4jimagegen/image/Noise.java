package io.github.dl4jimagegen.image;

/**
 * Noise. The engine derives the random numbers of all pixels from the seed by hashing, so that equal values give equal
 * noise on every machine. Immutable.
 */
public sealed interface Noise extends PixelOp {

    /**
     * Returns where the random numbers of the pixels come from.
     *
     * @return any number
     */
    long seed();

    /**
     * value + a normally distributed number, its own in every channel: the noise of a sensor's electronics. Immutable.
     *
     * @param deviation the standard deviation, in the unit 0 to 255, not negative
     * @param seed where the random numbers of the pixels come from
     */
    record Gaussian(double deviation, long seed) implements Noise {

        /**
         * Checks the deviation.
         *
         * @param deviation the standard deviation, in the unit 0 to 255, not negative
         * @param seed where the random numbers of the pixels come from
         */
        public Gaussian {
            if (!(deviation >= 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException(
                        "the standard deviation of noise must be finite and not negative but was " + deviation);
            }
        }
    }

    /**
     * A Poisson-distributed number with the mean value x photons / 255, scaled back, its own in every channel: the noise
     * of counting light. Immutable.
     *
     * @param photons how many photons make white, positive; the fewer, the noisier
     * @param seed where the random numbers of the pixels come from
     */
    record Shot(double photons, long seed) implements Noise {

        /**
         * Checks the number of photons.
         *
         * @param photons how many photons make white, positive; the fewer, the noisier
         * @param seed where the random numbers of the pixels come from
         */
        public Shot {
            if (!(photons > 0) || Double.isInfinite(photons)) {
                throw new IllegalArgumentException(
                        "the photons of shot noise must be finite and positive but were " + photons);
            }
        }
    }

    /**
     * White and black pixels, as many of the one as of the other: dead pixels and transmission errors. Immutable.
     *
     * @param share of the pixels that become white or black, from 0 to 1
     * @param seed where the random numbers of the pixels come from
     */
    record SaltAndPepper(double share, long seed) implements Noise {

        /**
         * Checks the share.
         *
         * @param share of the pixels that become white or black, from 0 to 1
         * @param seed where the random numbers of the pixels come from
         */
        public SaltAndPepper {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the share of pixels must lie in [0, 1] but was " + share);
            }
        }
    }
}
