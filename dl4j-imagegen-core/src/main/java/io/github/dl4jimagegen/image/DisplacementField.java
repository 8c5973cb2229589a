package io.github.dl4jimagegen.image;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A smooth bending of an image that keeps its size: each pixel of the result comes from its own place plus a
 * displacement. The displacement is a uniform bicubic B-spline over a grid of cells that covers the image, so a few
 * control points say it all. Immutable and thread-safe.
 *
 * <p>A spline stays within its control points: no pixel comes from farther away than the largest of them says. Cubic
 * polynomials of x and y are splines of a single cell. Outside of the image the displacement goes on as it is at the
 * edge.
 */
public final class DisplacementField implements PlaneMap {

    private static final long serialVersionUID = 1;

    private static final int MOST_ITERATIONS = 100;
    private static final double SETTLED = 1e-6;
    private static final double ACCURACY = 1e-3;

    private final int height;
    private final int width;
    private final int cellsDown;
    private final int cellsAcross;
    private final double[] dx;
    private final double[] dy;

    private DisplacementField(int height, int width, int cellsDown, int cellsAcross, double[] dx, double[] dy) {
        this.height = height;
        this.width = width;
        this.cellsDown = cellsDown;
        this.cellsAcross = cellsAcross;
        this.dx = dx;
        this.dy = dy;
    }

    /**
     * Returns a field of (cellsDown + 3) x (cellsAcross + 3) control points. Control point (i, j) lies over row (i - 1) *
     * height / cellsDown - 0.5 and column (j - 1) * width / cellsAcross - 0.5: the first one a cell outside of the image.
     *
     * @param shape the image
     * @param cellsDown cells from the top to the bottom, at least 1
     * @param cellsAcross cells from left to right, at least 1
     * @param dx how far to the right of itself a pixel comes from, in pixels; row by row; copied
     * @param dy how far below itself a pixel comes from, in pixels; row by row; copied
     * @return the field of those control points
     * @throws IllegalArgumentException if their numbers do not match the cells or one is not finite
     */
    public static DisplacementField of(ImageShape shape, int cellsDown, int cellsAcross, double[] dx, double[] dy) {
        if (cellsDown < 1 || cellsAcross < 1) {
            throw new IllegalArgumentException(
                    "a displacement field must have at least 1x1 cells but was " + cellsDown + "x" + cellsAcross);
        }
        int points = (cellsDown + 3) * (cellsAcross + 3);
        if (dx.length != points || dy.length != points) {
            throw new IllegalArgumentException(
                    "a displacement field of " + cellsDown + "x" + cellsAcross + " cells has " + points
                            + " control points but got " + dx.length + " and " + dy.length + " numbers");
        }
        for (int i = 0; i < points; i++) {
            if (!Double.isFinite(dx[i]) || !Double.isFinite(dy[i])) {
                throw new IllegalArgumentException(
                        "a displacement must be finite but was (" + dx[i] + ", " + dy[i] + ")");
            }
        }
        return new DisplacementField(shape.height(), shape.width(), cellsDown, cellsAcross, dx.clone(), dy.clone());
    }

    /**
     * Returns the number of rows of the image that the field is for.
     *
     * @return at least 1
     */
    public int height() {
        return height;
    }

    /**
     * Returns the number of columns of the image that the field is for.
     *
     * @return at least 1
     */
    public int width() {
        return width;
    }

    /**
     * Writes where the pixels of a row of the result come from.
     *
     * @param row the row, from 0
     * @param sources takes 2 x width numbers: x and y of the first pixel, x and y of the second, ...
     */
    public void sources(int row, float[] sources) {
        Cell down = Cell.of(row, height, cellsDown);
        Cubic x = new Cubic(dx, down, 0, cellsAcross + 3);
        Cubic y = new Cubic(dy, down, 0, cellsAcross + 3);
        double cellsPerPixel = (double) cellsAcross / width;
        int cell = 0;
        for (int column = 0; column < width; column++) {
            double u = (column + 0.5) * cellsPerPixel;
            for (; cell < (int) u && cell < cellsAcross - 1; cell++) {
                x.next();
                y.next();
            }
            sources[2 * column] = (float) (column + x.at(u - cell));
            sources[2 * column + 1] = (float) (row + y.at(u - cell));
        }
    }

