package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.statistics.Fit;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each parameter of Keras's {@code fit(x, augment, rounds, seed)}, with its default, another value and its errors. */
class KerasFitParametersTest {

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(6, 5).rescale(1 / 255.0).colorMode(ColorMode.GRAYSCALE);

    /** A share from 0 to 1 of each value. */
    private static final PhotometricAugmentation DIM = (shape, random) -> PixelOp.linear(random.nextDouble(), 0);

    @TempDir
    static Path root;

    private static ImageFolder photos;

    @BeforeAll
    static void makePhotos() {
        photos = ImageFolder.of(TestImages.folder(root, 2, 10));
    }

    private static double mean(ImagePipeline pipeline, Fit fit) {
        return pipeline.fit(photos, fit).mean().get(0);
    }

    @Test
    void x() {
        INDArray values = Batches.features(PIPELINE, photos);
        ImageStatistics statistics = PIPELINE.fit(photos);
        assertThat(statistics.images()).isEqualTo(20);
        assertThat(statistics.mean().get(0)).isCloseTo(values.meanNumber().doubleValue(), within(1e-6));
        assertThat(statistics.std().get(0)).isCloseTo(values.stdNumber(false).doubleValue(), within(1e-6));
        INDArray normalized = Batches.features(PIPELINE.normalize(statistics.featurewiseStd()), photos);
        assertThat(normalized.meanNumber().doubleValue()).isCloseTo(0, within(1e-4));
        assertThat(normalized.stdNumber(false).doubleValue()).isCloseTo(1, within(1e-4));

        ImageArrays inMemory = ImageArrays.of(values.mul(255), DataFormat.NCHW).labels(ClassIndex.of("a"), new int[20]);
        assertThat(PIPELINE.fit(inMemory).mean().get(0))
                .isCloseTo(statistics.mean().get(0), within(1e-6));
        assertThatThrownBy(() -> ImageArrays.of(Nd4j.rand(20, 6, 5), DataFormat.NHWC))
                .hasMessageContaining("images must have four dimensions");
        assertThatThrownBy(() -> PIPELINE.fit(photos.view())).hasMessageContaining("there are no images in");
        assertThatThrownBy(() -> PIPELINE.evaluationFlow(photos.split(0.2).test()))
                .hasMessageContaining("there are no images in this view of")
                .hasMessageContaining("split(source, 0.2, 0.1)");
    }

    @Test
    void augment() {
        ImagePipeline dimming = PIPELINE.augment(DIM);
        double plain = mean(PIPELINE, Fit.everyImage());
        assertThat(mean(dimming, Fit.everyImage())).isEqualTo(plain);
        assertThat(mean(dimming, Fit.everyImage().augmented(50))).isCloseTo(plain / 2, within(plain / 20));
        assertThatThrownBy(() -> mean(PIPELINE, Fit.everyImage().augmented(1)))
                .hasMessageContaining("the pipeline augments nothing");
    }

    @Test
    void rounds() {
        ImagePipeline dimming = PIPELINE.augment(DIM);
        assertThat(dimming.fit(photos, Fit.everyImage().augmented(1)).images()).isEqualTo(20);
        assertThat(dimming.fit(photos, Fit.everyImage().augmented(3)).images()).isEqualTo(60);
        Set<Double> means = new HashSet<>();
        for (int rounds = 1; rounds <= 3; rounds++) { // augmented anew in each
            means.add(mean(dimming, Fit.everyImage().augmented(rounds)));
        }
        assertThat(means).hasSize(3);
        assertThatThrownBy(() -> Fit.everyImage().augmented(0)).hasMessage("rounds must be at least 1 but were 0");
    }

    @Test
    void seed() {
        Fit augmented = Fit.everyImage().augmented(2);
        ImagePipeline dimming = PIPELINE.augment(DIM);
        assertThat(mean(dimming.seed(7), augmented))
                .isEqualTo(mean(dimming.seed(7).workers(0), augmented));
        assertThat(mean(dimming.seed(8), augmented)).isNotEqualTo(mean(dimming.seed(7), augmented));
        assertThat(mean(dimming, augmented)).isEqualTo(mean(dimming.seed(42), augmented));
    }
}
