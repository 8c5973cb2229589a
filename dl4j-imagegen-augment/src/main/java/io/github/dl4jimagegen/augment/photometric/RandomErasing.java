package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Rectangle;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Replaces one rectangle anywhere inside the image: torchvision's {@code RandomErasing}, after Zhong et al., Random
 * Erasing Data Augmentation, 2017. Up to ten rectangles are drawn until one fits; if none does, the image stays as it
 * is. Immutable.
 *
 * @param area from which the share of the image's area is drawn, within [0, 1]
 * @param ratio from which the rectangle's height / width is drawn, evenly in its logarithm, within [0.01, 100]
 * @param fill what takes its place
 */
public record RandomErasing(Range area, Range ratio, Fill fill) implements PhotometricAugmentation {

    private static final int TRIES = 10;

    /**
     * Checks the bounds.
     *
     * @param area from which the share of the image's area is drawn, within [0, 1]
     * @param ratio from which the rectangle's height / width is drawn, evenly in its logarithm, within [0.01, 100]
     * @param fill what takes its place
     */
    public RandomErasing {
        area = area.within(0, 1, "the share of the area");
        ratio = ratio.within(0.01, 100, "the ratio of height to width");
    }

    /**
     * Sets from which the share of the image's area is drawn.
     *
     * @param from the smallest, within [0, 1]
     * @param to the largest, within [0, 1]
     * @return a new augmentation
     */
    public RandomErasing area(double from, double to) {
        return new RandomErasing(Range.of(from, to), ratio, fill);
    }

    /**
     * Sets from which the rectangle's height / width is drawn.
     *
     * @param from the smallest, within [0.01, 100]
     * @param to the largest, within [0.01, 100]
     * @return a new augmentation
     */
    public RandomErasing ratio(double from, double to) {
        return new RandomErasing(area, Range.of(from, to), fill);
    }

    /**
     * Sets what takes the place of the rectangle.
     *
     * @param fill one colour, or noise
     * @return a new augmentation
     */
    public RandomErasing fill(Fill fill) {
        return new RandomErasing(area, ratio, fill);
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        Range logRatio = Range.of(StrictMath.log(ratio.from()), StrictMath.log(ratio.to()));
        for (int i = 0; i < TRIES; i++) {
            double pixels = area.draw(random) * shape.height() * shape.width();
            double heightToWidth = StrictMath.exp(logRatio.draw(random));
            int height = (int) Math.rint(Math.sqrt(pixels * heightToWidth));
            int width = (int) Math.rint(Math.sqrt(pixels / heightToWidth));
            if (height == 0 || width == 0) {
                return PixelOp.chain();
            }
            if (height < shape.height() && width < shape.width()) {
                int top = random.nextInt(shape.height() - height + 1);
                int left = random.nextInt(shape.width() - width + 1);
                return new Erase(List.of(new Rectangle(left, top, width, height)), fill, random.nextLong());
            }
        }
        return PixelOp.chain();
    }
}
