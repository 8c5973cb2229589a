package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * A part of an image, of drawn area and aspect ratio, resized to a fixed size ("Inception crop": Szegedy et al., Going
 * deeper with convolutions, 2015). Ten times a part is drawn; if none fits into the image, it is the largest one in the
 * middle whose aspect ratio is allowed. Immutable.
 *
 * @param height rows of the result, at least 1
 * @param width columns of the result, at least 1
 * @param area the part's area, in fractions of the image's, from 0 to 1; drawn uniformly
 * @param aspectRatio the part's width over its height, from 0.01 to 100; its logarithm is drawn uniformly
 */
public record RandomResizedCrop(int height, int width, Range area, Range aspectRatio) implements GeometricAugmentation {

    private static final int TRIES = 10;

    /**
     * Checks size and ranges.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @param area the part's area, in fractions of the image's, from 0 to 1
     * @param aspectRatio the part's width over its height, from 0.01 to 100
     */
    public RandomResizedCrop {
        Sizes.check("a crop", height, width);
        area = area.within(0, 1, "the area of a crop");
        aspectRatio = aspectRatio.within(0.01, 100, "the aspect ratio of a crop");
    }

    /**
     * Returns this with parts of another area.
     *
     * @param from the smallest area, in fractions of the image's, at least 0
     * @param to the largest area, at most 1
     * @return a new augmentation
     */
    public RandomResizedCrop area(double from, double to) {
        return new RandomResizedCrop(height, width, Range.of(from, to), aspectRatio);
    }

    /**
     * Returns this with parts of another aspect ratio.
     *
     * @param from the smallest width over height, at least 0.01
     * @param to the largest width over height, at most 100
     * @return a new augmentation
     */
    public RandomResizedCrop aspectRatio(double from, double to) {
        return new RandomResizedCrop(height, width, area, Range.of(from, to));
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        Warp crop = Warp.crop(shape, region(shape, random));
        return crop.fusedWith(Warp.resize(crop.outputShape(shape), height, width))
                .orElseThrow();
    }

    private Rectangle region(ImageShape shape, RandomGenerator random) {
        Range logarithm = Range.of(StrictMath.log(aspectRatio.from()), StrictMath.log(aspectRatio.to()));
        for (int i = 0; i < TRIES; i++) {
            double pixels = area.draw(random) * shape.height() * shape.width();
            double ratio = StrictMath.exp(logarithm.draw(random));
            int rows = (int) Math.rint(Math.sqrt(pixels / ratio));
            int columns = (int) Math.rint(Math.sqrt(pixels * ratio));
            if (rows >= 1 && columns >= 1 && rows <= shape.height() && columns <= shape.width()) {
                int top = random.nextInt(shape.height() - rows + 1);
                int left = random.nextInt(shape.width() - columns + 1);
                return new Rectangle(left, top, columns, rows);
            }
        }
        double ratio = (double) shape.width() / shape.height();
        int rows = ratio < aspectRatio.from()
                ? Math.max(1, (int) Math.rint(shape.width() / aspectRatio.from()))
                : shape.height();
        int columns = ratio > aspectRatio.to()
                ? Math.max(1, (int) Math.rint(shape.height() * aspectRatio.to()))
                : shape.width();
        return new Rectangle((shape.width() - columns) / 2, (shape.height() - rows) / 2, columns, rows);
    }
}
