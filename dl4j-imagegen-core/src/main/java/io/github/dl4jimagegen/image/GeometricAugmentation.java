package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random geometric change, open to users: {@code (shape, random) -> Warp.rotation(shape, random.nextDouble(-10, 10))}.
 * The image, its mask, its boxes and its keypoints follow the same warp.
 */
@FunctionalInterface
public interface GeometricAugmentation extends Augmentation {

    /**
     * Returns the warp of one sample.
     *
     * @param shape the image's shape
     * @param random the only source of randomness allowed
     * @return a warp made for that shape
     */
    Warp warp(ImageShape shape, RandomGenerator random);

    @Override
    default List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return Steps.drawn(warp(shape, random));
    }

    /**
     * Returns this change with another border. The draws stay as they are.
     *
     * @param border what lies outside the image
     * @return a new augmentation
     */
    default GeometricAugmentation border(Border border) {
        return new WithBorder(this, border);
    }

    /**
     * Returns this change with another interpolation. The draws stay as they are.
     *
     * @param interpolation how a value between pixels is found
     * @return a new augmentation
     */
    default GeometricAugmentation interpolation(Interpolation interpolation) {
        return new WithInterpolation(this, interpolation);
    }
}
