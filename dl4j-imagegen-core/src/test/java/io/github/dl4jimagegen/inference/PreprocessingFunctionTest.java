package io.github.dl4jimagegen.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.SavedPipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.statistics.Normalization;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A user's function stands between augmentation and rescaling, for training, evaluation and single images alike. */
class PreprocessingFunctionTest {

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(6, 5).batchSize(8).workers(1);

    /** Keras's own range: nothing of it may be rounded or cut off. */
    private static final PreprocessingFunction TO_ONE =
            PreprocessingFunction.named("to-one", image -> image.map(value -> value / 127.5 - 1));

    private static final PhotometricAugmentation BLACK = (shape, random) -> PixelOp.linear(0, 0);

    @TempDir
    Path root;

    private ImageFolder photos;

    @BeforeEach
    void makePhotos() {
        photos = ImageFolder.of(TestImages.folder(root.resolve("photos"), 2, 4));
    }

    private List<DataSet> evaluated(ImagePipeline pipeline) {
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(photos)) {
            return TestImages.rest(flow);
        }
    }

    private float[] values(ImagePipeline pipeline) {
        return TestImages.values(evaluated(pipeline).get(0).getFeatures());
    }

    @Test
    void itIsDoneToFloatsFrom0To255AndNothingIsRounded() {
        float[] plain = values(PIPELINE);
        float[] changed = values(PIPELINE.preprocessingFunction(TO_ONE));
        for (int i = 0; i < plain.length; i++) {
            assertThat(changed[i]).isEqualTo((float) (plain[i] / 127.5 - 1));
        }
        ImagePipeline looks = PIPELINE.preprocessingFunction(image -> {
            assertThat(image.isEightBit()).isFalse();
            assertThat(image.shape().channels()).isEqualTo(3);
            return image;
        });
        assertThat(values(looks)).containsExactly(plain);
    }

    @Test
    void itComesBeforeRescaleAndNormalization() {
        ImagePipeline standard =
                PIPELINE.rescale(0.5).normalize(Normalization.featurewise(new double[] {1}, new double[] {4}));
        float[] plain = values(PIPELINE);
        float[] changed = values(standard.preprocessingFunction(image -> image.map(value -> value + 10)));
        for (int i = 0; i < plain.length; i++) {
            assertThat(changed[i]).isCloseTo((float) (((plain[i] + 10) * 0.5 - 1) / 4), within(1e-4f));
        }
    }

    @Test
    void itComesAfterAugmentation() {
        ImagePipeline black = PIPELINE.augment(BLACK).preprocessingFunction(image -> image.map(value -> value + 10));
        try (ImageDataSetIterator flow = black.trainingFlow(photos)) {
            assertThat(TestImages.values(flow.next().getFeatures())).containsOnly(10);
        }
    }

    @Test
    void trainingEvaluationAndSingleImagesGoThroughItAlike() throws IOException {
        ImagePipeline pipeline = PIPELINE.preprocessingFunction(TO_ONE);
        INDArray evaluated = evaluated(pipeline).get(0).getFeatures();
        try (ImageDataSetIterator training = pipeline.trainingFlow(photos);
                ImagePreparer preparer = pipeline.preparer()) {
            DataSet trained = training.next();
            for (int i = 0; i < photos.size(); i++) {
                float[] expected = TestImages.values(evaluated.slice(i));
                int row = trained.getExampleMetaData().stream()
                        .map(Object::toString)
                        .toList()
                        .indexOf(photos.name(i));
                assertThat(TestImages.values(trained.getFeatures().slice(row))).containsExactly(expected);
                INDArray single = preparer.prepare(root.resolve("photos").resolve(photos.name(i)));
                assertThat(TestImages.values(single)).containsExactly(expected);
            }
        }
    }

    @Test
    void statisticsAreThoseOfWhatItMakes() {
        double mean = PIPELINE.fit(photos).mean().get(0);
        assertThat(PIPELINE.preprocessingFunction(image -> image.map(value -> 2 * value - 7))
                        .fit(photos)
                        .mean()
                        .get(0))
                .isCloseTo(2 * mean - 7, within(1e-6));
    }

    @Test
    void sixteenBitFilesHaveFractions() {
        BufferedImage picture = new BufferedImage(5, 6, BufferedImage.TYPE_USHORT_GRAY);
        WritableRaster raster = picture.getRaster();
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 5; x++) {
                raster.setSample(x, y, 0, 1_000 * (y + 1) + x);
            }
        }
        Path unused = TestImages.write(root.resolve("grey/c/a.png"), TestImages.encoded("png", picture));
        photos = ImageFolder.of(root.resolve("grey"));
        float[] changed = values(
                PIPELINE.colorMode(ColorMode.GRAYSCALE).preprocessingFunction(image -> image.map(value -> value * 2)));
        assertThat(changed[0]).isCloseTo(2 * 1_000 / 257f, within(1e-5f));
        assertThat(changed[1]).isCloseTo(2 * 1_001 / 257f, within(1e-5f));
    }

    @Test
    void eightBitResultsAndBytesOfFeaturesAreFine() {
        PreprocessingFunction dark = image -> Image.ofBytes(
                image.shape().height(),
                image.shape().width(),
                3,
                new byte[image.shape().length()]);
        assertThat(values(PIPELINE.preprocessingFunction(dark))).containsOnly(0);
        float[] bytes = values(
                PIPELINE.featureType(DataType.UINT8).preprocessingFunction(image -> image.map(value -> value * 2)));
        float[] plain = values(PIPELINE);
        for (int i = 0; i < plain.length; i++) {
            assertThat(bytes[i]).isEqualTo(Math.min(255, 2 * plain[i]));
        }
    }

    @Test
    void aFunctionThatChangesTheShapeIsNamedWithTheFile() {
        PreprocessingFunction crop = image -> Image.ofFloats(2, 5, 3, new float[30]);
        ImagePipeline pipeline = PIPELINE.preprocessingFunction(PreprocessingFunction.named("crop", crop));
        assertThatThrownBy(() -> evaluated(pipeline))
                .hasMessageContaining("cannot preprocess class0/image000.png")
                .hasMessageContaining("\"crop\" made Image[2x5x3, float] of Image[6x5x3, float]")
                .hasMessageContaining("must keep the shape");
    }

    @Test
    void timeSpentInItIsAStageOfItsOwn() {
        ImagePipeline slow = PIPELINE.preprocessingFunction(image -> {
            long until = System.nanoTime() + 5_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return image;
        });
        try (ImageDataSetIterator flow = slow.evaluationFlow(photos)) {
            assertThat(TestImages.rest(flow)).hasSize(1);
            assertThat(flow.report().stages().get(Stage.PREPROCESS)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
        }
    }

    @Test
    void aStateHoldsForTheFunctionOfThatNameOnly() {
        PipelineState state;
        try (ImageDataSetIterator flow = PIPELINE.preprocessingFunction(TO_ONE).evaluationFlow(photos)) {
            state = flow.state();
        }
        try (ImageDataSetIterator same = PIPELINE.preprocessingFunction(TO_ONE).evaluationFlow(photos)) {
            same.restore(state);
        }
        PreprocessingFunction other = PreprocessingFunction.named("other", image -> image);
        try (ImageDataSetIterator flow = PIPELINE.preprocessingFunction(other).evaluationFlow(photos)) {
            assertThatThrownBy(() -> flow.restore(state))
                    .hasMessageContaining("preprocessingFunction")
                    .hasMessageContaining("\"to-one\"")
                    .hasMessageContaining("\"other\"");
        }
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(photos)) {
            assertThatThrownBy(() -> flow.restore(state)).hasMessageContaining("preprocessingFunction");
        }
    }

    @Test
    void aPipelineIsReadFromJsonWithTheFunctionHandedInByItsName() {
        AugmentationJson json = AugmentationJson.standard().with("to-one", TO_ONE);
        ImagePipeline pipeline = PIPELINE.preprocessingFunction(TO_ONE);
        String text = pipeline.toJson();
        assertThat(text).contains("\"preprocessingFunction\" : \"to-one\"").doesNotContain("io.github");
        ImagePipeline read = ImagePipeline.fromJson(text, json);
        assertThat(read.toJson()).isEqualTo(text);
        assertThat(values(read)).containsExactly(values(pipeline));
        assertThatThrownBy(() -> ImagePipeline.fromJson(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no preprocessing function \"to-one\"; known are none: add it by"
                        + " with(\"to-one\", function)");
        assertThatThrownBy(() -> ImagePipeline.fromJson(text.replace("\"to-one\"", "7"), json))
                .hasMessageContaining("pipelineRecipe.preprocessingFunction must be text but was 7");
        assertThatThrownBy(() -> json.with("to-one", PreprocessingFunction.named("x", image -> image)))
                .hasMessageContaining("\"to-one\" already stands for another function");
    }

    @Test
    void withoutANameItIsNeverSaved() {
        ImagePipeline nameless = PIPELINE.preprocessingFunction(image -> image);
        assertThatThrownBy(nameless::toJson)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PreprocessingFunction.named(\"my-name\", ...)");
        Path file = root.resolve("model.zip");
        assertThatThrownBy(() -> SavedPipeline.save(
                        file,
                        to -> {
                            throw new AssertionError("no model is written for nothing: " + to);
                        },
                        nameless,
                        photos.classes()))
                .hasMessageContaining("PreprocessingFunction.named(\"my-name\", ...)");
        assertThat(Files.exists(file)).isFalse();
        assertThatThrownBy(() -> PreprocessingFunction.named(" ", image -> image))
                .hasMessageContaining("must not be blank");
    }
}
