package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.source.ImageFolder;
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
}
