package io.github.dl4jimagegen.image;

import java.util.random.RandomGenerator;

/**
 * A geometric change with another border: {@link GeometricAugmentation#border}. Immutable.
 *
 * @param augmentation what draws the warps
 * @param border what lies outside the image
 */
public record WithBorder(GeometricAugmentation augmentation, Border border) implements GeometricAugmentation {

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        return augmentation.warp(shape, random).border(border);
    }

    @Override
    public String describe() {
        return augmentation.describe() + ".border(" + border + ")";
    }
}
