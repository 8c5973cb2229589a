package io.github.dl4jimagegen.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class ZcaTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(4, 5).batchSize(16);
    private static final int VALUES = 4 * 5 * 3;

    /** Images whose neighbouring values have a lot in common. */
    private static List<Image> images(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> {
                    SampleRandom random = SampleRandom.of(7, 0, i, 0);
                    float[] values = new float[VALUES];
                    double value = 100;
                    for (int v = 0; v < VALUES; v++) {
                        value += 10 * random.nextGaussian();
                        values[v] = (float) value;
                    }
                    return FloatImages.image(4, 5, 3, values);
                })
                .toList();
    }

    private static ImageStatistics fit(ImagePipeline pipeline, List<Image> images) {
        return pipeline.fit(FloatImages.samples(images), Fit.everyImage().withCovariance());
    }

    /** Returns the mean product of values i and j. */
    private static double product(float[] values, int i, int j) {
        double sum = 0;
        for (int start = 0; start < values.length; start += VALUES) {
            sum += (double) values[start + i] * values[start + j];
        }
        int images = values.length / VALUES;
        return sum / images;
    }

    @Test
    void whitenedValuesHaveVarianceOneAndNothingInCommon() {
        List<Image> images = images(200);
        ImageStatistics statistics = fit(PIPELINE, images);
        for (ZcaFormula formula : ZcaFormula.values()) {
            float[] whitened = FloatImages.through(PIPELINE.normalize(statistics.zca(formula, 1e-9)), images);
            for (int i = 0; i < VALUES; i++) {
                for (int j = 0; j < VALUES; j++) {
                    assertThat(product(whitened, i, j)).isCloseTo(i == j ? 1 : 0, within(1e-3));
                }
            }
        }
    }

    @Test
    void theCovarianceIsExact() {
        List<Image> images = images(50);
        for (double rescale : new double[] {1, -0.25}) {
            ImageStatistics statistics = fit(PIPELINE.rescale(rescale), images);
            Covariance covariance = Objects.requireNonNull(statistics.covariance());
            for (int i = 0; i < VALUES; i++) {
                for (int j = 0; j < VALUES; j++) {
                    double expected = 0;
                    for (Image image : images) {
                        float[] values = image.toFloats();
                        expected += (values[i] * rescale - statistics.mean().get(i % 3))
                                * (values[j] * rescale - statistics.mean().get(j % 3))
                                / images.size();
                    }
                    assertThat(covariance.at(i, j)).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
                }
            }
        }
    }

    /** With fewer images than values an image has directions in which the images do not vary at all. */
    @Test
    void fewImagesCanBeWhitened() {
        List<Image> images = images(10);
        ImageStatistics statistics = fit(PIPELINE, images);
        float[] standard = FloatImages.through(PIPELINE.normalize(statistics.zca(1)), images);
        float[] keras3 = FloatImages.through(PIPELINE.normalize(statistics.zca(ZcaFormula.KERAS_3, 1e-6)), images);
        for (int i = 0; i < VALUES; i++) {
            assertThat(product(standard, i, i)).isBetween(0.0, 1.01);
            assertThat(product(keras3, i, i)).isBetween(0.0, 1.01);
        }
    }

    @Test
    void theCovarianceIsTheSameForAnyNumberOfWorkers() {
        List<Image> images = images(70);
        ImageStatistics statistics = fit(PIPELINE.workers(0), images);
        for (int workers : new int[] {1, 2, 7}) {
            assertThat(fit(PIPELINE.workers(workers), images)).isEqualTo(statistics);
        }
    }

    @Test
    void sizesWhoseMatrixWouldNotFitAreRefusedBeforeAnythingIsDone() {
        AtomicInteger made = new AtomicInteger();
        Examples<Sample> samples = Examples.indexed(10, i -> {
            int unused = made.incrementAndGet();
            return Sample.of(Image.ofBytes(1, 1, 3, new byte[3]), 0);
        });
        long before = Pointer.totalBytes();
        assertThatThrownBy(() -> ImagePipeline.targetSize(224, 224)
                        .fit(samples, Fit.everyImage().withCovariance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "ZCA of images of 224x224x3 works with matrices of 150528 x 150528 numbers, 725.1 GB in"
                                + " all, but the JVM may use .* GB \\(-Xmx\\): images of at most \\d+ values, such as \\d+x\\d+x3,"
                                + " would fit. Use a smaller targetSize, or a larger -Xmx");
        assertThat(made).hasValue(0);
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }

    @Test
    void theLargestSizeIsTheOneThatFits() {
        long twoGigabytes = 2_000_000_000L;
        Covariance.refuseIfTooLarge(new ImageShape(51, 51, 3), twoGigabytes);
        assertThatThrownBy(() -> Covariance.refuseIfTooLarge(new ImageShape(52, 52, 3), twoGigabytes))
                .hasMessageContaining("2.1 GB in all, but the JVM may use 2.0 GB")
                .hasMessageContaining("at most 7905 values, such as 51x51x3");
        assertThatThrownBy(() -> Covariance.refuseIfTooLarge(new ImageShape(224, 224, 3), Long.MAX_VALUE))
                .hasMessageContaining("at most 46340 values");
    }

    @Test
    void whatZcaNeedsIsSaid() {
        ImageStatistics statistics = fit(PIPELINE, images(20));
        ImageStatistics without = PIPELINE.fit(FloatImages.samples(images(20)));
        assertThatThrownBy(() -> without.zca(1e-6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Fit.everyImage().withCovariance()");
        assertThatThrownBy(() -> statistics.zca(0)).hasMessageContaining("must be positive and finite but was 0.0");
        assertThatThrownBy(() ->
                        FloatImages.through(ImagePipeline.targetSize(5, 4).normalize(statistics.zca(1)), images(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the ZCA matrix is for images of 4x5x3 but the pipeline's are 5x4x3");
        assertThatThrownBy(() -> statistics.zca(1).and(statistics.featurewiseStd()))
                .hasMessageContaining("zca(...) centres by itself and needs no standard deviation");
    }
}
