package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Blue and red pictures, one blue picture in the folder of the red ones, judged by the colour of the first pixel. */
class PredictionsTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @BeforeEach
    void paint() throws IOException {
        for (int i = 0; i < 5; i++) {
            paint("blue/" + i + ".png", 0x0000FF);
            paint("red/" + i + ".png", i == 3 ? 0x0000FF : 0xFF0000);
        }
    }

    private void paint(String name, int color) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 4; i++) {
            image.setRGB(i % 2, i / 2, color);
        }
        ImageIO.write(image, "png", file.toFile());
    }

    /** [n, 1]: 0.9 for red. */
    private static INDArray redness(INDArray features) {
        INDArray output = Nd4j.create(features.size(0), 1);
        for (int row = 0; row < features.size(0); row++) {
            output.putScalar(row, 0, features.getDouble(row, 0, 0, 0) > 0.5 ? 0.9 : 0.2);
        }
        return output;
    }

    /** [n, 2]: blue, red. */
    private static INDArray blueAndRed(INDArray features) {
        INDArray red = redness(features);
        return Nd4j.hstack(red.rsub(1), red);
    }

    private List<Prediction> predict(ClassMode mode, UnaryOperator<INDArray> network) {
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(2, 2)
                .rescale(1 / 255.0)
                .batchSize(3)
                .classMode(mode)
                .evaluationFlow(ImageFolder.of(folder))) {
            assertThat(flow.next()).isNotNull(); // predictions start at the first image wherever the flow stands
            return Predictions.of(flow, network);
        }
    }

    static List<ClassMode> modesOfOneClass() {
        return List.of(ClassMode.CATEGORICAL, ClassMode.SPARSE, ClassMode.BINARY);
    }

    @ParameterizedTest
    @MethodSource("modesOfOneClass")
    void theFileThatIsWrongIsNamedInEveryClassMode(ClassMode mode) {
        for (UnaryOperator<INDArray> network :
                List.<UnaryOperator<INDArray>>of(PredictionsTest::redness, PredictionsTest::blueAndRed)) {
            List<Prediction> predictions = predict(mode, network);

            assertThat(predictions).hasSize(10);
            assertThat(predictions.stream().filter(Prediction::wrong))
                    .singleElement()
                    .satisfies(p -> {
                        assertThat(p.name()).isEqualTo("red/3.png");
                        assertThat(p.actual()).isEqualTo("red");
                        assertThat(p.predicted()).isEqualTo("blue");
                        assertThat(p.probability()).isCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-6));
                    });
        }
    }

    @Test
    void withoutLabelsNothingIsWrong() {
        List<Prediction> predictions = predict(ClassMode.NONE, PredictionsTest::blueAndRed);

        assertThat(predictions).noneMatch(Prediction::wrong).allMatch(p -> p.actual() == null);
        assertThat(predictions.stream().map(Prediction::predicted).filter("red"::equals))
                .hasSize(4);
    }

    @Test
    void aNetworkWithOtherOutputsIsRefused() {
        assertThatThrownBy(() -> predict(ClassMode.CATEGORICAL, x -> Nd4j.zeros(x.size(0), 7)))
                .hasMessageContaining("the network's output is [3, 7] but there are 2 classes");
    }

    /** Of a picture whose halves are blue and red the network sees one half, which one is drawn. */
    @Test
    void theMeanOverTheViewsOfAnImageDecides() throws IOException {
        Files.createDirectories(folder.resolve("blue"));
        BufferedImage halves = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 4; i++) {
            halves.setRGB(i % 2, i / 2, i % 2 == 0 ? 0x0000FF : 0xFF0000);
        }
        ImageIO.write(halves, "png", folder.resolve("blue/halves.png").toFile());
        Augmentation flip = (shape, random) -> random.nextBoolean() ? List.of(Warp.flipHorizontal(shape)) : List.of();
        ImagePipeline pipeline =
                ImagePipeline.targetSize(2, 2).rescale(1 / 255.0).batchSize(4).augment(flip);
        for (ClassMode mode : modesOfOneClass()) {
            try (ImageDataSetIterator views = pipeline.classMode(mode).viewsFlow(ImageFolder.of(folder), 51)) {
                List<Prediction> predictions = Predictions.of(views, PredictionsTest::redness);
                assertThat(predictions)
                        .extracting(Prediction::name)
                        .doesNotHaveDuplicates()
                        .hasSize(11);
                for (Prediction each : predictions) {
                    if (each.name().equals("blue/halves.png")) {
                        double red = each.predicted().equals("red") ? each.probability() : 1 - each.probability();
                        long reds = Math.round((red - 0.2) / 0.7 * 51);
                        assertThat(reds).isBetween(12L, 39L);
                        assertThat(red).isEqualTo(0.2 + 0.7 * reds / 51, within(1e-5));
                    } else {
                        boolean red =
                                each.name().startsWith("red") && !each.name().equals("red/3.png");
                        assertThat(each.predicted()).isEqualTo(red ? "red" : "blue");
                        assertThat(each.probability()).isEqualTo(red ? 0.9 : 0.8, within(1e-5));
                    }
                }
            }
        }
        assertThatThrownBy(() -> pipeline.augment().viewsFlow(ImageFolder.of(folder), 2))
                .hasMessageContaining("all views of an image would be the same");
        assertThatThrownBy(() -> pipeline.shard(0, 2).viewsFlow(ImageFolder.of(folder), 4))
                .hasMessageContaining("views of an image must stay together, but shard(0, 2) would take some of them");
        assertThatThrownBy(() -> pipeline.viewsFlow(ImageFolder.of(folder), 0))
                .hasMessage("views must be positive but were 0");
    }

    @Test
    void viewsAreTheSameForAnyNumberOfThreadsAndCanBeResumed() {
        Augmentation shift = (shape, random) -> List.of(PixelOp.linear(1, random.nextInt(20)));
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2).batchSize(4).augment(shift);
        ImageFolder images = ImageFolder.of(folder);
        FlowChecks.resumesAnywhere(() -> pipeline.viewsFlow(images, 3));
        FlowChecks.deliverTheSame(() -> pipeline.workers(0).viewsFlow(images, 3), () -> pipeline.workers(3)
                .viewsFlow(images, 3));
    }

    @Test
    void everyViewIsDrawnAndTheFirstIsWhatTrainingGetsFirst() {
        Augmentation brighten = (shape, random) -> List.of(PixelOp.linear(1, 1 + random.nextInt(200)));
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2)
                .batchSize(30)
                .sampler(Sampler.inOrder())
                .augment(brighten);
        ImageFolder images = ImageFolder.of(folder);
        try (ImageDataSetIterator views = pipeline.viewsFlow(images, 3);
                ImageDataSetIterator training = pipeline.trainingFlow(images)) {
            INDArray greenOfViews = green(views);
            INDArray greenOfTraining = green(training);
            for (int image = 0; image < 10; image++) {
                assertThat(greenOfViews.getInt(3 * image)).isEqualTo(greenOfTraining.getInt(image));
            }
            assertThat(greenOfViews.toIntVector()).hasSize(30).doesNotContain(0);
        }
    }

    /** Of which neither blue nor red pictures have any. */
    private static INDArray green(ImageDataSetIterator flow) {
        return flow.next()
                .getFeatures()
                .get(NDArrayIndex.all(), NDArrayIndex.point(1), NDArrayIndex.point(0), NDArrayIndex.point(0))
                .dup();
    }
}
