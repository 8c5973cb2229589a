package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * The middle of an image, of a fixed size. An image that is smaller is padded, with 0 unless another border is set. What
 * cannot be in the middle to the pixel, the part of the image or the image in its padding, lies up and to the left.
 * Nothing is drawn. Immutable.
 *
 * @param height rows of the result, at least 1
 * @param width columns of the result, at least 1
 */
public record CenterCrop(int height, int width) implements GeometricAugmentation {

    /**
     * Checks the size.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     */
    public CenterCrop {
        Sizes.check("a crop", height, width);
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        int top = (shape.height() - height) / 2;
        int left = (shape.width() - width) / 2;
        return Warp.crop(shape, new Rectangle(left, top, width, height)).border(Border.constant(0));
    }
}
