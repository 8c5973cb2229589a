package io.github.dl4jimagegen;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Rgb;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.statistics.Normalization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** A pipeline is a value. */
class PipelineEqualityTest {

    private static final ImagePipeline PLAIN = ImagePipeline.targetSize(24, 32);
    private static final GeometricAugmentation TILT = (shape, random) -> Warp.rotation(shape, random.nextDouble(9));
    private static final PreprocessingFunction INK = PreprocessingFunction.named("ink", image -> image);
    private static final AugmentationJson JSON =
            AugmentationJson.standard().with("tilt", TILT).with("ink", INK).withMixing(Nothing.class);

    /** Mixes nothing. */
    record Nothing() implements Mixing {
        @Override
        public List<Mix> draw(int rows, ImageShape shape, SampleRandom random) {
            return List.of();
        }
    }

    /** Every method that sets something, by its name. The values are made anew at each call. */
    private static final Map<String, UnaryOperator<ImagePipeline>> SETTINGS = Map.ofEntries(
            Map.entry("colorMode", p -> p.colorMode(ColorMode.GRAYSCALE)),
            Map.entry("resize", p -> p.resize(Resizing.cropToAspectRatio())),
            Map.entry("applyExifOrientation", p -> p.applyExifOrientation(false)),
            Map.entry("pixelLimit", p -> p.pixelLimit(1_000)),
            Map.entry("reducingGap", p -> p.reducingGap(3)),
            Map.entry("background", p -> p.background(new Rgb(1, 2, 3))),
            Map.entry("rescale", p -> p.rescale(1 / 255.0)),
            Map.entry("normalize", p -> p.normalize(Normalization.samplewiseStd())),
            Map.entry("batchSize", p -> p.batchSize(7)),
            Map.entry("classMode", p -> p.classMode(ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.RAW))),
            Map.entry("minVisible", p -> p.minVisible(0.5)),
            Map.entry("labelSmoothing", p -> p.labelSmoothing(0.1)),
            Map.entry("dataFormat", p -> p.dataFormat(DataFormat.NHWC)),
            Map.entry("seed", p -> p.seed(1L << 40)),
            Map.entry("workers", p -> p.workers(3)),
            Map.entry("prefetch", p -> p.prefetch(5)),
            Map.entry("featureType", p -> p.featureType(DataType.UINT8)),
            Map.entry("batchMemory", p -> p.batchMemory(BatchMemory.recycled(2))),
            Map.entry("sampler", p -> p.sampler(Sampler.weighted(0.25, 0.75))),
            Map.entry("shard", p -> p.shard(1, 3)),
            Map.entry("onError", p -> p.onError(OnError.SKIP)),
            Map.entry(
                    "classWeights",
                    p -> p.classWeights(ClassWeights.of(ClassIndex.of("cat", "dog"), Map.of("cat", 1.0, "dog", 2.5)))),
            Map.entry("logReports", p -> p.logReports()),
            Map.entry("valueRange", p -> p.valueRange(0, 1)),
            Map.entry("augment", p -> p.augment(Augmentation.sometimes(0.5, Augmentation.named("tilt", TILT)))),
            Map.entry("mix", p -> p.mix(Mixing.sometimes(0.5, new Nothing()))),
            Map.entry("mosaic", p -> p.mosaic(new Mosaic(0.5, Range.of(0.2, 0.8)))),
            Map.entry("cache", p -> p.cache(DecodedCache.inMemory(1L << 30))),
            Map.entry("preprocessingFunction", p -> p.preprocessingFunction(INK)));

    private static UnaryOperator<ImagePipeline> setting(String name) {
        return requireNonNull(SETTINGS.get(name));
    }

    static Set<String> settings() {
        return SETTINGS.keySet();
    }

    @Test
    void everySettingIsTried() {
        Set<String> setters = Arrays.stream(ImagePipeline.class.getMethods())
                .filter(method -> method.getReturnType() == ImagePipeline.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(settings()).isEqualTo(setters);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void pipelinesOfTheSameSettingsAreEqualAndOthersAreNot(String name) throws Exception {
        UnaryOperator<ImagePipeline> setting = setting(name);
        ImagePipeline set = setting.apply(PLAIN);

        assertThat(setting.apply(ImagePipeline.targetSize(24, 32)))
                .isEqualTo(set)
                .hasSameHashCodeAs(set);
        assertThat(set).isNotEqualTo(PLAIN);
        List<ImagePipeline> others = SETTINGS.entrySet().stream()
                .filter(other -> !other.getKey().equals(name))
                .map(other -> other.getValue().apply(PLAIN))
                .toList();
        assertThat(others).doesNotContain(set);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aPipelineReadFromJsonEqualsWhatWasWritten(String name) {
        ImagePipeline set = setting(name).apply(PLAIN);

        assertThat(ImagePipeline.fromJson(set.toJson(JSON), JSON))
                .isEqualTo(set)
                .hasSameHashCodeAs(set);
    }

    @Test
    void aSerialisedCopyIsEqual() throws IOException, ClassNotFoundException {
        ImagePipeline pipeline =
                setting("sampler").apply(setting("classWeights").apply(PLAIN));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(pipeline);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(pipeline);
        }
    }

    @Test
    void theSizeIsPartOfTheValue() {
        assertThat(ImagePipeline.targetSize(32, 24)).isNotEqualTo(PLAIN);
        assertThat((Object) PLAIN).isNotEqualTo("24x32");
    }

    /** Whether two of them do the same cannot be known. */
    @Test
    void aLambdaEqualsItselfOnly() {
        GeometricAugmentation other = (shape, random) -> Warp.rotation(shape, random.nextDouble(9));
        assertThat(PLAIN.augment(TILT)).isEqualTo(PLAIN.augment(TILT)).isNotEqualTo(PLAIN.augment(other));
    }
}
