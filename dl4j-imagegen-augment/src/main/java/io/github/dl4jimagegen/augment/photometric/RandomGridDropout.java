package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Replaces squares that lie in a regular grid, whose place is drawn: albumentations's {@code GridDropout}, after Chen et
 * al., GridMask Data Augmentation, 2020. Immutable.
 *
 * @param ratio the side of a hole as a share of the distance from one to the next, above 0 and below 1
 * @param cells how many holes fit along the shorter side of the image, at least 1
 * @param fill what takes their place
 */
public record RandomGridDropout(double ratio, int cells, Fill fill) implements PhotometricAugmentation {

    /**
     * Checks the numbers.
     *
     * @param ratio the side of a hole as a share of the distance from one to the next, above 0 and below 1
     * @param cells how many holes fit along the shorter side of the image, at least 1
     * @param fill what takes their place
     */
    public RandomGridDropout {
        if (!(ratio > 0 && ratio < 1)) {
            throw new IllegalArgumentException("the ratio of a grid dropout must lie in (0, 1) but was " + ratio);
        }
        if (cells < 1) {
            throw new IllegalArgumentException("a grid dropout needs at least 1 cell but was given " + cells);
        }
    }

    /**
     * Sets the size of the holes.
     *
     * @param ratio the side of a hole as a share of the distance from one to the next, above 0 and below 1
     * @return a new augmentation
     */
    public RandomGridDropout ratio(double ratio) {
        return new RandomGridDropout(ratio, cells, fill);
    }

    /**
     * Sets how fine the grid is.
     *
     * @param cells how many holes fit along the shorter side of the image, at least 1
     * @return a new augmentation
     */
    public RandomGridDropout cells(int cells) {
        return new RandomGridDropout(ratio, cells, fill);
    }

    /**
     * Sets what takes the place of the holes.
     *
     * @param fill one colour, or noise
     * @return a new augmentation
     */
    public RandomGridDropout fill(Fill fill) {
        return new RandomGridDropout(ratio, cells, fill);
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        int distance = Math.max(2, Math.min(shape.height(), shape.width()) / cells);
        int side = Math.max(1, Math.min((int) Math.rint(ratio * distance), distance - 1));
        int firstTop = random.nextInt(distance) - distance;
        int firstLeft = random.nextInt(distance) - distance;
        List<Rectangle> holes = new ArrayList<>();
        for (int top = firstTop; top < shape.height(); top += distance) {
            for (int left = firstLeft; left < shape.width(); left += distance) {
                holes.add(new Rectangle(left, top, side, side));
            }
        }
        return new Erase(holes, fill, random.nextLong());
    }
}
