package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.augment.geometric.Flip;
import io.github.dl4jimagegen.augment.geometric.RandomRotation;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;

/**
 * The catalogue of augmentations, for a static import. Names that start with "random" draw anew for each image and
 * epoch. All are immutable and thread-safe.
 */
public final class Augmentations {

    private Augmentations() {}

    /**
     * Returns the flip that exchanges left and right of half of the images.
     *
     * @return an augmentation that interpolates nothing
     */
    public static Augmentation randomFlipHorizontal() {
        return Augmentation.sometimes(0.5, new Flip(Flip.Direction.HORIZONTAL));
    }

    /**
     * Returns the flip that exchanges top and bottom of half of the images.
     *
     * @return an augmentation that interpolates nothing
     */
    public static Augmentation randomFlipVertical() {
        return Augmentation.sometimes(0.5, new Flip(Flip.Direction.VERTICAL));
    }

    /**
     * Returns a rotation about the centre by an angle drawn uniformly from [-degrees, degrees]. The outermost pixels go
     * on where the picture turns away, as in Keras's {@code rotation_range}; bilinear.
     *
     * @param degrees the largest angle to either side, 0 to 180
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if degrees lies outside [0, 180]
     */
    public static Augmentation randomRotation(double degrees) {
        return new RandomRotation(degrees, Border.NEAREST);
    }

    /**
     * Returns a rotation about the centre by an angle drawn uniformly from [-degrees, degrees]; bilinear.
     *
     * @param degrees the largest angle to either side, 0 to 180
     * @param border what appears where the picture turns away
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if degrees lies outside [0, 180]
     */
    public static Augmentation randomRotation(double degrees, Border border) {
        return new RandomRotation(degrees, border);
    }
}
