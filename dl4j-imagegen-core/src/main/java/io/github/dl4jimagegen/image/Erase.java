package io.github.dl4jimagegen.image;

import java.util.List;

/**
 * Rectangles of an image replaced. Immutable.
 *
 * @param holes the rectangles, which may overlap; what lies outside the image is ignored
 * @param fill what takes their place
 * @param seed where the random numbers of {@link Fill#NOISE} come from
 */
public record Erase(List<Hole> holes, Fill fill, long seed) implements PixelOp {

    /**
     * Copies the list.
     *
     * @param holes the rectangles, which may overlap; what lies outside the image is ignored
     * @param fill what takes their place
     * @param seed where the random numbers of {@link Fill#NOISE} come from
     */
    public Erase {
        holes = List.copyOf(holes);
    }

    /**
     * A rectangle of whole pixels. Immutable.
     *
     * @param top its first row
     * @param left its first column
     * @param height its number of rows, not negative
     * @param width its number of columns, not negative
     */
    public record Hole(int top, int left, int height, int width) {

        /**
         * Checks the size.
         *
         * @param top its first row
         * @param left its first column
         * @param height its number of rows, not negative
         * @param width its number of columns, not negative
         */
        public Hole {
            if (height < 0 || width < 0) {
                throw new IllegalArgumentException(
                        "a hole must not have a negative size but was " + height + "x" + width);
            }
        }
    }
}
