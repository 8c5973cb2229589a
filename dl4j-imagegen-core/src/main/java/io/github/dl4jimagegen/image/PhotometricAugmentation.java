package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/** A random change of values, open to users: {@code (shape, random) -> PixelOp.linear(random.nextDouble(0.8, 1.2), 0)}. */
@FunctionalInterface
public interface PhotometricAugmentation extends Augmentation {

    /**
     * Returns the pixel operation of one sample.
     *
     * @param shape the image's shape
     * @param random the only source of randomness allowed
     * @return what is done to the values
     */
    PixelOp pixels(ImageShape shape, RandomGenerator random);

    @Override
    default List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return Steps.drawn(pixels(shape, random));
    }
}
