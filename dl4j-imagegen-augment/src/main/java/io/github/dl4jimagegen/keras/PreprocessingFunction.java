package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Image;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * Keras's {@code preprocessing_function}: what is done to an image after it has been resized and augmented and before it
 * is rescaled. Must be pure and thread-safe, and keep the shape.
 */
@FunctionalInterface
public interface PreprocessingFunction extends UnaryOperator<Image>, Serializable {}
