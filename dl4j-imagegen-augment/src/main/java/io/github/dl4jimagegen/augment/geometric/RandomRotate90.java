package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/** Turns by 0, 90, 180 or 270 degrees, each as likely as any other. Height and width are exchanged by half of them. */
public record RandomRotate90() implements GeometricAugmentation {

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        return Warp.quarterTurns(shape, random.nextInt(4));
    }
}
