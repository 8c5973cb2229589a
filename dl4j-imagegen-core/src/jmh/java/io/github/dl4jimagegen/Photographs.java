package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;

/** What the benchmarks make of photographs: 224x224x3 float batches of 32, from 0 to 1. */
final class Photographs {

    static final int SIDE = 224;
    static final int BATCH = 32;
    static final BatchMemory RECYCLED = BatchMemory.recycled(1);

    static final ImagePipeline PLAIN =
            ImagePipeline.targetSize(SIDE, SIDE).rescale(1 / 255.0).batchSize(BATCH);

    static final ImagePipeline ROTATED_AND_FLIPPED = PLAIN.augment(
            (GeometricAugmentation) (shape, random) -> Warp.rotation(shape, random.nextDouble(-20, 20)),
            Augmentation.sometimes(0.5, (GeometricAugmentation) (shape, random) -> Warp.flipHorizontal(shape)));

    private Photographs() {}
}
