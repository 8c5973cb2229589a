package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.image.Border;
import java.util.List;

/** Changes of place. */
final class GeometricCases {

    private GeometricCases() {}

    static List<AugmentationCase> all() {
        return List.of(
                new AugmentationCase("randomFlipHorizontal", Augmentations.randomFlipHorizontal()),
                new AugmentationCase("randomFlipVertical", Augmentations.randomFlipVertical()),
                new AugmentationCase("randomRotation", Augmentations.randomRotation(30)),
                new AugmentationCase("randomRotation", Augmentations.randomRotation(30, Border.REFLECT)));
    }
}
