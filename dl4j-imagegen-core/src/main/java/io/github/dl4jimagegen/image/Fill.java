package io.github.dl4jimagegen.image;

import java.io.Serializable;

/** What takes the place of erased pixels. Immutable. */
public sealed interface Fill extends Serializable {

    /** Black. */
    Fill BLACK = rgb(0, 0, 0);

    /** Noise: every value of every pixel drawn uniformly from 0 to 255. */
    Fill NOISE = new Uniform();

    /**
     * Returns one colour.
     *
     * @param red 0 to 255
     * @param green 0 to 255
     * @param blue 0 to 255
     * @return a fill whose luminance is used in grey images
     */
    static Fill rgb(double red, double green, double blue) {
        return new Color(red, green, blue);
    }

    /**
     * One colour. Immutable.
     *
     * @param red 0 to 255
     * @param green 0 to 255
     * @param blue 0 to 255
     */
    record Color(double red, double green, double blue) implements Fill {

        /**
         * Checks that the colour is one.
         *
         * @param red 0 to 255
         * @param green 0 to 255
         * @param blue 0 to 255
         */
        public Color {
            for (double channel : new double[] {red, green, blue}) {
                if (!(channel >= 0 && channel <= 255)) {
                    throw new IllegalArgumentException("a fill colour has values from 0 to 255 but was (" + red + ", "
                            + green + ", " + blue + ")");
                }
            }
        }

        /**
         * Returns the luminance, by the weights of {@link ColorMatrix#GRAYSCALE}.
         *
         * @return 0 to 255
         */
        public double luminance() {
            return 0.299 * red + 0.587 * green + 0.114 * blue;
        }
    }

    /** Uniform noise. Immutable. */
    record Uniform() implements Fill {}
}
