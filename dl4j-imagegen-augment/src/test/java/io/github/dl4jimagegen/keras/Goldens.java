package io.github.dl4jimagegen.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Image;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Golden cases in terms of this package. */
final class Goldens {

    private Goldens() {}

    static Image image(Tensor tensor) {
        return Image.ofFloats(tensor.dimension(0), tensor.dimension(1), tensor.dimension(2), tensor.values());
    }

    static List<Compatibility> variants(JsonNode each) {
        return switch (each.get("variant").asText()) {
            case "kp110" -> List.of(Compatibility.KERAS_PREPROCESSING_1_1);
            case "keras3" -> List.of(Compatibility.KERAS_3);
            case "both" -> List.of(Compatibility.KERAS_PREPROCESSING_1_1, Compatibility.KERAS_3);
            default -> throw new IllegalArgumentException(each.toString());
        };
    }

    static Border border(JsonNode each) {
        Border.Mode mode = Border.Mode.valueOf(each.get("fill_mode").asText().toUpperCase(Locale.ROOT));
        return new Border(mode, mode == Border.Mode.CONSTANT ? each.get("cval").asDouble() : 0);
    }

    static TransformParameters parameters(JsonNode p) {
        return TransformParameters.IDENTITY
                .withTheta(p.path("theta").asDouble())
                .withShift(p.path("tx").asDouble(), p.path("ty").asDouble())
                .withShear(p.path("shear").asDouble())
                .withZoom(p.path("zx").asDouble(1), p.path("zy").asDouble(1))
                .withFlips(
                        p.path("flip_horizontal").asBoolean(),
                        p.path("flip_vertical").asBoolean());
    }

    /** Returns a builder with the constructor arguments of a Python program. */
    static ImageDataGeneratorBuilder builder(JsonNode config) {
        ImageDataGeneratorBuilder builder = ImageDataGenerator.builder();
        config.fieldNames().forEachRemaining(name -> {
            JsonNode value = config.get(name);
            switch (name) {
                case "rotation_range" -> builder.rotationRange(value.asDouble());
                case "width_shift_range" -> shift(value, builder::widthShiftRange);
                case "height_shift_range" -> shift(value, builder::heightShiftRange);
                case "shear_range" -> builder.shearRange(value.asDouble());
                case "zoom_range" -> {
                    if (value.isArray()) {
                        builder.zoomRange(value.get(0).asDouble(), value.get(1).asDouble());
                    } else {
                        builder.zoomRange(value.asDouble());
                    }
                }
                case "horizontal_flip" -> builder.horizontalFlip(value.asBoolean());
                case "vertical_flip" -> builder.verticalFlip(value.asBoolean());
                case "channel_shift_range" -> builder.channelShiftRange(value.asDouble());
                case "brightness_range" ->
                    builder.brightnessRange(
                            value.get(0).asDouble(), value.get(1).asDouble());
                case "samplewise_center" -> builder.samplewiseCenter(value.asBoolean());
                case "samplewise_std_normalization" -> builder.samplewiseStdNormalization(value.asBoolean());
                case "featurewise_center" -> builder.featurewiseCenter(value.asBoolean());
                case "featurewise_std_normalization" -> builder.featurewiseStdNormalization(value.asBoolean());
                case "rescale" -> builder.rescale(value.asDouble());
                case "fill_mode" ->
                    builder.fillMode(Border.Mode.valueOf(value.asText().toUpperCase(Locale.ROOT)));
                default -> throw new IllegalArgumentException(name);
            }
        });
        return builder;
    }

    private static void shift(JsonNode value, Consumer<ShiftRange> setter) {
        if (value.isArray()) {
            setter.accept(ShiftRange.oneOf(StreamSupport.stream(value.spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray()));
        } else if (value.isInt()) {
            setter.accept(ShiftRange.wholePixels(value.asInt()));
        } else if (value.asDouble() < 1) {
            setter.accept(ShiftRange.fraction(value.asDouble()));
        } else {
            setter.accept(ShiftRange.pixels(value.asDouble()));
        }
    }
}
