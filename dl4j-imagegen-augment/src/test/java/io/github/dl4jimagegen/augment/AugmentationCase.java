package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.image.Augmentation;

/**
 * One entry of the catalogue for the battery.
 *
 * @param factory the method of {@link Augmentations} that it comes from
 * @param augmentation what that made: strong enough to be seen in at least a quarter of the draws
 */
public record AugmentationCase(String factory, Augmentation augmentation) {

    @Override
    public String toString() {
        return factory + ": " + augmentation.describe();
    }
}
