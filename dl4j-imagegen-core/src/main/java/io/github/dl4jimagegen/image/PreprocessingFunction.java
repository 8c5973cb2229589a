package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * Keras's {@code preprocessing_function}: what is done to every image, in training, evaluation and inference alike, after
 * it has been sized and augmented and before it is rescaled and normalized. From an image to one of the same shape.
 *
 * <p>It is given a float {@link Image} of the pipeline's channels with values from 0 to 255 (16-bit files have fractions,
 * float sources their own range), and may return an 8-bit one. Must be pure and thread-safe.
 */
@FunctionalInterface
public interface PreprocessingFunction extends UnaryOperator<Image>, Serializable {

    /**
     * Returns what this is, in words that are the same on every run: part of what a saved state is compared by. Records
     * and enums describe themselves; anything else is "a function", which equals any other unless it is {@link #named}.
     *
     * @return one line
     */
    default String describe() {
        return this instanceof Record || this instanceof Enum ? toString() : "a function";
    }

    /**
     * Returns a function under a name. Only so it has an identity: by its name it is compared when a run is resumed, and
     * found again when a pipeline is read from JSON.
     *
     * @param name what it is called, not blank; another name for another function
     * @param function what is done, most often a lambda
     * @return the same function with the name
     * @throws IllegalArgumentException if the name is blank
     */
    static PreprocessingFunction named(String name, PreprocessingFunction function) {
        return new Named(name, function);
    }

    /**
     * A function under a name. As immutable and thread-safe as the function.
     *
     * @param name what it is called, not blank
     * @param function what is done
     */
    record Named(String name, PreprocessingFunction function) implements PreprocessingFunction {

        /**
         * Checks that there is a name.
         *
         * @param name what it is called, not blank
         * @param function what is done
         */
        public Named {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a preprocessing function must not be blank");
            }
        }

        @Override
        public Image apply(Image image) {
            return function.apply(image);
        }

        @Override
        public String describe() {
            return "\"" + name + "\"";
        }
    }
}
