package io.github.dl4jimagegen.image;

/**
 * What one example of a batch gets from another one: a value that {@link Mixing} draws. The labels mix by the share of the
 * pixels. Immutable.
 */
public sealed interface Mix {

    /**
     * Returns which example of the batch it is mixed with, as that was before anything was mixed.
     *
     * @return its row, from 0; the row itself for no mixing at all
     */
    int partner();

    /**
     * Returns how much of the result is the partner's.
     *
     * @param shape of the images
     * @return from 0 to 1
     */
    double share(ImageShape shape);

    /**
     * All pixels are weighted means of both images: (1 - share) of one's own + share of the partner's.
     *
     * @param partner the row it is mixed with
     * @param share the partner's weight, from 0 to 1
     */
    record Blend(int partner, double share) implements Mix {

        /**
         * Checks the share.
         *
         * @param partner the row it is mixed with
         * @param share the partner's weight, from 0 to 1
         */
        public Blend {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the share of a partner must lie in [0, 1] but was " + share);
            }
        }

        @Override
        public double share(ImageShape shape) {
            return share;
        }
    }

    /**
     * A rectangle is the partner's, at the same place.
     *
     * @param partner the row it is mixed with
     * @param area within the image
     */
    record Paste(int partner, Rectangle area) implements Mix {

        @Override
        public double share(ImageShape shape) {
            return (double) area.width() * area.height() / ((double) shape.width() * shape.height());
        }
    }
}
