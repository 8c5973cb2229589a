package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Resizing;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes and colours against Pillow's own results and TensorFlow's rule. */
class GoldenSizesTest {

    static List<JsonNode> resize() {
        return GoldenVectors.cases("resize");
    }

    static List<JsonNode> color() {
        return GoldenVectors.cases("color").stream()
                .filter(each -> each.has("input"))
                .toList();
    }

    static List<JsonNode> tensorFlow() {
        return GoldenVectors.cases("tf_resize");
    }

    private static byte[] png(Tensor pixels) {
        int channels = pixels.dimension(2);
        int type = channels == 1
                ? BufferedImage.TYPE_BYTE_GRAY
                : channels == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
        BufferedImage image = new BufferedImage(pixels.dimension(1), pixels.dimension(0), type);
        int[] values = new int[pixels.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) pixels.values()[i];
        }
        image.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), values);
        return TestImages.encoded("png", image);
    }

    private static float[] sized(Tensor input, ColorMode mode, int height, int width, Resizing resizing) {
        ImagePipeline pipeline = ImagePipeline.targetSize(height, width)
                .colorMode(mode)
                .resize(resizing)
                .dataFormat(DataFormat.NHWC)
                .workers(0);
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(BytesSource.of(png(input)))) {
            return TestImages.values(flow.next().getFeatures());
        }
    }

    private static ColorMode mode(int channels) {
        return channels == 1 ? ColorMode.GRAYSCALE : channels == 3 ? ColorMode.RGB : ColorMode.RGBA;
    }

    private static <E extends Enum<E>> E named(Class<E> type, JsonNode golden) {
        return Enum.valueOf(type, golden.get("interpolation").asText().toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("resize")
    void pillowBitByBit(JsonNode golden) {
        Tensor input = GoldenVectors.tensor(golden.get("input"));
        Tensor output = GoldenVectors.tensor(golden.get("output"));
        Resizing fit = golden.has("keep_aspect_ratio") ? Resizing.cropToAspectRatio() : Resizing.stretch();
        Resizing resizing = fit.pillow(named(PillowFilter.class, golden));
        assertThat(sized(input, mode(input.dimension(2)), output.dimension(0), output.dimension(1), resizing))
                .isEqualTo(output.values());
    }

    @ParameterizedTest
    @MethodSource("color")
    void colorsAsPillowConvertsThem(JsonNode golden) {
        Tensor input = GoldenVectors.tensor(golden.get("input"));
        Tensor output = GoldenVectors.tensor(golden.get("output"));
        ColorMode mode = ColorMode.valueOf(golden.get("color_mode").asText().toUpperCase(Locale.ROOT));
        Resizing resizing = Resizing.stretch().pillow(PillowFilter.BILINEAR);
        assertThat(sized(input, mode, output.dimension(0), output.dimension(1), resizing))
                .isEqualTo(output.values());
    }

    @ParameterizedTest
    @MethodSource("tensorFlow")
    void tensorFlowsRule(JsonNode golden) {
        Tensor input = GoldenVectors.tensor(golden.get("input"));
        Tensor output = GoldenVectors.tensor(golden.get("output"));
        Resizing resizing = Resizing.stretch().tensorFlow(named(Interpolation.class, golden));
        float[] values = sized(input, ColorMode.RGB, output.dimension(0), output.dimension(1), resizing);
        assertThat(values).containsExactly(output.values(), within((float)
                golden.get("tolerance").asDouble()));
    }
}
