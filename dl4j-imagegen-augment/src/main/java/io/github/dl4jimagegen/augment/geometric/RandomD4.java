package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * One of the eight symmetries of the square, each as likely as any other: turned by quarters, as it is or transposed.
 * Height and width are exchanged by half of them.
 */
public record RandomD4() implements GeometricAugmentation {

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        int symmetry = random.nextInt(8);
        Warp turn = Warp.quarterTurns(shape, symmetry % 4);
        return symmetry < 4
                ? turn
                : turn.fusedWith(Warp.transpose(turn.outputShape(shape))).orElseThrow();
    }
}
