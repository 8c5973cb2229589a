package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * A smooth random bending, as of rubber (Simard et al., Best practices for convolutional neural networks, 2003). The
 * control points of a {@link DisplacementField} are drawn uniformly and independently. Nothing is folded: a warp of the
 * mask, boxes and keypoints always exists. Immutable.
 *
 * @param alpha the largest displacement of a control point, in fractions of height and width; at least 0 and less than
 *     0.25 / cells
 * @param cells how many cells the grid has along each side, 1 to 1000: more for finer waves
 */
public record RandomElastic(double alpha, int cells) implements GeometricAugmentation {

    /**
     * Checks that nothing can be folded.
     *
     * @param alpha the largest displacement of a control point, in fractions of height and width
     * @param cells how many cells the grid has along each side, 1 to 1000
     */
    public RandomElastic {
        if (cells < 1 || cells > 1000) { // a million control points for each image
            throw new IllegalArgumentException("an elastic grid must have 1 to 1000 cells a side but had " + cells);
        }
        // Displacements of neighbours differ by less than 2 alpha over 1 / cells, in x and in y: together less than 1.
        if (!(alpha >= 0 && alpha * cells < 0.25)) {
            throw new IllegalArgumentException("alpha must lie in [0, " + 0.25 / cells + ") with " + cells
                    + " cells, or the image would be folded, but was " + alpha + ": take less of either");
        }
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        int points = (cells + 3) * (cells + 3);
        double[] dx = new double[points];
        double[] dy = new double[points];
        for (int i = 0; i < points; i++) {
            dx[i] = alpha * shape.width() * (2 * random.nextDouble() - 1);
            dy[i] = alpha * shape.height() * (2 * random.nextDouble() - 1);
        }
        return Warp.of(shape, DisplacementField.of(shape, cells, cells, dx, dy));
    }
}
