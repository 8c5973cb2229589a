package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;

/**
 * An augmentation under a name, {@link Augmentation#named}: what gives a function an identity. Immutable.
 *
 * @param name what it is called, not blank
 * @param augmentation what is done
 */
public record Named(String name, Augmentation augmentation) implements Augmentation {

    /**
     * Checks that there is a name.
     *
     * @param name what it is called, not blank
     * @param augmentation what is done
     */
    public Named {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of an augmentation must not be blank");
        }
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        return augmentation.draw(shape, random);
    }

    @Override
    public String describe() {
        return "\"" + name + "\"";
    }
}
