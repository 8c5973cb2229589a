package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.SizePolicy;
import java.util.random.RandomGenerator;

/**
 * A part of the full picture, of drawn area and aspect ratio, made an image of the pipeline's size ("Inception crop":
 * Szegedy et al., Going deeper with convolutions, 2015). Ten times a part is drawn; if none fits into the picture, it is
 * the largest one in the middle whose aspect ratio is allowed. Masks, boxes and keypoints go along. Immutable.
 *
 * @param area the part's area, in fractions of the picture's, from 0 to 1; drawn uniformly
 * @param aspectRatio the part's width over its height, from 0.01 to 100; its logarithm is drawn uniformly
 */
public record RandomResizedCrop(Range area, Range aspectRatio) implements SizePolicy {

    private static final int TRIES = 10;

    /**
     * Checks the ranges.
     *
     * @param area the part's area, in fractions of the picture's, from 0 to 1
     * @param aspectRatio the part's width over its height, from 0.01 to 100
     */
    public RandomResizedCrop {
        area = area.within(0, 1, "the area of a crop");
        aspectRatio = aspectRatio.within(0.01, 100, "the aspect ratio of a crop");
    }

    /**
     * Returns this with parts of another area.
     *
     * @param from the smallest area, in fractions of the picture's, at least 0
     * @param to the largest area, at most 1
     * @return a new policy
     */
    public RandomResizedCrop area(double from, double to) {
        return new RandomResizedCrop(Range.of(from, to), aspectRatio);
    }

    /**
     * Returns this with parts of another aspect ratio.
     *
     * @param from the smallest width over height, at least 0.01
     * @param to the largest width over height, at most 100
     * @return a new policy
     */
    public RandomResizedCrop aspectRatio(double from, double to) {
        return new RandomResizedCrop(area, Range.of(from, to));
    }

    @Override
    public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
        return new Placement(part(image, random), Rectangle.whole(height, width));
    }

    private Rectangle part(ImageShape image, RandomGenerator random) {
        Range logarithm = Range.of(StrictMath.log(aspectRatio.from()), StrictMath.log(aspectRatio.to()));
        for (int i = 0; i < TRIES; i++) {
            double pixels = area.draw(random) * image.height() * image.width();
            double ratio = StrictMath.exp(logarithm.draw(random));
            int height = (int) Math.rint(Math.sqrt(pixels / ratio));
            int width = (int) Math.rint(Math.sqrt(pixels * ratio));
            if (height >= 1 && width >= 1 && height <= image.height() && width <= image.width()) {
                int top = random.nextInt(image.height() - height + 1);
                int left = random.nextInt(image.width() - width + 1);
                return new Rectangle(left, top, width, height);
            }
        }
        return largest(image);
    }

    private Rectangle largest(ImageShape image) {
        double tallest = image.width() / aspectRatio.from();
        double broadest = image.height() * aspectRatio.to();
        int height = (int) Math.max(1, Math.rint(Math.min(image.height(), tallest)));
        int width = (int) Math.max(1, Math.rint(Math.min(image.width(), broadest)));
        return new Rectangle((image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }
}
