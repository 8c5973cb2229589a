package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * Zoom, shear, rotation and translation in one resampling, in this order, the first three about the centre. Each number
 * is drawn uniformly from its range, and changing one range changes no other number. Immutable.
 *
 * @param rotation degrees, counter-clockwise as one looks at the image
 * @param xTranslation how far to the right, in fractions of the width; rounded to whole pixels, so that a translation
 *     alone blurs nothing
 * @param yTranslation how far down, in fractions of the height; rounded to whole pixels
 * @param zoom factor of height and width; things grow where it is greater than 1
 * @param aspectRatio factor of width to height at the same area; things get broader where it is greater than 1
 * @param xShear degrees by which vertical lines lean, their lower ends to the right, from -80 to 80
 * @param yShear degrees by which horizontal lines lean, their right ends down, from -80 to 80
 */
public record RandomAffine(
        Range rotation,
        Range xTranslation,
        Range yTranslation,
        Range zoom,
        Range aspectRatio,
        Range xShear,
        Range yShear)
        implements GeometricAugmentation {

    /** Changes nothing; the start for {@link #rotation(double, double)} and the others. */
    public static final RandomAffine IDENTITY = new RandomAffine(
            Range.exactly(0),
            Range.exactly(0),
            Range.exactly(0),
            Range.exactly(1),
            Range.exactly(1),
            Range.exactly(0),
            Range.exactly(0));

    /**
     * Checks that factors are positive and shears leave the image an area.
     *
     * @param rotation degrees
     * @param xTranslation fractions of the width
     * @param yTranslation fractions of the height
     * @param zoom factor, from 0.01 to 100
     * @param aspectRatio factor, from 0.01 to 100
     * @param xShear degrees, from -80 to 80
     * @param yShear degrees, from -80 to 80
     */
    public RandomAffine {
        zoom = zoom.within(0.01, 100, "a zoom factor, 1 for none,");
        aspectRatio = aspectRatio.within(0.01, 100, "an aspect ratio");
        xShear = xShear.within(-80, 80, "the degrees of a shear");
        yShear = yShear.within(-80, 80, "the degrees of a shear");
        boolean bothWays = (xShear.from() != 0 || xShear.to() != 0) && (yShear.from() != 0 || yShear.to() != 0);
        if (bothWays) { // tan(x) tan(y) = 1 is a picture without an area
            xShear = xShear.within(-40, 40, "the degrees of a shear along both axes");
            yShear = yShear.within(-40, 40, "the degrees of a shear along both axes");
        }
    }

    /**
     * Returns this with another rotation.
     *
     * @param from the smallest angle, in degrees, counter-clockwise
     * @param to the largest angle
     * @return a new augmentation
     */
    public RandomAffine rotation(double from, double to) {
        return new RandomAffine(Range.of(from, to), xTranslation, yTranslation, zoom, aspectRatio, xShear, yShear);
    }

    /**
     * Returns this with another translation to the right.
     *
     * @param from the smallest shift, in fractions of the width; less than 0 to the left
     * @param to the largest shift
     * @return a new augmentation
     */
    public RandomAffine xTranslation(double from, double to) {
        return new RandomAffine(rotation, Range.of(from, to), yTranslation, zoom, aspectRatio, xShear, yShear);
    }

    /**
     * Returns this with another translation down.
     *
     * @param from the smallest shift, in fractions of the height; less than 0 up
     * @param to the largest shift
     * @return a new augmentation
     */
    public RandomAffine yTranslation(double from, double to) {
        return new RandomAffine(rotation, xTranslation, Range.of(from, to), zoom, aspectRatio, xShear, yShear);
    }

    /**
     * Returns this with another zoom.
     *
     * @param from the smallest factor, at least 0.01
     * @param to the largest factor, at most 100
     * @return a new augmentation
     */
    public RandomAffine zoom(double from, double to) {
        return new RandomAffine(rotation, xTranslation, yTranslation, Range.of(from, to), aspectRatio, xShear, yShear);
    }

    /**
     * Returns this with another change of the aspect ratio.
     *
     * @param from the smallest factor of width to height, at least 0.01
     * @param to the largest factor, at most 100
     * @return a new augmentation
     */
    public RandomAffine aspectRatio(double from, double to) {
        return new RandomAffine(rotation, xTranslation, yTranslation, zoom, Range.of(from, to), xShear, yShear);
    }

    /**
     * Returns this with another leaning of vertical lines.
     *
     * @param from the smallest angle, in degrees, at least -80 (-40 with a shear along y too)
     * @param to the largest angle, at most 80 (40)
     * @return a new augmentation
     */
    public RandomAffine xShear(double from, double to) {
        return new RandomAffine(rotation, xTranslation, yTranslation, zoom, aspectRatio, Range.of(from, to), yShear);
    }

    /**
     * Returns this with another leaning of horizontal lines.
     *
     * @param from the smallest angle, in degrees, at least -80 (-40 with a shear along x too)
     * @param to the largest angle, at most 80 (40)
     * @return a new augmentation
     */
    public RandomAffine yShear(double from, double to) {
        return new RandomAffine(rotation, xTranslation, yTranslation, zoom, aspectRatio, xShear, Range.of(from, to));
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        double degrees = rotation.draw(random);
        double x = Math.rint(xTranslation.draw(random) * shape.width());
        double y = Math.rint(yTranslation.draw(random) * shape.height());
        double factor = zoom.draw(random);
        double stretch = Math.sqrt(aspectRatio.draw(random));
        double leanX = StrictMath.tan(Math.toRadians(xShear.draw(random)));
        double leanY = StrictMath.tan(Math.toRadians(yShear.draw(random)));
        Affine map = Affine.scaling(factor * stretch, factor / stretch)
                .then(new Affine(1, leanX, 0, leanY, 1, 0))
                .then(Affine.rotation(degrees))
                .aboutCentreOf(shape)
                .then(Affine.translation(x, y));
        return Warp.of(shape, map);
    }
}
