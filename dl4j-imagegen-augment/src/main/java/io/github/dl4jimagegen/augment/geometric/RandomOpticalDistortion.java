package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * The distortion of a lens: a pixel at a distance r from the centre comes from r (1 + k r<sup>2</sup>), with r = 1 in the
 * corners. k &gt; 0 is a barrel, k &lt; 0 a pincushion. Immutable.
 *
 * @param k the strength, drawn uniformly, from -0.3 to 0.3
 */
public record RandomOpticalDistortion(Range k) implements GeometricAugmentation {

    /**
     * Checks that nothing can be folded.
     *
     * @param k the strength, drawn uniformly, from -0.3 to 0.3
     */
    public RandomOpticalDistortion {
        k = k.within(-0.3, 0.3, "the strength of an optical distortion"); // at -1/3 the corners would fold
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        double width = shape.width();
        double height = shape.height();
        double strength = k.draw(random) * 4 / (width * width + height * height);
        double[] dx = new double[16];
        double[] dy = new double[16];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                dx[4 * i + j] = strength * width * (width * width * cube(j) + height * height * square(i) * first(j));
                dy[4 * i + j] = strength * height * (height * height * cube(i) + width * width * square(j) * first(i));
            }
        }
        return Warp.of(shape, DisplacementField.of(shape, 1, 1, dx, dy));
    }

    // The control points of the splines of one cell that are u, u^2, u^3, with u from -0.5 to 0.5 over the image: the
    // blossoms of these polynomials at three knots in a row (Ramshaw, Blossoms are polar forms, 1989).

    private static double first(int point) {
        return point - 1.5;
    }

    private static double square(int point) {
        return first(point) * first(point) - 1 / 3.0;
    }

    private static double cube(int point) {
        return first(point) * (first(point) * first(point) - 1);
    }
}
