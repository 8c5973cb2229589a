package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * An image of another size; shrinking averages over areas. Nothing is drawn. Immutable.
 *
 * @param height rows of the frame, at least 1
 * @param width columns of the frame, at least 1
 * @param fit how the result lies in the frame
 */
public record Resize(int height, int width, Fit fit) implements GeometricAugmentation {

    /** How the result of a resizing lies in its frame. */
    public enum Fit {
        /** It fills the frame; height and width are stretched by different factors. */
        STRETCH,
        /** It keeps its aspect ratio and is as large as it can be inside the frame. */
        INSIDE,
        /** It keeps its aspect ratio and is as small as it can be to cover the frame. */
        COVER
    }

    /**
     * Checks the size.
     *
     * @param height rows of the frame, at least 1
     * @param width columns of the frame, at least 1
     * @param fit how the result lies in the frame
     */
    public Resize {
        Sizes.check("resizing", height, width);
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        double down = (double) height / shape.height();
        double across = (double) width / shape.width();
        return switch (fit) {
            case STRETCH -> Warp.resize(shape, height, width);
            case INSIDE -> scaled(shape, Math.min(down, across));
            case COVER -> scaled(shape, Math.max(down, across));
        };
    }

    private static Warp scaled(ImageShape shape, double factor) {
        int rows = Math.max(1, (int) Math.rint(factor * shape.height()));
        int columns = Math.max(1, (int) Math.rint(factor * shape.width()));
        return Warp.resize(shape, rows, columns);
    }
}
