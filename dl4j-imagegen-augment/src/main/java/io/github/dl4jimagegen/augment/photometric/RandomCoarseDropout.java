package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Replaces some rectangles anywhere inside the image, which may overlap: albumentations's {@code CoarseDropout}.
 * Immutable.
 *
 * @param fewest the smallest number of holes, not negative
 * @param most the largest number of holes; each number in between is equally likely
 * @param height from which the height of each hole is drawn, as a share of the image's, within [0, 1]
 * @param width from which the width of each hole is drawn, as a share of the image's, within [0, 1]
 * @param fill what takes their place
 */
public record RandomCoarseDropout(int fewest, int most, Range height, Range width, Fill fill)
        implements PhotometricAugmentation {

    /**
     * Checks the bounds.
     *
     * @param fewest the smallest number of holes, not negative
     * @param most the largest number of holes; each number in between is equally likely
     * @param height from which the height of each hole is drawn, as a share of the image's, within [0, 1]
     * @param width from which the width of each hole is drawn, as a share of the image's, within [0, 1]
     * @param fill what takes their place
     */
    public RandomCoarseDropout {
        if (fewest < 0 || most < fewest || most > 10_000) {
            throw new IllegalArgumentException(
                    "the number of holes must lie in [0, 10000], the lower one first, but was [" + fewest + ", " + most
                            + "]");
        }
        height = height.within(0, 1, "the height of a hole");
        width = width.within(0, 1, "the width of a hole");
    }

    /**
     * Sets from which the number of holes is drawn.
     *
     * @param fewest the smallest number, not negative
     * @param most the largest number
     * @return a new augmentation
     */
    public RandomCoarseDropout holes(int fewest, int most) {
        return new RandomCoarseDropout(fewest, most, height, width, fill);
    }

    /**
     * Sets from which the sides of each hole are drawn.
     *
     * @param from the smallest, as a share of the image's height and width, within [0, 1]
     * @param to the largest, as a share of the image's height and width, within [0, 1]
     * @return a new augmentation
     */
    public RandomCoarseDropout size(double from, double to) {
        Range sides = Range.of(from, to);
        return new RandomCoarseDropout(fewest, most, sides, sides, fill);
    }

    /**
     * Sets what takes the place of the holes.
     *
     * @param fill one colour, or noise
     * @return a new augmentation
     */
    public RandomCoarseDropout fill(Fill fill) {
        return new RandomCoarseDropout(fewest, most, height, width, fill);
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        int count = fewest + random.nextInt(most - fewest + 1);
        List<Rectangle> holes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int rows = (int) Math.rint(height.draw(random) * shape.height());
            int columns = (int) Math.rint(width.draw(random) * shape.width());
            int top = random.nextInt(shape.height() - rows + 1);
            int left = random.nextInt(shape.width() - columns + 1);
            if (rows > 0 && columns > 0) {
                holes.add(new Rectangle(left, top, columns, rows));
            }
        }
        return new Erase(holes, fill, random.nextLong());
    }
}
