package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.image.Warp;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Transforms images as Keras's documentation has it, by this library's operations. Immutable.
 *
 * @param border what lies outside the image
 * @param interpolation of the one resampling
 * @param valueRange black and white of float images; 8-bit images have 0 and 255
 */
record DocumentedTransform(Border border, Interpolation interpolation, ValueRange valueRange) implements Serializable {

    /** Returns one warp for everything that is geometry, and what is done to the values. */
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
        if (!parameters.channelShift().isEmpty() || parameters.brightness().isPresent()) {
            operations.add(PixelOp.custom(image -> colours(image, parameters)));
        }
        return operations;
    }

    /** Shifts and factors are in the unit 0 to 255; what leaves the value range is cut off; alpha stays as it is. */
    private Image colours(Image image, TransformParameters parameters) {
        ImageShape shape = image.shape();
        ValueRange range = image.isEightBit() ? ValueRange.EIGHT_BIT : valueRange;
        double unit = (range.high() - range.low()) / 255;
        List<Double> shifts = parameters.channelShift();
        double factor = parameters.brightness().orElse(1);
        float[] values = image.toFloats();
        for (int i = 0; i < values.length; i++) {
            int channel = i % shape.channels();
            if (channel == 3 && shape.channels() == 4) {
                continue;
            }
            double shift = shifts.isEmpty() ? 0 : shifts.get(shifts.size() == 1 ? 0 : channel);
            double shifted = clamped((values[i] - range.low()) / unit + shift);
            values[i] = (float) (clamped(shifted * factor) * unit + range.low());
        }
        if (!image.isEightBit()) {
            return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.round(values[i]);
        }
        return Image.ofBytes(shape.height(), shape.width(), shape.channels(), bytes);
    }

    private static double clamped(double value) {
        return Math.min(Math.max(value, 0), 255);
    }
}
