package io.github.dl4jimagegen.image;

import java.util.Optional;

/**
 * An affine map of the plane: (x, y) goes to (a x + b y + c, d x + e y + f). Immutable.
 *
 * @param a x to x
 * @param b y to x
 * @param c shift of x, in pixels
 * @param d x to y
 * @param e y to y
 * @param f shift of y, in pixels
 */
public record Affine(double a, double b, double c, double d, double e, double f) implements PlaneMap {

    /** The map that changes nothing. */
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    /**
     * Checks that every number is finite, and makes -0 a 0, so that equal maps are equal records.
     *
     * @param a x to x
     * @param b y to x
     * @param c shift of x, in pixels
     * @param d x to y
     * @param e y to y
     * @param f shift of y, in pixels
     */
    public Affine {
        a += 0.0;
        b += 0.0;
        c += 0.0;
        d += 0.0;
        e += 0.0;
        f += 0.0;
        if (!Double.isFinite(a + b + c + d + e + f)) {
            throw new IllegalArgumentException(
                    "an affine map must have finite numbers but was " + java.util.List.of(a, b, c, d, e, f));
        }
    }

    /**
     * Returns the map that does this one first and then another.
     *
     * @param next what is done to the result of this map
     * @return the product next . this
     */
    public Affine then(Affine next) {
        return new Affine(
                next.a * a + next.b * d,
                next.a * b + next.b * e,
                next.a * c + next.b * f + next.c,
                next.d * a + next.e * d,
                next.d * b + next.e * e,
                next.d * c + next.e * f + next.f);
    }

    /**
     * Returns the map that undoes this one.
     *
     * @return the inverse
     * @throws ArithmeticException if this map sends the plane to a line or a point
     */
    public Affine inverse() {
        double determinant = a * e - b * d;
        if (determinant == 0) {
            throw new ArithmeticException(this + " has no inverse");
        }
        double ia = e / determinant;
        double ib = -b / determinant;
        double id = -d / determinant;
        double ie = a / determinant;
        return new Affine(ia, ib, -(ia * c + ib * f), id, ie, -(id * c + ie * f));
    }

    /**
     * Returns where a point goes in x.
     *
     * @param x column
     * @param y row
     * @return column of the image of the point
     */
    public double x(double x, double y) {
        return a * x + b * y + c;
    }

    /**
     * Returns where a point goes in y.
     *
     * @param x column
     * @param y row
     * @return row of the image of the point
     */
    public double y(double x, double y) {
        return d * x + e * y + f;
    }

    @Override
    public Optional<Point> forward(double x, double y) {
        return Optional.of(new Point(x(x, y), y(x, y)));
    }

    @Override
    public Point pull(double x, double y) {
        Affine inverse = inverse();
        return new Point(inverse.x(x, y), inverse.y(x, y));
    }
}
