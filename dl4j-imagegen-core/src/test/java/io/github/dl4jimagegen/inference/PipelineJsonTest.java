package io.github.dl4jimagegen.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Rgb;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.statistics.Fit;
import io.github.dl4jimagegen.statistics.Normalization;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** A pipeline written by one program and read by another. */
class PipelineJsonTest {

    private static final ImagePipeline PLAIN =
            ImagePipeline.targetSize(6, 5).batchSize(4).seed(7).workers(0);

    private static final PhotometricAugmentation DIM = (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1), 0);

    /** Some rows of the full picture, and all of its columns. */
    private record RandomRows(double share, boolean wide) implements SizePolicy {
        @Override
        public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
            int rows = (int) Math.max(1, share * image.height());
            int top = random.nextInt(image.height() - rows + 1);
            return new Placement(new Rectangle(0, top, image.width(), rows), Rectangle.whole(height, width));
        }
    }

    private static final AugmentationJson JSON =
            AugmentationJson.standard().with("dim", DIM).withSizePolicy(RandomRows.class);

    @TempDir
    Path root;

    private List<ImagePipeline> pipelines(ImageFolder folder) {
        return List.of(
                PLAIN,
                PLAIN.rescale(1 / 255.0).normalize(Normalization.imageNet()).labelSmoothing(0.1),
                PLAIN.normalize(Normalization.samplewiseStd()
                        .and(Normalization.featurewise(new double[] {0.1}, new double[] {3}))),
                PLAIN.normalize(
                        PLAIN.fit(folder, Fit.everyImage().withCovariance()).zca(1e-6)),
                PLAIN.normalize(PLAIN.fit(folder).featurewiseStd()),
                PLAIN.colorMode(ColorMode.GRAYSCALE)
                        .background(new Rgb(1, 2, 3))
                        .reducingGap(0)
                        .pixelLimit(100_000)
                        .applyExifOrientation(false),
                PLAIN.resize(Resizing.padToAspectRatio(9).pillow(PillowFilter.LANCZOS)),
                PLAIN.resize(Resizing.cropToAspectRatio().tensorFlow(Interpolation.NEAREST)),
                PLAIN.minVisible(0.3),
                PLAIN.featureType(DataType.UINT8).dataFormat(DataFormat.NHWC).classMode(ClassMode.SPARSE),
                PLAIN.sampler(Sampler.classBalanced())
                        .shard(1, 2)
                        .onError(OnError.SKIP)
                        .logReports()
                        .batchMemory(BatchMemory.recycled(3))
                        .workers(3)
                        .prefetch(1),
                PLAIN.classWeights(ClassWeights.balanced(folder)),
                PLAIN.classMode(ClassMode.INPUT),
                PLAIN.sampler(Sampler.weighted(1, 2, 3, 0.1, 1 / 3.0, 0, 0, 1e-9, 1, 7)),
                PLAIN.sampler(Sampler.weighted(25, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})),
                PLAIN.resize(new RandomRows(0.4, true)),
                PLAIN.valueRange(0, 255).augment(Augmentation.sometimes(0.5, Augmentation.named("dim", DIM))));
    }

    @Test
    void theSameSettingsAndTheSameBatches() {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 5));
        for (ImagePipeline pipeline : pipelines(folder)) {
            String json = pipeline.toJson(JSON);
            ImagePipeline read = ImagePipeline.fromJson(json, JSON);
            assertThat(read.toJson(JSON)).isEqualTo(json).doesNotContain("io.github", "java.");
            try (ImageDataSetIterator expected =
                            pipeline.batchMemory(BatchMemory.fresh()).trainingFlow(folder);
                    ImageDataSetIterator flow =
                            read.batchMemory(BatchMemory.fresh()).trainingFlow(folder)) {
                assertThat(flow.state()).isEqualTo(expected.state());
                assertThat(TestImages.print(TestImages.rest(flow)))
                        .as(json)
                        .isEqualTo(TestImages.print(TestImages.rest(expected)));
            }
        }
    }

    @Test
    void everyClassModeIsReadAsItWasWritten() {
        for (ClassMode mode : List.of(
                ClassMode.CATEGORICAL,
                ClassMode.BINARY,
                ClassMode.MULTI_LABEL,
                ClassMode.RAW,
                ClassMode.raw(2, 3),
                ClassMode.NONE,
                ClassMode.MASK,
                ClassMode.BINARY_MASK,
                ClassMode.yolo(3, 4),
                ClassMode.boxes(5),
                ClassMode.keypoints(6),
                ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.raw(2), ClassMode.yolo(1, 2)))) {
            String json = PLAIN.classMode(mode).toJson();
            assertThat(ImagePipeline.fromJson(json).toJson()).isEqualTo(json);
            assertThat(json).isNotEqualTo(PLAIN.classMode(ClassMode.SPARSE).toJson());
        }
    }

    @Test
    void whatHasNoNameIsRefusedWithTheCure() {
        assertThatThrownBy(() -> PLAIN.augment(DIM).toJson(JSON)).hasMessageContaining("Augmentation.named(");
        assertThatThrownBy(
                        () -> PLAIN.sampler(Sampler.weighted(1, 2).shard(0, 2)).toJson())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set your own with sampler(...) after reading");
        assertThatThrownBy(() -> PLAIN.resize((image, height, width, random) -> {
                            throw new AssertionError();
                        })
                        .toJson())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the size policy a function cannot be written as JSON: make it a record,"
                        + " MyPolicy(...) implements SizePolicy, and write and read it with"
                        + " AugmentationJson.standard().withSizePolicy(MyPolicy.class)");
        assertThatThrownBy(() -> PLAIN.resize(new RandomRows(1, false)).toJson())
                .hasMessage(RandomRows.class.getName() + " is not a known type: write and read it with"
                        + " AugmentationJson.standard().withSizePolicy(RandomRows.class)");
        String rows = PLAIN.resize(new RandomRows(1, false)).toJson(JSON);
        assertThatThrownBy(() -> ImagePipeline.fromJson(rows))
                .hasMessageContaining("there is no size policy \"randomRows\"; known are ");
        String named = PLAIN.augment(Augmentation.named("dim", DIM)).toJson(JSON);
        assertThatThrownBy(() -> ImagePipeline.fromJson(named)).hasMessageContaining("there is no function \"dim\"");
    }

    @Test
    void whatIsNotKnownOrOutOfRangeIsRefused() {
        String json = PLAIN.toJson();
        assertRefused(
                json.replace("\"version\" : 1", "\"version\" : 2"),
                "the pipeline has version 2 but this library reads 1 to 1");
        assertRefused("{}", "the pipeline has version none");
        assertRefused("nonsense", "not the JSON of a pipeline");
        assertRefused(json.replace("\"seed\"", "\"sead\""), "pipelineRecipe has no property \"sead\"");
        assertRefused(json.replace("\"batchSize\" : 4", "\"batchSize\" : 0"), "batchSize must be positive but was 0");
        assertRefused(json.replace("\"FLOAT\"", "\"DOUBLE\""), "featureType must be FLOAT or UINT8 but was DOUBLE");
        assertRefused(json.replace("\"shuffled\"", "\"sorted\""), "there is no sampler \"sorted\"");
        assertRefused(
                json.replace("\"categorical\"", "\"categories\""), "classMode must have a \"type\" of categorical");
        assertRefused(json.replace("\"NCHW\"", "null"), "dataFormat must be one of");
        assertRefused(json.replace("\"resizing\"", "7"), "a size policy must be an object with the property \"type\"");
        assertRefused(json.replace("\"shuffled\"", "\"weighted\""), "sampleWeights go together");
        assertRefused(json.replace("\"minVisible\" : 0.1", "\"minVisible\" : 2"), "minVisible, the share that");
        String weighted = PLAIN.sampler(Sampler.weighted(1, 2.5)).toJson();
        assertRefused(weighted.replace("\"weighted\"", "\"shuffled\""), "sampleWeights go together");
        assertRefused(weighted.replace("2.5", "-2.5"), "weights must be finite and not negative but weight 1 is -2.5");
        assertRefused(weighted.replace("2.5", "\"2.5\""), "weights must be a number but was \"2.5\"");
    }

    @Test
    void aFileOfBeforeThereWasMinVisibleHasItsDefault() {
        String json = PLAIN.toJson();
        String older = json.replaceFirst("\\s*\"minVisible\" : 0.1,", "");
        assertThat(older).isNotEqualTo(json);
        assertThat(ImagePipeline.fromJson(older).toJson()).isEqualTo(json);
    }

    @Test
    void theWeightsOfASamplerAreNumbers() {
        String json = PLAIN.sampler(Sampler.weighted(3, new double[] {1, 2.5})).toJson();
        assertThat(json.replaceAll("\\s", ""))
                .contains("\"sampler\":\"weighted\",\"sampleWeights\":{\"samples\":3,\"weights\":[1.0,2.5]}");
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> ImagePipeline.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
