package io.github.dl4jimagegen.augment;

import java.util.List;

/** Changes of values. */
final class PhotometricCases {

    private PhotometricCases() {}

    static List<AugmentationCase> all() {
        return List.of();
    }
}
