package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PixelOp;
import java.io.Serializable;
import java.util.List;

/**
 * Transforms images as Keras does: in single precision, with scipy's resampling and Pillow's brightness. Immutable.
 *
 * @param compatibility which Keras
 * @param sampler the resampling
 */
record KerasTransform(Compatibility compatibility, SplineSampler sampler) implements Serializable {

    List<ImageOperation> operations(TransformParameters parameters) {
        return List.of(
                PixelOp.toFloat(),
                PixelOp.untracked("the transform of " + compatibility, image -> apply(image, parameters)));
    }

    /** Returns a float image: resampled, shifted in value, flipped, brightened, in this order. */
    Image apply(Image image, TransformParameters parameters) {
        ImageShape shape = image.shape();
        float[] values = image.toFloats();
        if (parameters.resamples()) {
            values = sampler.sample(values, shape, Geometry.pull(parameters, shape, compatibility));
        }
        if (!parameters.channelShift().isEmpty()) {
            KerasValues.shift(values, oneShift(parameters));
        }
        if (parameters.flipHorizontal()) {
            KerasValues.flipHorizontal(values, shape.width(), shape.channels());
        }
        if (parameters.flipVertical()) {
            KerasValues.flipVertical(values, shape.width(), shape.channels());
        }
        if (parameters.brightness().isPresent()) {
            float factor = (float) parameters.brightness().getAsDouble();
            KerasValues.brighten(values, shape.channels(), factor, compatibility);
        }
        return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
    }

    private float oneShift(TransformParameters parameters) {
        if (parameters.channelShift().size() != 1) {
            throw new IllegalArgumentException(compatibility + " has one channel shift for all channels but was given "
                    + parameters.channelShift());
        }
        return parameters.channelShift().get(0).floatValue();
    }
}
