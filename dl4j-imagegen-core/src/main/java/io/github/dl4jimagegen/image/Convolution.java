package io.github.dl4jimagegen.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A weighted sum of each value's neighbourhood, in every channel; the image is mirrored at its edges (dcb|abcd|cba).
 * Immutable.
 *
 * @param height rows of the kernel, odd
 * @param width columns of the kernel, odd
 * @param weights height x width numbers, row by row, as they lie over the image (no mirroring)
 */
public record Convolution(int height, int width, List<Double> weights) implements PixelOp {

    /**
     * Checks and copies the weights.
     *
     * @param height rows of the kernel, odd
     * @param width columns of the kernel, odd
     * @param weights height x width numbers, row by row, as they lie over the image (no mirroring)
     */
    public Convolution {
        weights = List.copyOf(weights);
        if (height < 1 || width < 1 || height % 2 == 0 || width % 2 == 0) {
            throw new IllegalArgumentException("a kernel must have odd sides but was " + height + "x" + width);
        }
        if (weights.size() != height * width || !weights.stream().allMatch(weight -> Double.isFinite(weight))) {
            throw new IllegalArgumentException("a kernel of " + height + "x" + width + " has " + height * width
                    + " finite weights but was given " + weights);
        }
    }

    /**
     * Returns the blend of the image with its smoothed version: factor x value + (1 - factor) x smooth, where smooth is
     * the 3x3 kernel (1 1 1, 1 5 1, 1 1 1) / 13. torchvision's {@code adjust_sharpness} and Pillow's, but for the
     * outermost pixels, which those leave alone.
     *
     * @param factor 0 for smoothed, 1 for the image as it is, above 1 for sharpened
     * @return a 3x3 kernel
     */
    public static Convolution sharpness(double factor) {
        double smooth = (1 - factor) / 13;
        List<Double> weights = new ArrayList<>(Collections.nCopies(9, smooth));
        weights.set(4, factor + 5 * smooth);
        return new Convolution(3, 3, weights);
    }

    /**
     * Returns the blur of a camera that moves in a straight line while the shutter is open.
     *
     * @param length how far a point is smeared, in pixels, at least 1 (no blur)
     * @param degrees the direction, counter-clockwise from the right
     * @return a kernel that is the line, its weights summing up to 1
     * @throws IllegalArgumentException if the length is less than 1 or above 255
     */
    public static Convolution motion(double length, double degrees) {
        if (!(length >= 1 && length <= 255)) {
            throw new IllegalArgumentException(
                    "the length of a motion blur must lie in [1, 255] pixels but was " + length);
        }
        double reach = (length - 1) / 2;
        int radius = (int) Math.ceil(reach);
        int side = 2 * radius + 1;
        int points = 8 * side;
        double dx = StrictMath.cos(Math.toRadians(degrees)) * reach;
        double dy = -StrictMath.sin(Math.toRadians(degrees)) * reach;
        double[] line = new double[side * side];
        for (int i = 0; i < points; i++) {
            double along = (2.0 * i + 1) / points - 1; // the middle of its piece of the line
            splat(line, side, radius + along * dx, radius + along * dy, 1.0 / points);
        }
        List<Double> weights = new ArrayList<>(line.length);
        for (double weight : line) {
            weights.add(weight);
        }
        return new Convolution(side, side, weights);
    }

    /** Shares a weight out among the four cells around a point. */
    private static void splat(double[] line, int side, double x, double y, double weight) {
        int column = Math.max(0, Math.min((int) Math.floor(x), side - 1));
        int row = Math.max(0, Math.min((int) Math.floor(y), side - 1));
        double right = x - column;
        double down = y - row;
        for (int r = 0; r < 2; r++) {
            for (int c = 0; c < 2; c++) {
                double share = (r == 0 ? 1 - down : down) * (c == 0 ? 1 - right : right);
                if (share > 0) {
                    line[Math.min(row + r, side - 1) * side + Math.min(column + c, side - 1)] += weight * share;
                }
            }
        }
    }
}
