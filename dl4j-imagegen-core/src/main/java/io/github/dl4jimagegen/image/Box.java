package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * A box around something in an image, with the class of what is in it. Immutable.
 *
 * <p>The numbers are where the edges are, in pixels: 0 is the left (upper) edge of the first pixel, width (height) the
 * right (lower) edge of the last. So a box around columns 3, 4 and 5 goes from 3 to 6, and its width is the difference,
 * as in COCO and Pascal VOC. {@link Keypoint} and {@link Affine} count the centres of pixels instead.
 *
 * @param xMin left edge, in pixels
 * @param yMin upper edge, in pixels
 * @param xMax right edge, in pixels, greater than xMin
 * @param yMax lower edge, in pixels, greater than yMin
 * @param label the index of its class, from 0
 */
public record Box(double xMin, double yMin, double xMax, double yMax, int label) implements Serializable {

    /**
     * Checks that the box has an area and the label is not negative.
     *
     * @param xMin left edge, in pixels
     * @param yMin upper edge, in pixels
     * @param xMax right edge, in pixels, greater than xMin
     * @param yMax lower edge, in pixels, greater than yMin
     * @param label the index of its class, from 0
     */
    public Box {
        if (!(xMin < xMax && yMin < yMax) || !Double.isFinite(xMax - xMin) || !Double.isFinite(yMax - yMin)) {
            throw new IllegalArgumentException("a box must have finite xMin < xMax and yMin < yMax but was x " + xMin
                    + " to " + xMax + ", y " + yMin + " to " + yMax);
        }
        if (label < 0) {
            throw new IllegalArgumentException("the label of a box must not be negative but was " + label);
        }
    }

    /**
     * Returns the width.
     *
     * @return in pixels, more than 0
     */
    public double width() {
        return xMax - xMin;
    }

    /**
     * Returns the height.
     *
     * @return in pixels, more than 0
     */
    public double height() {
        return yMax - yMin;
    }

    /**
     * Returns the area.
     *
     * @return in square pixels, more than 0
     */
    public double area() {
        return width() * height();
    }

    /**
     * Returns how well this box and another cover each other: the area of what they share over the area of both
     * together ("intersection over union").
     *
     * @param other another box, of any class
     * @return from 0 (apart) to 1 (equal)
     */
    public double overlap(Box other) {
        double width = Math.min(xMax, other.xMax) - Math.max(xMin, other.xMin);
        double height = Math.min(yMax, other.yMax) - Math.max(yMin, other.yMin);
        double shared = Math.max(0, width) * Math.max(0, height);
        return shared / (area() + other.area() - shared);
    }
}
