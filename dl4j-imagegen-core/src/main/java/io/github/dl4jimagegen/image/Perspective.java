package io.github.dl4jimagegen.image;

import java.util.List;
import java.util.Optional;

/**
 * A view from another place: (x, y) goes to ((a x + b y + c) / w, (d x + e y + f) / w) with w = g x + h y + i. Points
 * with w > 0 are in front of the viewer, the others have no image. Immutable.
 *
 * @param a x to x
 * @param b y to x
 * @param c constant to x
 * @param d x to y
 * @param e y to y
 * @param f constant to y
 * @param g x to w
 * @param h y to w
 * @param i constant to w
 */
public record Perspective(double a, double b, double c, double d, double e, double f, double g, double h, double i)
        implements PlaneMap {

    /**
     * Checks that every number is finite and that the map has an inverse.
     *
     * @param a x to x
     * @param b y to x
     * @param c constant to x
     * @param d x to y
     * @param e y to y
     * @param f constant to y
     * @param g x to w
     * @param h y to w
     * @param i constant to w
     */
    public Perspective {
        double determinant = determinant(a, b, c, d, e, f, g, h, i);
        if (!Double.isFinite(determinant) || determinant == 0) {
            throw new IllegalArgumentException("a perspective must have finite numbers and an inverse but was "
                    + List.of(a, b, c, d, e, f, g, h, i));
        }
    }

    private static double determinant(
            double a, double b, double c, double d, double e, double f, double g, double h, double i) {
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    }

    /**
     * Returns the perspective that takes four points to four others.
     *
     * @param from the corners of a convex quadrilateral, one after the other around it
     * @param to where they go: the corners of another one, in the same order
     * @return the only map that does so
     * @throws IllegalArgumentException if there are not four of each or they are not the corners of a convex
     *     quadrilateral
     */
    public static Perspective ofCorners(List<Point> from, List<Point> to) {
        return fromUnitSquare(from).inverse().then(fromUnitSquare(to));
    }

    /** Heckbert, Fundamentals of texture mapping and image warping (1989), 2.2.3: (0,0), (1,0), (1,1), (0,1) to four points. */
    private static Perspective fromUnitSquare(List<Point> corners) {
        if (corners.size() != 4) {
            throw new IllegalArgumentException("a perspective needs four corners but got " + corners);
        }
        double x0 = corners.get(0).x();
        double y0 = corners.get(0).y();
        double dx1 = corners.get(1).x() - corners.get(2).x();
        double dy1 = corners.get(1).y() - corners.get(2).y();
        double dx2 = corners.get(3).x() - corners.get(2).x();
        double dy2 = corners.get(3).y() - corners.get(2).y();
        double sx = x0 - corners.get(1).x() - dx2;
        double sy = y0 - corners.get(1).y() - dy2;
        double area = dx1 * dy2 - dx2 * dy1;
        double g = (sx * dy2 - dx2 * sy) / area;
        double h = (dx1 * sy - sx * dy1) / area;
        if (!(g > -1 && h > -1 && g + h > -1)) { // w at three of the corners; at the fourth it is 1
            throw new IllegalArgumentException("corners must be those of a convex quadrilateral but were " + corners);
        }
        return new Perspective(
                corners.get(1).x() * (1 + g) - x0,
                corners.get(3).x() * (1 + h) - x0,
                x0,
                corners.get(1).y() * (1 + g) - y0,
                corners.get(3).y() * (1 + h) - y0,
                y0,
                g,
                h,
                1);
    }

    /**
     * Returns an affine map as a perspective.
     *
     * @param map the map
     * @return the same map
     */
    public static Perspective of(Affine map) {
        return new Perspective(map.a(), map.b(), map.c(), map.d(), map.e(), map.f(), 0, 0, 1);
    }

    /**
     * Returns the map that does this one first and then another.
     *
     * @param next what is done to the result of this map
     * @return the product next . this
     */
    public Perspective then(Perspective next) {
        return new Perspective(
                next.a * a + next.b * d + next.c * g,
                next.a * b + next.b * e + next.c * h,
                next.a * c + next.b * f + next.c * i,
                next.d * a + next.e * d + next.f * g,
                next.d * b + next.e * e + next.f * h,
                next.d * c + next.e * f + next.f * i,
                next.g * a + next.h * d + next.i * g,
                next.g * b + next.h * e + next.i * h,
                next.g * c + next.h * f + next.i * i);
    }

    /**
     * Returns the map that undoes this one; what is in front for the one is in front for the other.
     *
     * @return the inverse
     */
    public Perspective inverse() {
        double determinant = determinant(a, b, c, d, e, f, g, h, i);
        return new Perspective(
                (e * i - f * h) / determinant,
                (c * h - b * i) / determinant,
                (b * f - c * e) / determinant,
                (f * g - d * i) / determinant,
                (a * i - c * g) / determinant,
                (c * d - a * f) / determinant,
                (d * h - e * g) / determinant,
                (b * g - a * h) / determinant,
                (a * e - b * d) / determinant);
    }

    /**
     * Returns whether every pixel of an image of a size is in front of the viewer.
     *
     * @param height rows
     * @param width columns
     * @return true if each of them has an image
     */
    boolean isInFront(int height, int width) {
        double right = g * (width - 1);
        double below = h * (height - 1);
        return i > 0 && i + right > 0 && i + below > 0 && i + right + below > 0;
    }

    @Override
    public Optional<Point> forward(double x, double y) {
        double w = g * x + h * y + i;
        if (!(w > 0)) {
            return Optional.empty();
        }
        Point point = new Point((a * x + b * y + c) / w, (d * x + e * y + f) / w);
        return Double.isFinite(point.x()) && Double.isFinite(point.y()) ? Optional.of(point) : Optional.empty();
    }

    @Override
    public Point pull(double x, double y) {
        Perspective inverse = inverse();
        double w = inverse.g * x + inverse.h * y + inverse.i;
        return new Point(
                (inverse.a * x + inverse.b * y + inverse.c) / w, (inverse.d * x + inverse.e * y + inverse.f) / w);
    }

    @Override
    public Optional<PlaneMap> product(PlaneMap next) {
        if (next instanceof Perspective perspective) {
            return Optional.of(then(perspective));
        }
        return next instanceof Affine affine ? Optional.of(then(of(affine))) : Optional.empty();
    }
}
