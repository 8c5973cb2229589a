package io.github.dl4jimagegen.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.image.Image;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The pipeline's normalisations give what the two generations of Keras give. */
class KerasNormalizationTest {

    private static double rescale(JsonNode each) {
        return each.path("config").path("rescale").asDouble(1);
    }

    private static boolean rescalesBeforeFit(JsonNode each) {
        return each.get("variant").asText().equals("keras3");
    }

    private static Normalization normalization(JsonNode config, ImageStatistics statistics) {
        Normalization normalization = Normalization.none();
        if (config.path("samplewise_std_normalization").asBoolean()) {
            normalization = Normalization.samplewiseStd();
        } else if (config.path("samplewise_center").asBoolean()) {
            normalization = Normalization.samplewiseCenter();
        }
        if (config.path("featurewise_std_normalization").asBoolean()) {
            return normalization.and(statistics.featurewiseStd());
        }
        return config.path("featurewise_center").asBoolean()
                ? normalization.and(statistics.featurewiseCenter())
                : normalization;
    }

    @TestFactory
    Stream<DynamicTest> standardizeIsKeras() {
        return GoldenVectors.cases("standardize").stream()
                .map(each -> DynamicTest.dynamicTest(each.get("id").asText(), () -> {
                    List<Image> images = FloatImages.images(GoldenVectors.tensor(each.get("input")));
                    ImagePipeline pipeline = ImagePipeline.targetSize(8, 8).rescale(rescale(each));
                    ImagePipeline fitted = rescalesBeforeFit(each) ? pipeline : pipeline.rescale(1);
                    ImageStatistics statistics = fitted.fit(FloatImages.samples(images));
                    compare(statistics.mean(), each, "mean");
                    compare(statistics.std(), each, "std");

                    Normalization normalization = normalization(each.get("config"), statistics);
                    compare(
                            pipeline.normalize(rescalesBeforeFit(each) ? normalization : normalization.forAnyRescale()),
                            images,
                            each);
                }));
    }

    /** The means of keras_preprocessing are sums of floats; the goldens have the exact ones beside them. */
    private static void compare(List<Double> found, JsonNode each, String name) {
        JsonNode expected = each.path(rescalesBeforeFit(each) ? name : name + "_f64");
        for (int c = 0; c < expected.size(); c++) {
            assertThat(found.get(c)).isCloseTo(expected.get(c).asDouble(), within(1e-9));
        }
    }

    private static void compare(ImagePipeline pipeline, List<Image> images, JsonNode each) {
        Tensor expected = GoldenVectors.tensor(each.get("output"));
        List<Image> used = StreamSupport.stream(each.get("images").spliterator(), false)
                .map(index -> images.get(index.asInt()))
                .toList();
        float tolerance = (float) each.get("tolerance").asDouble();
        assertThat(FloatImages.through(pipeline, used)).containsExactly(expected.values(), within(tolerance));
        assertThat(FloatImages.throughPlanes(pipeline, used)).containsExactly(expected.values(), within(tolerance));
    }

    @TestFactory
    Stream<DynamicTest> zcaIsKeras() {
        return GoldenVectors.cases("zca").stream()
                .map(each -> DynamicTest.dynamicTest(each.get("id").asText(), () -> {
                    List<Image> images = FloatImages.images(GoldenVectors.tensor(each.get("input")));
                    int size = images.get(0).shape().height();
                    ImagePipeline pipeline =
                            ImagePipeline.targetSize(size, size).batchSize(20);
                    ImageStatistics statistics = pipeline.fit(
                            FloatImages.samples(images), Fit.everyImage().withCovariance());
                    for (int c = 0; c < 3; c++) {
                        assertThat(statistics.mean().get(c))
                                .isCloseTo(each.get("mean").get(c).asDouble(), within(1e-6));
                    }
                    ZcaFormula formula = rescalesBeforeFit(each) ? ZcaFormula.KERAS_3 : ZcaFormula.STANDARD;
                    Normalization zca =
                            statistics.zca(formula, each.get("zca_epsilon").asDouble());
                    compareMatrix(Objects.requireNonNull(zca.whitening()), each);
                    compare(pipeline.normalize(zca), images, each);
                }));
    }

    private static void compareMatrix(Whitening whitening, JsonNode each) {
        Tensor expected = GoldenVectors.tensor(each.get("matrix"));
        int values = expected.dimension(0);
        for (int i = 0; i < values; i++) {
            for (int j = 0; j < values; j++) {
                assertThat(whitening.at(i, j)).isCloseTo(expected.values()[i * values + j], within(2e-3f));
            }
        }
    }
}
