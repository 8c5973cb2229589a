package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * A smooth random bending, as of rubber (Simard et al., Best practices for convolutional neural networks, 2003), with the
 * parameters of torchvision's {@code ElasticTransform}: there, every pixel is moved by a number drawn from -alpha / 2 to
 * alpha / 2 pixels, after these numbers were blurred by a Gaussian of deviation sigma. What is left has a standard
 * deviation of 0.081 alpha / sigma pixels. Here the numbers are the control points of a {@link DisplacementField}, sqrt(3)
 * sigma apart as nearly as cells fit the image: the spline's kernel has the deviation sigma, and the control points are
 * drawn uniformly from where the displacement gets that standard deviation.
 *
 * <p>Nothing is folded: a warp of the mask, boxes and keypoints always exists. An image of less than 1.3 sigma is bent less
 * than said, so that this holds. Immutable.
 *
 * @param alpha how strong, in pixels; at least 0 and at most 2 sigma<sup>2</sup>
 * @param sigma how smooth, in pixels, 1 to 1000: the displacements of places 2 sigma apart have a correlation of 0.37
 */
public record RandomElastic(double alpha, double sigma) implements GeometricAugmentation {

    /** The mean of the cubic B-spline's squares, over a cell: the variance along one axis of control points of variance 1. */
    private static final double SPLINE_ENERGY = 2416 / 5040.0;

    /**
     * Displacements of neighbouring pixels differ by at most 2.05 times the largest control point, over a cell, in x and y
     * together. Below 1 nothing folds; this leaves some room for the inversion.
     */
    private static final double LARGEST_IN_CELLS = 0.46;

    /**
     * Checks that nothing can be folded.
     *
     * @param alpha how strong, in pixels; at least 0 and at most 2 sigma<sup>2</sup>
     * @param sigma how smooth, in pixels, 1 to 1000
     */
    public RandomElastic {
        if (!(sigma >= 1 && sigma <= 1000)) { // a control point every other pixel
            throw new IllegalArgumentException(
                    "the sigma of an elastic bending must lie in [1, 1000] pixels but was " + sigma);
        }
        double most = 2 * sigma * sigma;
        if (!(alpha >= 0 && alpha <= most)) {
            throw new IllegalArgumentException("alpha must lie in [0, " + most + "] with a sigma of " + sigma
                    + ", or the image would be folded, but was " + alpha
                    + ": take less of it, or a sigma of at least sqrt(alpha / 2)");
        }
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        int down = cells(shape.height());
        int across = cells(shape.width());
        double smallestCell = Math.min((double) shape.height() / down, (double) shape.width() / across);
        double largest = Math.min(largest(), LARGEST_IN_CELLS * smallestCell);
        int points = (down + 3) * (across + 3);
        double[] dx = new double[points];
        double[] dy = new double[points];
        for (int i = 0; i < points; i++) {
            dx[i] = largest * (2 * random.nextDouble() - 1);
            dy[i] = largest * (2 * random.nextDouble() - 1);
        }
        return Warp.of(shape, DisplacementField.of(shape, down, across, dx, dy));
    }

    private int cells(int pixels) {
        return (int) Math.max(1, Math.rint(pixels / (Math.sqrt(3) * sigma)));
    }

    /** Uniform numbers up to a have the variance a^2 / 3; a Gaussian leaves 1 / (4 pi sigma^2) of that of white noise. */
    private double largest() {
        double blurred = 1 / (2 * Math.sqrt(Math.PI) * sigma);
        return alpha / 2 * blurred / SPLINE_ENERGY;
    }
}
