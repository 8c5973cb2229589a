package io.github.dl4jimagegen.augment.geometric;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Warp;
import java.util.random.RandomGenerator;

/**
 * A rotation about the centre by an angle drawn uniformly from [-degrees, degrees]. Immutable.
 *
 * @param degrees the largest angle to either side, 0 to 180
 * @param border what appears where the picture turns away
 */
public record RandomRotation(double degrees, Border border) implements GeometricAugmentation {

    /**
     * Checks the angle.
     *
     * @param degrees the largest angle to either side, 0 to 180
     * @param border what appears where the picture turns away
     */
    public RandomRotation {
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new IllegalArgumentException("a rotation range must lie in [0, 180] degrees but was " + degrees);
        }
    }

    @Override
    public Warp warp(ImageShape shape, RandomGenerator random) {
        return Warp.rotation(shape, random.nextDouble(-degrees, degrees)).border(border);
    }
}
