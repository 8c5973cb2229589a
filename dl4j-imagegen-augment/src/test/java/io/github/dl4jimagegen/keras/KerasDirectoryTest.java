package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.source.ImageArrays;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;

/** Folders in Keras's modes against keras_preprocessing 1.1 and Keras 3 themselves: see make_directory_vectors.py. */
class KerasDirectoryTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    private static JsonNode vectors(Compatibility compatibility) {
        String name = compatibility == Compatibility.KERAS_3 ? "directory-keras3" : "directory";
        try (InputStream in = KerasDirectoryTest.class.getResourceAsStream("/keras/" + name + ".json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedImage picture(int number) {
        int height = 9 + number % 4;
        int width = 12 + number % 5;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int[] pixel = new int[3];
                for (int channel = 0; channel < 3; channel++) {
                    pixel[channel] = (number * 41 + row * 37 + column * 59 + channel * 83 + row * column * 11) % 256;
                }
                picture.getRaster().setPixel(column, row, pixel);
            }
        }
        return picture;
    }

    private static Path tree(Path root) {
        for (int number = 0; number < 11; number++) {
            String name = number < 5 ? "cat/" + number : "dog/" + (number - 5);
            Path unused = TestImages.write(root.resolve(name + ".png"), TestImages.encoded("png", picture(number)));
        }
        return root;
    }

    private static float[] floats(JsonNode array) {
        float[] result = new float[array.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) array.get(i).asDouble();
        }
        return result;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** What Keras shuffles or augments without labels are the features of INPUT. */
    private static ClassMode classMode(JsonNode each) {
        if (!each.get("class_mode").isNull()) {
            return ClassMode.SPARSE;
        }
        return each.get("args").has("shuffle") ? ClassMode.NONE : ClassMode.INPUT;
    }

    private static KerasIterator iterator(
            Compatibility compatibility, JsonNode each, Path images, Path pictures, int workers) {
        FlowFromDirectory options = Goldens.builder(each.get("config"))
                .compatibility(compatibility)
                .rescale(1 / 255.0)
                .validationSplit(0.3)
                .dataFormat(DataFormat.NHWC)
                .build()
                .flowFromDirectory(images)
                .targetSize(6, 7)
                .classMode(classMode(each))
                .batchSize(4)
                .seed(11)
                .workers(workers)
                .traversal(Traversal.valueOf(each.get("traversal").asText()));
        JsonNode args = each.get("args");
        if (args.has("subset")) {
            options.subset(Subset.valueOf(args.get("subset").asText().toUpperCase(Locale.ROOT)));
        }
        if (args.has("interpolation")) {
            options.interpolation(
                    PillowFilter.valueOf(args.get("interpolation").asText().toUpperCase(Locale.ROOT)));
        }
        if (args.has("shuffle")) {
            options.shuffle(args.get("shuffle").asBoolean());
        }
        if (args.has("classes")) {
            options.classes(texts(args.get("classes")).toArray(String[]::new));
        }
        return (each.get("saves").asBoolean() ? options.saveToDir(pictures, "p", "png") : options).build();
    }

    private static Stream<Compatibility> modes() {
        return Stream.of(Compatibility.KERAS_PREPROCESSING_1_1, Compatibility.KERAS_3);
    }

    @TestFactory
    Stream<DynamicTest> filesOrderPixelsLabelsAndSavedPicturesAreThoseOfThePythonProgram() {
        Path images = tree(folder.resolve("images"));
        return modes().flatMap(mode -> StreamSupport.stream(
                        vectors(mode).get("flows").spliterator(), false)
                .map(each ->
                        DynamicTest.dynamicTest(mode + " " + each.get("name").asText(), () -> {
                            Path pictures = folder.resolve("pictures of " + mode + " "
                                    + each.get("name").asText());
                            for (int workers : new int[] {2, 0}) {
                                try (KerasIterator iterator = iterator(mode, each, images, pictures, workers)) {
                                    assertThat(iterator.fileNames()).isEqualTo(texts(each.get("filenames")));
                                    assertThat(iterator.samples())
                                            .isEqualTo(iterator.fileNames().size());
                                    for (JsonNode epoch : each.get("epochs")) {
                                        assertEpoch(epoch, TestImages.rest(iterator), classMode(each));
                                        iterator.reset();
                                    }
                                }
                            }
                            assertSaved(each.get("saved"), pictures);
                        })));
    }

    private static void assertEpoch(JsonNode expected, List<DataSet> batches, ClassMode mode) {
        List<float[]> images = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (DataSet batch : batches) {
            for (int row = 0; row < batch.numExamples(); row++) {
                images.add(TestImages.values(batch.getFeatures().slice(row)));
                if (mode.equals(ClassMode.SPARSE)) {
                    labels.add(batch.getLabels().getInt(row, 0));
                }
            }
        }
        assertThat(labels)
                .isEqualTo(StreamSupport.stream(expected.get("labels").spliterator(), false)
                        .map(JsonNode::asInt)
                        .toList());
        assertThat(images).hasSize(expected.get("images").size());
        for (int i = 0; i < images.size(); i++) {
            assertThat(images.get(i))
                    .as("image %s", i)
                    .containsExactly(floats(expected.get("images").get(i)), within(1e-5f));
        }
    }

    /** Names to the letter; pixels, where a fraction is cut off, up to one level. */
    private static void assertSaved(JsonNode expected, Path pictures) throws IOException {
        List<String> names = new ArrayList<>();
        expected.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            assertThat(pictures).doesNotExist();
            return;
        }
        try (Stream<Path> files = Files.list(pictures)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
        for (String name : names) {
            Image saved = Image.of(ImageIO.read(pictures.resolve(name).toFile()));
            assertThat(saved.toFloats()).as(name).containsExactly(floats(expected.get(name)), within(1f));
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void statisticsOfImagesAndOfAugmentedImagesAreKeras(Compatibility compatibility) {
        List<Image> images = IntStream.range(0, 6)
                .mapToObj(i -> Image.of(picture(4 * i).getSubimage(0, 0, 9, 8)))
                .toList();
        for (JsonNode each : vectors(compatibility).get("fits")) {
            JsonNode args = each.get("args");
            ImageDataGenerator fitted = Goldens.builder(each.get("config"))
                    .compatibility(compatibility)
                    .rescale(1 / 255.0)
                    .featurewiseStdNormalization(true)
                    .build()
                    .fit(
                            ImageArrays.of(images),
                            args.has("augment"),
                            args.path("rounds").asInt(1),
                            args.path("seed").asLong());
            for (int channel = 0; channel < 3; channel++) {
                assertThat(fitted.mean().get(channel))
                        .isCloseTo(each.get("mean").get(channel).asDouble(), within(1e-3));
                assertThat(fitted.std().get(channel))
                        .isCloseTo(each.get("std").get(channel).asDouble(), within(1e-3));
            }
        }
    }
}
