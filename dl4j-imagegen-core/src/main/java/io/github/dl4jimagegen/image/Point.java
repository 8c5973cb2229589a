package io.github.dl4jimagegen.image;

/**
 * A place in an image. Whole numbers are the centres of pixels. Immutable.
 *
 * @param x column, to the right
 * @param y row, downwards
 */
public record Point(double x, double y) {}