    @Override
    public Point pull(double x, double y) {
        Cell down = Cell.of(y, height, cellsDown);
        Cell across = Cell.of(x, width, cellsAcross);
        double fromX = new Cubic(dx, down, across.first, cellsAcross + 3).at(across.t);
        double fromY = new Cubic(dy, down, across.first, cellsAcross + 3).at(across.t);
        return new Point(x + fromX, y + fromY);
    }

    /**
     * Returns where a point of the input goes, found by fixed-point iteration to a thousandth of a pixel. Empty where
     * that does not settle: where the field moves neighbours apart by more than their distance, it folds the image.
     */
    @Override
    public Optional<Point> forward(double x, double y) {
        double guessX = x;
        double guessY = y;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            Point source = pull(guessX, guessY);
            double missX = x - source.x();
            double missY = y - source.y();
            guessX += missX;
            guessY += missY;
            if (Math.abs(missX) < SETTLED && Math.abs(missY) < SETTLED) {
                break;
            }
        }
        Point source = pull(guessX, guessY);
        boolean found = Math.abs(source.x() - x) < ACCURACY && Math.abs(source.y() - y) < ACCURACY;
        return found ? Optional.of(new Point(guessX, guessY)) : Optional.empty();
    }

    @Override
    public Optional<PlaneMap> product(PlaneMap next) {
        return Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DisplacementField that
                && height == that.height
                && width == that.width
                && cellsDown == that.cellsDown
                && cellsAcross == that.cellsAcross
                && Arrays.equals(dx, that.dx)
                && Arrays.equals(dy, that.dy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(height, width, cellsDown, cellsAcross, Arrays.hashCode(dx), Arrays.hashCode(dy));
    }

    @Override
    public String toString() {
        return "DisplacementField[" + height + "x" + width + ", " + cellsDown + "x" + cellsAcross + " cells]";
    }

    /** A cell of one axis and a place in it, from 0 to 1. */
    private record Cell(int first, double t) {

        static Cell of(double pixel, int length, int cells) {
            double u = Math.max(0, Math.min(cells, (pixel + 0.5) * cells / length));
            int first = Math.min((int) u, cells - 1);
            return new Cell(first, u - first);
        }
    }

    /** The displacement along a row, in one cell after the other: cubic polynomials. */
    private static final class Cubic {

        private final double[] points;
        private final int stride;
        private final double w0;
        private final double w1;
        private final double w2;
        private final double w3;
        private int column;
        private double p0;
        private double p1;
        private double p2;
        private double p3;
        private double c0;
        private double c1;
        private double c2;
        private double c3;

        Cubic(double[] points, Cell down, int across, int stride) {
            double t = down.t;
            double s = 1 - t;
            this.points = points;
            this.stride = stride;
            w0 = s * s * s / 6;
            w1 = (3 * t * t * t - 6 * t * t + 4) / 6;
            w2 = (3 * s * s * s - 6 * s * s + 4) / 6;
            w3 = t * t * t / 6;
            int first = down.first * stride + across;
            p1 = weighted(first);
            p2 = weighted(first + 1);
            p3 = weighted(first + 2);
            column = first + 2;
            next();
        }

        /** Goes on to the next cell, which has three of its four columns of control points in common with this one. */
        void next() {
            p0 = p1;
            p1 = p2;
            p2 = p3;
            p3 = weighted(++column);
            c0 = (p0 + 4 * p1 + p2) / 6;
            c1 = (p2 - p0) / 2;
            c2 = (p0 - 2 * p1 + p2) / 2;
            c3 = (p3 - p0 + 3 * (p1 - p2)) / 6;
        }

        private double weighted(int i) {
            return w0 * points[i] + w1 * points[i + stride] + w2 * points[i + 2 * stride] + w3 * points[i + 3 * stride];
        }

        double at(double t) {
            return ((c3 * t + c2) * t + c1) * t + c0;
        }
    }
}
