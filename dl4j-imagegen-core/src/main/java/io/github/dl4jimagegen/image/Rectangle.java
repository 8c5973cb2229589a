package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * Whole pixels of an image: columns left to left + width - 1, rows top to top + height - 1. It may reach out of the image,
 * where that makes sense. Immutable.
 *
 * @param left the first column, from 0
 * @param top the first row, from 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Rectangle(int left, int top, int width, int height) implements Serializable {

    /**
     * Checks that the rectangle has a pixel.
     *
     * @param left the first column, from 0
     * @param top the first row, from 0
     * @param width columns, at least 1
     * @param height rows, at least 1
     */
    public Rectangle {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a rectangle must have at least 1x1 pixels but was " + height + "x"
                    + width + " (height x width) from row " + top + ", column " + left);
        }
    }

    /**
     * Returns all pixels of an image.
     *
     * @param height rows
     * @param width columns
     * @return the rectangle from the top left pixel to the bottom right one
     */
    public static Rectangle whole(int height, int width) {
        return new Rectangle(0, 0, width, height);
    }

    /**
     * Returns whether an image has all of these pixels.
     *
     * @param height the image's rows
     * @param width the image's columns
     * @return true if nothing lies outside
     */
    public boolean isWithin(int height, int width) {
        return left >= 0 && top >= 0 && left <= width - this.width && top <= height - this.height;
    }
}
