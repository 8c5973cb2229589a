package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Transforms images as Keras's documentation has it, by this library's operations. Immutable.
 *
 * @param border what lies outside the image
 * @param interpolation of the one resampling
 */
record DocumentedTransform(Border border, Interpolation interpolation) implements Serializable {

    /** Returns one warp for everything that is geometry, and what is done to the values, in the unit 0 to 255. */
    List<ImageOperation> operations(ImageShape shape, TransformParameters parameters) {
        List<ImageOperation> operations = new ArrayList<>();
        if (parameters.resamples()) {
            operations.add(Warp.affine(
                            shape,
                            Geometry.pull(parameters, shape, Compatibility.AS_DOCUMENTED)
                                    .inverse())
                    .border(border)
                    .interpolation(interpolation));
        }
        if (parameters.flipHorizontal()) {
            operations.add(Warp.flipHorizontal(shape));
        }
        if (parameters.flipVertical()) {
            operations.add(Warp.flipVertical(shape));
        }
        if (!parameters.channelShift().isEmpty()) {
            operations.add(channelShift(parameters.channelShift()));
        }
        if (parameters.brightness().isPresent()) {
            operations.add(PixelOp.linear(parameters.brightness().getAsDouble(), 0));
        }
        return operations;
    }

    private static PixelOp channelShift(List<Double> shifts) {
        return shifts.size() == 1
                ? PixelOp.linear(1, shifts.get(0))
                : new PixelOp.ChannelCurves(shifts.stream()
                        .<Curve>map(shift -> new Curve.Linear(1, shift))
                        .toList());
    }
}
