package io.github.dl4jimagegen.augment;

import java.util.List;
import java.util.stream.Stream;

/** The whole catalogue, for {@link AugmentationBatteryTest}. A new factory without a case fails there. */
final class AugmentationCases {

    private AugmentationCases() {}

    static List<AugmentationCase> all() {
        return Stream.of(GeometricCases.all(), PhotometricCases.all(), PolicyCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
