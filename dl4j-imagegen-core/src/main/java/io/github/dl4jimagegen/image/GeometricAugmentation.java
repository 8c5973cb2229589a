package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random geometric change, open to users: {@code (shape, random) -> Warp.rotation(shape, random.nextDouble(-10, 10))}.
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
        return List.of(warp(shape, random));
    }
}
