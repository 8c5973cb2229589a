package io.github.dl4jimagegen.augment;

import java.util.List;
import java.util.stream.Stream;

/** The whole catalogue, for {@code AugmentationBatteryTest} and tests of other packages. A new factory without a case fails there. */
public final class AugmentationCases {

    private AugmentationCases() {}

    /**
     * Returns all cases.
     *
     * @return at least one of each factory
     */
    public static List<AugmentationCase> all() {
        return Stream.of(GeometricCases.all(), PhotometricCases.all(), PolicyCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
