package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * A flip of every image; {@link io.github.dl4jimagegen.image.Augmentation#sometimes} makes it random. Immutable.
 *
 * @param direction what is exchanged
 */
public record Flip(Direction direction) implements GeometricAugmentation {

    /** What a flip exchanges. */
    public enum Direction {
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        return switch (direction) {
            case HORIZONTAL -> Warp.flipHorizontal(shape);
            case VERTICAL -> Warp.flipVertical(shape);
        };
    }
}
