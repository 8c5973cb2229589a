package io.github.dl4jimagegen.image;

import java.util.List;

/**
 * Rectangles of an image replaced. Immutable.
 *
 * @param holes the rectangles, which may overlap and reach out of the image
 * @param fill what takes their place
 * @param seed where the random numbers of {@link Fill#NOISE} come from
 */
public record Erase(List<Rectangle> holes, Fill fill, long seed) implements PixelOp {

    /**
     * Copies the list.
     *
     * @param holes the rectangles, which may overlap and reach out of the image
     * @param fill what takes their place
     * @param seed where the random numbers of {@link Fill#NOISE} come from
     */
    public Erase {
        holes = List.copyOf(holes);
    }
}
