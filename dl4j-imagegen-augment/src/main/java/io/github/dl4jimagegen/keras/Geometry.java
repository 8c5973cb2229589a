package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.ImageShape;

/**
 * Where the pixels of a transformed image come from.
 *
 * <p>The map is rotation . shift . shear . zoom about a centre. The three ways to read the parameters differ in which
 * axis is their first, and in where the centre is. For an image of 9 rows and 15 columns, whose centre is row 4, column
 * 7:
 *
 * <ul>
 *   <li>AS_DOCUMENTED: x is columns; the centre is row 4, column 7;
 *   <li>KERAS_3: x is columns, but the centre is found as if it were rows: row 7, column 4;
 *   <li>KERAS_PREPROCESSING_1_1: x is rows; the centre is row 5, column 8.
 * </ul>
 */
final class Geometry {

    private Geometry() {}

    /** Returns the map from the pixels (x, y) of the result to those of the image. */
    static Affine pull(TransformParameters parameters, ImageShape shape, Compatibility compatibility) {
        double height = shape.height();
        double width = shape.width();
        return switch (compatibility) {
            case AS_DOCUMENTED -> about((width - 1) / 2, (height - 1) / 2, linear(parameters));
            case KERAS_3 -> about(height / 2 - 0.5, width / 2 - 0.5, linear(parameters));
            case KERAS_PREPROCESSING_1_1 -> exchanged(about(height / 2 + 0.5, width / 2 + 0.5, linear(parameters)));
        };
    }

    private static Affine linear(TransformParameters p) {
        double theta = Math.toRadians(p.theta());
        double shear = Math.toRadians(p.shear());
        Affine rotation = new Affine(
                StrictMath.cos(theta), -StrictMath.sin(theta), 0, StrictMath.sin(theta), StrictMath.cos(theta), 0);
        Affine shift = new Affine(1, 0, p.tx(), 0, 1, p.ty());
        Affine shearing = new Affine(1, -StrictMath.sin(shear), 0, 0, StrictMath.cos(shear), 0);
        Affine zoom = new Affine(p.zx(), 0, 0, 0, p.zy(), 0);
        return zoom.then(shearing.then(shift.then(rotation)));
    }

    private static Affine about(double x, double y, Affine map) {
        Affine back = new Affine(1, 0, x, 0, 1, y);
        return new Affine(1, 0, -x, 0, 1, -y).then(map.then(back));
    }

    /** Returns the map of (y, x) that a map of (x, y) is. */
    private static Affine exchanged(Affine map) {
        return new Affine(map.e(), map.d(), map.f(), map.b(), map.a(), map.c());
    }
}
