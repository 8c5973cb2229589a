package io.github.dl4jimagegen.image;

import java.util.function.UnaryOperator;

/** A change of an image's values, drawn; the shape stays as it is. */
public sealed interface PixelOp extends ImageOperation permits PixelOp.Linear, PixelOp.Custom, PixelOp.ToFloat {

    @Override
    default ImageShape outputShape(ImageShape input) {
        return input;
    }

    /**
     * Returns the operation gain x value + bias on every value. 8-bit results are rounded and clamped to 0 to 255.
     *
     * @param gain the factor
     * @param bias what is added, in the unit of the pixels before rescaling (0 to 255 for image files)
     * @return an operation that the engine does in place
     */
    static PixelOp linear(double gain, double bias) {
        return new Linear(gain, bias);
    }

    /**
     * Returns a user's own operation. It is given an {@link Image} on the Java heap, which costs two copies.
     *
     * @param function from image to image of the same shape and kind; must be pure and thread-safe
     * @return an operation that calls the function
     */
    static PixelOp custom(UnaryOperator<Image> function) {
        return new Custom(function);
    }

    /**
     * Returns the operation that makes 8-bit values floats of the same size, 0 to 255, so that nothing is rounded after
     * it. Float values stay as they are.
     *
     * @return an operation to put before those that need it
     */
    static PixelOp toFloat() {
        return new ToFloat();
    }

    /**
     * gain x value + bias. Immutable.
     *
     * @param gain the factor
     * @param bias what is added
     */
    record Linear(double gain, double bias) implements PixelOp {}

    /**
     * A user's own function. As immutable and thread-safe as the function.
     *
     * @param function from image to image of the same shape and kind
     */
    record Custom(UnaryOperator<Image> function) implements PixelOp {}

    /** From 8-bit to float. Immutable. */
    record ToFloat() implements PixelOp {}
}
