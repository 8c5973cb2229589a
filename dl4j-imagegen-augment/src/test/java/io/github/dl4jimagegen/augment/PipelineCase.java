package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.SizePolicy;
import java.io.Serializable;

/**
 * One entry of the catalogue that only a whole pipeline can carry out: a {@link Mixing}, a {@link Mosaic} or a {@link
 * SizePolicy}.
 *
 * @param factory the method of {@link Augmentations} that it comes from
 * @param entry what that made
 */
record PipelineCase(String factory, Serializable entry) {

    PipelineCase {
        ImagePipeline unused = into(entry, ImagePipeline.targetSize(1, 1));
    }

    ImagePipeline into(ImagePipeline pipeline) {
        return into(entry, pipeline);
    }

    private static ImagePipeline into(Serializable entry, ImagePipeline pipeline) {
        if (entry instanceof Mixing mixing) {
            return pipeline.mix(mixing);
        } else if (entry instanceof Mosaic mosaic) {
            return pipeline.mosaic(mosaic);
        } else if (entry instanceof SizePolicy policy) {
            return pipeline.resize(policy);
        }
        throw new IllegalArgumentException("no battery knows what to do with " + entry);
    }

    boolean isMixing() {
        return entry instanceof Mixing;
    }

    boolean isMosaic() {
        return entry instanceof Mosaic;
    }

    @Override
    public String toString() {
        return factory + ": " + entry;
    }
}
