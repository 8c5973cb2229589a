package io.github.dl4jimagegen.image;

/**
 * A rectangle of whole pixels. Immutable.
 *
 * @param top its first row, from 0
 * @param left its first column, from 0
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Region(int top, int left, int height, int width) {

    /**
     * Checks that the region has a pixel.
     *
     * @param top its first row
     * @param left its first column
     * @param height rows, at least 1
     * @param width columns, at least 1
     */
    public Region {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a region must be at least 1x1 but was " + height + "x" + width);
        }
    }

    /**
     * Returns whether the region lies within an image.
     *
     * @param shape the image
     * @return true if every pixel of the region is one of the image
     */
    public boolean isWithin(ImageShape shape) {
        return top >= 0 && left >= 0 && top + height <= shape.height() && left + width <= shape.width();
    }
}
