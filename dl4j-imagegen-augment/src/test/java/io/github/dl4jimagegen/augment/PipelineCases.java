package io.github.dl4jimagegen.augment;

import static io.github.dl4jimagegen.augment.Augmentations.cutMix;
import static io.github.dl4jimagegen.augment.Augmentations.mixUp;
import static io.github.dl4jimagegen.augment.Augmentations.mosaic;
import static io.github.dl4jimagegen.augment.Augmentations.randomResizedCrop;

import io.github.dl4jimagegen.image.Mixing;
import java.util.List;

/** Mixings, mosaics and size policies, for {@link PipelineBatteryTest}. */
final class PipelineCases {

    private PipelineCases() {}

    static List<PipelineCase> all() {
        return List.of(
                new PipelineCase("mixUp", mixUp()),
                new PipelineCase("mixUp", mixUp(0.2)),
                new PipelineCase("mixUp", mixUp(1)),
                new PipelineCase("cutMix", cutMix()),
                new PipelineCase("cutMix", cutMix(1)),
                new PipelineCase("cutMix", Mixing.oneOf(cutMix(0.5), Mixing.sometimes(0.7, mixUp(1)))),
                new PipelineCase("mosaic", mosaic()),
                new PipelineCase("mosaic", mosaic(1)),
                new PipelineCase("mosaic", mosaic(0.6).center(0.1, 0.9)),
                new PipelineCase("randomResizedCrop", randomResizedCrop()),
                new PipelineCase(
                        "randomResizedCrop", randomResizedCrop().area(0.2, 0.5).aspectRatio(0.5, 2)));
    }
}
