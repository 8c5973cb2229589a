package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * The random transform of a generator, as one of Keras's generations does it: it makes float images, and knows no
 * targets. Immutable.
 *
 * @param ranges what is drawn
 * @param transform what is done with it
 */
record KerasRandomTransform(TransformRanges ranges, KerasTransform transform) implements Augmentation {

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return transform.operations(ranges.draw(shape, transform.compatibility(), random));
    }
}
