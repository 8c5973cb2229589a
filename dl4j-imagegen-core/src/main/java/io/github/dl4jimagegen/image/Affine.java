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
     * Returns a shift.
     *
     * @param x to the right, in pixels
     * @param y down, in pixels
     * @return the map (x, y) to (x + shift of x, y + shift of y)
     */
    public static Affine translation(double x, double y) {
        return new Affine(1, 0, x, 0, 1, y);
    }

    /**
     * Returns a scaling about the centre of the pixel (0, 0).
     *
     * @param x factor of the width
     * @param y factor of the height
     * @return a map that makes things larger where a factor is greater than 1
     */
    public static Affine scaling(double x, double y) {
        return new Affine(x, 0, 0, 0, y, 0);
    }

    /**
     * Returns a rotation about the centre of the pixel (0, 0). Quarter turns are exact.
     *
     * @param degrees counter-clockwise as one looks at the image
     * @return the rotation
     */
    public static Affine rotation(double degrees) {
        double quarters = degrees / 90;
        double cos;
        double sin;
        if (quarters == Math.rint(quarters) && Math.abs(quarters) < 1e9) {
            int turns = Math.floorMod((int) quarters, 4);
            cos = turns == 0 ? 1 : turns == 2 ? -1 : 0;
            sin = turns == 1 ? 1 : turns == 3 ? -1 : 0;
        } else {
            cos = StrictMath.cos(Math.toRadians(degrees));
            sin = StrictMath.sin(Math.toRadians(degrees));
        }
        return new Affine(cos, sin, 0, -sin, cos, 0); // y points down
    }

    /**
     * Returns this map done about the centre of an image: seen from there instead of from the pixel (0, 0).
     *
     * @param shape the image
     * @return the map between two shifts
     */
    public Affine aboutCentreOf(ImageShape shape) {
        double x = (shape.width() - 1) / 2.0;
        double y = (shape.height() - 1) / 2.0;
        return translation(-x, -y).then(this).then(translation(x, y));
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
        double determinant = determinant();
        if (determinant == 0) {
            throw new ArithmeticException(this + " has no inverse");
        }
        double ia = e / determinant;
        double ib = -b / determinant;
        double id = -d / determinant;
        double ie = a / determinant;
        return new Affine(ia, ib, -(ia * c + ib * f), id, ie, -(id * c + ie * f));
    }

    /** Returns by what areas are multiplied; less than 0 for a mirror image. */
    double determinant() {
        return a * e - b * d;
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

    @Override
    public Optional<PlaneMap> product(PlaneMap next) {
        if (next instanceof Affine affine) {
            return Optional.of(then(affine));
        }
        return next instanceof Perspective perspective
                ? Optional.of(Perspective.of(this).then(perspective))
                : Optional.empty();
    }

    /**
     * Returns whether this map only moves whole pixels: by whole numbers, mirrored, or turned by quarters.
     *
     * @return true if no value needs interpolation
     */
    public boolean movesWholePixels() {
        boolean upright = Math.abs(a) == 1 && b == 0 && d == 0 && Math.abs(e) == 1;
        boolean turned = a == 0 && Math.abs(b) == 1 && Math.abs(d) == 1 && e == 0;
        return (upright || turned) && c == Math.rint(c) && f == Math.rint(f);
    }
}
