package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * A grid over the image whose lines are moved, columns to the side and rows up and down, and the image with them,
 * smoothly. The edges stay where they are, so nothing is made up; nothing is folded either. Immutable.
 *
 * @param cells how many cells the grid has along each side, 2 to 1000
 * @param limit how far a line moves at most, in fractions of a cell; at least 0 and less than 0.5
 */
public record RandomGridDistortion(int cells, double limit) implements GeometricAugmentation {

    /**
     * Checks cells and limit.
     *
     * @param cells how many cells the grid has along each side, 2 to 1000
     * @param limit how far a line moves at most, in fractions of a cell
     */
    public RandomGridDistortion {
        if (cells < 2 || cells > 1000) {
            throw new IllegalArgumentException(
                    "a grid must have 2 cells a side, or no line could move, to 1000 but had " + cells);
        }
        if (!(limit >= 0 && limit < 0.5)) {
            throw new IllegalArgumentException("the limit of a grid distortion must lie in [0, 0.5) but was " + limit);
        }
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        double[] across = lines(shape.width(), random);
        double[] down = lines(shape.height(), random);
        int points = cells + 3;
        double[] dx = new double[points * points];
        double[] dy = new double[points * points];
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                dx[i * points + j] = across[j];
                dy[i * points + j] = down[i];
            }
        }
        return Warp.of(shape, DisplacementField.of(shape, cells, cells, dx, dy));
    }

    /** Control points 1 and cells + 1 lie on the edges: with 0 there and opposite neighbours, the spline is 0 there. */
    private double[] lines(int length, RandomGenerator random) {
        double[] lines = new double[cells + 3];
        double largest = limit * length / cells;
        for (int i = 2; i <= cells; i++) {
            lines[i] = largest * (2 * random.nextDouble() - 1);
        }
        lines[0] = -lines[2];
        lines[cells + 2] = -lines[cells];
        return lines;
    }
}
