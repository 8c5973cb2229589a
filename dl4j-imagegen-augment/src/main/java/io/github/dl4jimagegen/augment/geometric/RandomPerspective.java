package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Perspective;
import io.github.dl4jimagegen.image.Point;
import io.github.dl4jimagegen.image.Warp;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A view from a drawn place: a quadrilateral of the image is stretched to its whole frame, so nothing is made up. Each
 * corner of it is drawn uniformly from a rectangle in the corner of the image. Immutable.
 *
 * @param scale how far from its corner, in fractions of height and width, from 0 to 0.3
 */
public record RandomPerspective(double scale) implements GeometricAugmentation {

    /**
     * Checks the scale.
     *
     * @param scale how far from its corner, in fractions of height and width, from 0 to 0.3
     */
    public RandomPerspective {
        if (!(scale >= 0 && scale <= 0.3)) { // from 1/3 on, the quadrilateral need not be convex
            throw new IllegalArgumentException("the scale of a perspective must lie in [0, 0.3] but was " + scale);
        }
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        List<Point> frame = List.of(
                new Point(-0.5, -0.5),
                new Point(shape.width() - 0.5, -0.5),
                new Point(shape.width() - 0.5, shape.height() - 0.5),
                new Point(-0.5, shape.height() - 0.5));
        List<Point> shown = frame.stream()
                .map(corner -> new Point(
                        inwards(corner.x(), shape.width(), random), inwards(corner.y(), shape.height(), random)))
                .toList();
        return Warp.of(shape, Perspective.ofCorners(shown, frame));
    }

    private double inwards(double edge, int length, RandomGenerator random) {
        double step = random.nextDouble() * scale * length;
        return edge < 0 ? edge + step : edge - step;
    }
}
