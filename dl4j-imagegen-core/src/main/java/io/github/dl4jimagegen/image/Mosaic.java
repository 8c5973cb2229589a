package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts four images of a training batch together into one, as two rows of two, before it is augmented: each is sized, from
 * the full picture, to fill its tile. Masks and boxes come with their pictures; labels become soft, by the areas. (The
 * mosaic of YOLOv4: Bochkovskiy, Wang, Liao, 2020.) Immutable and thread-safe.
 *
 * @param probability the share of the images that become a mosaic, from 0 to 1
 * @param center where the four tiles meet, as a share of the height and of the width, each drawn evenly; within (0, 1)
 */
public record Mosaic(double probability, Range center) implements Serializable {

    /**
     * Checks the ranges.
     *
     * @param probability the share of the images that become a mosaic, from 0 to 1
     * @param center where the four tiles meet, as a share of the height and of the width
     */
    public Mosaic {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must lie in [0, 1] but was " + probability);
        }
        if (!(center.from() > 0 && center.to() < 1)) {
            throw new IllegalArgumentException("the center of a mosaic must lie within (0, 1) but was " + center);
        }
    }

    /**
     * Returns this with another place where the tiles meet.
     *
     * @param from the smallest share of height and width, above 0
     * @param to the largest one, below 1
     * @return a new mosaic
     * @throws IllegalArgumentException if not 0 &lt; from &lt;= to &lt; 1
     */
    public Mosaic center(double from, double to) {
        return new Mosaic(probability, Range.of(from, to));
    }

    /**
     * One image of a mosaic.
     *
     * @param row its row in the batch
     * @param area the pixels that it fills
     */
    public record Tile(int row, Rectangle area) {}

    /**
     * Returns what one image of a batch is put together of.
     *
     * @param shape of the images, at least 2x2
     * @param row the row of the image
     * @param rows how many there are
     * @param random the numbers of this image and this step
     * @return four tiles, of which one is the image's own; or null for no mosaic
     * @throws IllegalArgumentException if the shape is smaller
     */
    public @Nullable List<Tile> draw(ImageShape shape, int row, int rows, SampleRandom random) {
        if (shape.height() < 2 || shape.width() < 2) {
            throw new IllegalArgumentException("a mosaic needs images of 2x2 pixels at least but has " + shape);
        }
        if (random.nextDouble() >= probability) {
            return null;
        }
        int x = meeting(shape.width(), random);
        int y = meeting(shape.height(), random);
        int right = shape.width() - x;
        int bottom = shape.height() - y;
        List<Rectangle> areas = List.of(
                new Rectangle(0, 0, x, y),
                new Rectangle(x, 0, right, y),
                new Rectangle(0, y, x, bottom),
                new Rectangle(x, y, right, bottom));
        int own = random.nextInt(areas.size());
        return IntStream.range(0, areas.size())
                .mapToObj(i -> new Tile(i == own ? row : random.nextInt(rows), areas.get(i)))
                .toList();
    }

    private int meeting(int length, SampleRandom random) {
        long drawn = Math.round(length * random.nextDouble(center.from(), center.to()));
        return (int) Math.max(1, Math.min(length - 1, drawn));
    }
}
