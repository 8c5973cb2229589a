package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * A part of an image, of a fixed size; each place is as likely as any other. An image that is smaller is shown whole, in
 * the middle as by {@link CenterCrop}, and padded with 0 unless another border is set. Immutable.
 *
 * @param height rows of the result, at least 1
 * @param width columns of the result, at least 1
 */
public record RandomCrop(int height, int width) implements GeometricAugmentation {

    /**
     * Checks the size.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     */
    public RandomCrop {
        Sizes.check("a crop", height, width);
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        int top = place(shape.height() - height, random);
        int left = place(shape.width() - width, random);
        return Warp.crop(shape, new Rectangle(left, top, width, height)).border(Border.constant(0));
    }

    private static int place(int spare, RandomGenerator random) {
        int drawn = random.nextInt(Math.max(0, spare) + 1);
        return spare >= 0 ? drawn : spare / 2;
    }
}
