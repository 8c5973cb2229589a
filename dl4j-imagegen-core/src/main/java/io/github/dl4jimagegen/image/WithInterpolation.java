package io.github.dl4jimagegen.image;

import java.util.random.RandomGenerator;

/**
 * A geometric change with another interpolation: {@link GeometricAugmentation#interpolation}. Immutable.
 *
 * @param augmentation what draws the warps
 * @param interpolation how a value between pixels is found
 */
public record WithInterpolation(GeometricAugmentation augmentation, Interpolation interpolation)
        implements GeometricAugmentation {

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        return augmentation.warp(shape, random).interpolation(interpolation);
    }

    @Override
    public String describe() {
        return augmentation.describe() + ".interpolation(" + interpolation + ")";
    }
}
