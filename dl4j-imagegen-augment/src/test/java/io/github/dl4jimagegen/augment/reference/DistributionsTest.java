package io.github.dl4jimagegen.augment.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.augment.Augmentations;
import io.github.dl4jimagegen.augment.geometric.RandomElastic;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PlaneMap;
import io.github.dl4jimagegen.image.Point;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is random for every pixel, against the distributions that torchvision and scipy say. */
class DistributionsTest {

    private static final int SIDE = 200;
    private static final int PIXELS = 160_000;

    static List<JsonNode> noise() {
        return rows("noise");
    }

    static List<JsonNode> elastic() {
        return rows("elastic");
    }

    private static List<JsonNode> rows(String table) {
        return StreamSupport.stream(ReferenceVectors.table(table).spliterator(), false)
                .toList();
    }

    private static Augmentation augmentation(String factory, double parameter) {
        return switch (factory) {
            case "randomGaussianNoise" -> Augmentations.randomGaussianNoise(parameter, parameter);
            case "randomShotNoise" -> Augmentations.randomShotNoise(parameter, parameter);
            case "randomSaltAndPepper" -> Augmentations.randomSaltAndPepper(parameter, parameter);
            default -> throw new IllegalArgumentException("no noise is called " + factory);
        };
    }

    /** The chi-square test, of 160000 pixels: it sees what is wrong by a hundredth of a deviation. */
    @ParameterizedTest
    @MethodSource("noise")
    void noiseIsDistributedAsScipySays(JsonNode row) {
        byte[] values = new byte[SIDE * SIDE];
        Arrays.fill(values, (byte) row.get("value").asInt());
        Augmentation noise =
                augmentation(row.get("factory").asText(), row.get("parameter").asDouble());
        Image image = Image.ofBytes(SIDE, SIDE, 1, values);
        int[] counts = new int[256];
        for (int i = 0; i < PIXELS / SIDE / SIDE; i++) {
            Image noisy = Operations.apply(noise.draw(image.shape(), SampleRandom.of(5, 0, i, 0)), image);
            for (byte value : noisy.toBytes()) {
                counts[value & 0xFF]++;
            }
        }
        double chiSquare = 0;
        int bins = -1;
        double expected = 0;
        int counted = 0;
        for (int level = 0; level < 256; level++) {
            expected += row.get("probabilities").get(level).asDouble() * PIXELS;
            counted += counts[level];
            if (expected >= 20) { // rare levels count together
                chiSquare += (counted - expected) * (counted - expected) / expected;
                bins++;
                expected = 0;
                counted = 0;
            }
        }
        assertThat((double) counted).isCloseTo(expected, within(20.0));
        assertThat(chiSquare).as(bins + " degrees of freedom").isLessThan(bins + 4 * Math.sqrt(2.0 * bins));
    }

    @ParameterizedTest
    @MethodSource("elastic")
    void elasticDisplacementsHaveTorchvisionsDeviationAndCorrelations(JsonNode row) {
        int size = row.get("size").asInt();
        int sigma = row.get("sigma").asInt();
        RandomElastic elastic = new RandomElastic(row.get("alpha").asDouble(), sigma);
        ImageShape shape = new ImageShape(size, size, 3);
        double[] products = new double[3];
        long places = 0;
        for (int i = 0; i < 200; i++) {
            PlaneMap map = elastic.warp(shape, SampleRandom.of(1, 0, i, 0)).map();
            for (int y = 1; y < size; y += 7) {
                for (int x = 0; x + 2 * sigma < size; x += 5) {
                    Point here = map.pull(x, y);
                    for (int d = 0; d < 3; d++) {
                        Point there = map.pull(x + d * sigma, y);
                        products[d] += (here.x() - x) * (there.x() - x - d * sigma) + (here.y() - y) * (there.y() - y);
                    }
                    places += 2;
                }
            }
        }
        assertThat(Math.sqrt(products[0] / places) / row.get("deviation").asDouble())
                .isCloseTo(1, within(0.02));
        for (int d = 1; d < 3; d++) {
            assertThat(products[d] / products[0])
                    .isCloseTo(row.get("correlations").get(d - 1).asDouble(), within(0.05));
        }
    }
}
