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
        Steps.checkThere("\"" + name + "\"", augmentation);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        try {
            return augmentation.draw(shape, random);
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IllegalStateException("the augmentation \"" + name + "\" failed on " + shape + ": " + reason, e);
        }
    }

    @Override
    public String describe() {
        return "\"" + name + "\"";
    }
}
