package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * The random transform of a generator, as documented. Immutable.
 *
 * @param ranges what is drawn
 * @param transform what is done with it
 */
record RandomTransform(TransformRanges ranges, DocumentedTransform transform) implements Augmentation {

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return transform.operations(shape, ranges.draw(shape, Compatibility.AS_DOCUMENTED, random));
    }
}
