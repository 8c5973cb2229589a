package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** What {@code saveToDir} writes. */
class SavedPicturesTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    private static ImageArrays images(int channels) {
        return ImageArrays.of(IntStream.range(0, 5)
                        .mapToObj(i -> TestImages.image(4, 6, channels, i))
                        .toList())
                .labels(ClassIndex.numbered(2), 0, 1, 0, 1, 0);
    }

    private List<Path> saved() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("new/pictures"))) {
            return files.sorted().toList();
        }
    }

    private static Image read(Path file) throws IOException {
        return Image.of(ImageIO.read(file.toFile()));
    }

    private FlowFromArrays flow(ImageDataGeneratorBuilder builder, int channels) {
        return builder.build().flow(images(channels)).batchSize(2);
    }

    @Test
    void picturesAreThePixelsThatWereRescaledWhereasKerasStretchesThem() throws IOException {
        for (int channels : new int[] {1, 3, 4}) {
            for (DataFormat format : DataFormat.values()) {
                ImageDataGeneratorBuilder builder =
                        ImageDataGenerator.builder().rescale(1 / 255.0).dataFormat(format);
                try (KerasIterator flow = flow(builder, channels)
                        .saveToDir(folder.resolve("new/pictures"), "p", "png")
                        .build()) {
                    assertThat(TestImages.rest(flow)).hasSize(3);
                }
                List<Path> files = saved();
                assertThat(files).hasSize(5);
                for (int i = 0; i < 5; i++) {
                    assertThat(files.get(i).getFileName().toString()).matches("p_" + i + "_\\d+\\.png");
                    assertThat(read(files.get(i))).isEqualTo(TestImages.image(4, 6, channels, i));
                }
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
        float[] dark = {0, 10, 20, 30, 40, 50};
        PictureValues.stretched(Compatibility.KERAS_3).toPixels(dark);
        assertThat(dark).containsExactly(0, 51, 102, 153, 204, 255);
    }

    @Test
    void noEpochOverwritesThePicturesOfAnother() throws IOException {
        try (KerasIterator flow = flow(ImageDataGenerator.builder().rotationRange(90), 3)
                .saveToDir(folder.resolve("new/pictures"))
                .build()) {
            for (int epoch = 0; epoch < 4; epoch++) {
                assertThat(TestImages.rest(flow)).hasSize(3);
                flow.reset();
            }
        }
        assertThat(saved())
                .hasSize(20)
                .allMatch(file -> file.getFileName().toString().matches("_\\d_\\d+\\.png"));
    }

    @Test
    void partsOfBatchesAreSavedUnderTheirOwnNames() throws IOException {
        try (KerasIterator flow = flow(ImageDataGenerator.builder(), 3)
                .saveToDir(folder.resolve("new/pictures"), "", "bmp")
                .build()) {
            assertThat(flow.next(3).numExamples()).isEqualTo(3);
            assertThat(flow.next(1).numExamples()).isEqualTo(1);
            assertThat(flow.next(9).numExamples()).isEqualTo(1);
        }
        List<Path> files = saved();
        for (int i = 0; i < 5; i++) {
            assertThat(read(files.get(i))).isEqualTo(TestImages.image(4, 6, 3, i));
        }
    }

    @Test
    void featurewiseNormalisationIsUndoneInThePictures() throws IOException {
        for (int channels : new int[] {1, 3, 4}) {
            for (DataFormat format : DataFormat.values()) {
                for (boolean std : new boolean[] {false, true}) {
                    ImageDataGenerator fitted = ImageDataGenerator.builder()
                            .rescale(1 / 255.0)
                            .dataFormat(format)
                            .featurewiseCenter(true)
                            .featurewiseStdNormalization(std)
                            .build()
                            .fit(images(channels));
                    try (KerasIterator flow = fitted.flow(images(channels))
                            .saveToDir(folder.resolve("new/pictures"))
                            .build()) {
                        assertThat(flow.next().getFeatures().minNumber().doubleValue())
                                .isNegative();
                    }
                    List<Path> files = saved();
                    assertThat(files).hasSize(5);
                    for (int i = 0; i < 5; i++) {
                        assertThat(read(files.get(i))).isEqualTo(TestImages.image(4, 6, channels, i));
                        Files.delete(files.get(i));
                    }
                }
            }
        }
    }

    @Test
    void whatCannotBeUndoneIsStretched() throws IOException {
        ImageArrays dim = ImageArrays.of(IntStream.range(0, 5)
                .mapToObj(i -> TestImages.image(4, 6, 3, i).map(value -> 60 + value / 4))
                .toList());
        for (ImageDataGeneratorBuilder builder : List.of(
                ImageDataGenerator.builder().samplewiseCenter(true),
                ImageDataGenerator.builder().samplewiseStdNormalization(true).featurewiseCenter(true),
                ImageDataGenerator.builder().zcaWhitening(true),
                ImageDataGenerator.builder().preprocessingFunction(image -> image.map(value -> value / 127.5f - 1)),
                ImageDataGenerator.builder().compatibility(Compatibility.KERAS_3))) {
            try (KerasIterator flow = builder.build()
                    .fit(dim)
                    .flow(dim)
                    .shuffle(false)
                    .saveToDir(folder.resolve("new/pictures"))
                    .build()) {
                assertThat(TestImages.rest(flow)).hasSize(1);
            }
            List<Path> files = saved();
            assertThat(files).hasSize(5);
            for (Path file : files) {
                assertThat(read(file).toBytes()).contains((byte) 0, (byte) 255);
                Files.delete(file);
            }
        }
    }

    @Test
    void floatImagesHaveTheirRange() throws IOException {
        ImageArrays halves = ImageArrays.of(List.of(Image.ofFloats(1, 3, 1, new float[] {0, 0.25f, 0.5f})));
        try (KerasIterator flow = ImageDataGenerator.builder()
                .rescale(2)
                .valueRange(0, 0.5)
                .build()
                .flow(halves)
                .saveToDir(folder.resolve("new/pictures"))
                .build()) {
            assertThat(TestImages.values(flow.next().getFeatures())).containsExactly(0, 0.5f, 1);
        }
        assertThat(read(saved().get(0)).toBytes()).containsExactly((byte) 0, (byte) 128, (byte) 255);
    }

    @Test
    void theOrderOfAnEpochIsFoundOnce() throws IOException {
        AtomicInteger plans = new AtomicInteger();
        Sampler counted = (samples, seed, epoch) -> {
            plans.incrementAndGet();
            return Sampler.shuffled().plan(samples, seed, epoch);
        };
        SavedPictures pictures = new SavedPictures(
                new SaveToDir(folder.resolve("new/pictures").toString(), "", "png"),
                PictureValues.stretched(Compatibility.AS_DOCUMENTED),
                ColorMode.GRAYSCALE,
                DataFormat.NHWC,
                images(1),
                counted,
                7);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (int first = 0; first < 5; first++) {
                pictures.save(Nd4j.rand(1, 4, 6, 1), epoch, first);
            }
        }
        assertThat(plans).hasValue(3);
        assertThat(saved()).hasSize(15);
    }

    @Test
    void blueGreenRedIsSavedInItsColours() throws IOException {
        Image red = Image.ofBytes(1, 1, 3, new byte[] {(byte) 200, 20, 10});
        Path file = folder.resolve("images/class0/red.png");
        BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xC8140A);
        Path unused = TestImages.write(file, TestImages.encoded("png", picture));
        try (KerasIterator flow = ImageDataGenerator.builder()
                .build()
                .flowFromDirectory(folder.resolve("images"))
                .targetSize(1, 1)
                .colorMode(ColorMode.BGR)
                .saveToDir(folder.resolve("new/pictures"))
                .build()) {
            assertThat(TestImages.values(flow.next().getFeatures())).containsExactly(10, 20, 200);
        }
        assertThat(read(saved().get(0))).isEqualTo(red);
    }

    @Test
    void onlyFormatsThatCanBeWrittenAreAccepted() {
        FlowFromArrays options = flow(ImageDataGenerator.builder(), 4);
        assertThatThrownBy(() -> options.saveToDir(folder, "", "webp"))
                .hasMessage("the format of saved pictures must be one of [png, jpg, jpeg, bmp] but was webp");
        assertThatThrownBy(() -> options.saveToDir(folder, "", "jpg").build())
                .hasMessage("pictures with alpha can be saved as png but not as jpg");
        assertThatThrownBy(options::buildMulti).hasMessageContaining("flows of one output only");
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        FlowFromArrays options = flow(ImageDataGenerator.builder(), 3);
        assertThatThrownBy(() -> options.saveToDir(file, "", "png"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("saveToDir must be a folder, or be free for one, but is a file: " + file);
    }

    @Test
    void stretchedPixelsAreThoseOfKeras() {
        for (JsonNode each : GoldenVectors.cases("array_to_img")) {
            if (!each.get("scale").asBoolean()) {
                continue;
            }
            Tensor input = GoldenVectors.tensor(each.get("input"));
            float[] values = input.values().clone();
            PictureValues.stretched(Goldens.variants(each).get(0)).toPixels(values);
            assertThat(values)
                    .as(each.get("id").asText())
                    .containsExactly(GoldenVectors.tensor(each.get("output")).values());
        }
    }
}
