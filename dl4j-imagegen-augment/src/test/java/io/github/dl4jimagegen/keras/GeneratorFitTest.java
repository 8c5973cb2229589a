package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.source.ImageArchive;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fit} takes images from anywhere, and Keras's parameters. */
class GeneratorFitTest {

    private static final int IMAGES = 6;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    private final List<Image> images = new ArrayList<>();

    private static ImageDataGeneratorBuilder builder() {
        return ImageDataGenerator.builder().rescale(1 / 255.0).featurewiseStdNormalization(true);
    }

    private static ImageDataGenerator augmenting() {
        return builder().channelShiftRange(80).build();
    }

    private Path file(int index) {
        return folder.resolve("photos").resolve(index % 2 == 0 ? "cat" : "dog").resolve(index + ".png");
    }

    @BeforeEach
    void writeImages() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
            for (int pixel = 0; pixel < 64; pixel++) {
                picture.setRGB(pixel % 8, pixel / 8, (pixel * 3) << 16 | (40 * i) << 8 | (pixel + 20 * i));
            }
            images.add(Image.of(picture));
            var unused = Files.createDirectories(file(i).getParent());
            assertThat(ImageIO.write(picture, "png", file(i).toFile())).isTrue();
        }
    }

    private ImageArchive archive() throws IOException {
        Path zip = folder.resolve("photos.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (int i = 0; i < IMAGES; i++) {
                entries.putNextEntry(new ZipEntry(
                        folder.resolve("photos").relativize(file(i)).toString()));
                entries.write(Files.readAllBytes(file(i)));
            }
        }
        return ImageArchive.of(zip);
    }

    private static void assertSameStatistics(ImageDataGenerator one, ImageDataGenerator other, double accuracy) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(one.mean().get(channel)).isCloseTo(other.mean().get(channel), within(accuracy));
            assertThat(one.std().get(channel)).isCloseTo(other.std().get(channel), within(accuracy));
        }
    }

    @Test
    void theStatisticsAreTheSameWhereverTheImagesComeFrom() throws IOException {
        ImageDataGenerator generator = builder().build();
        ImageArrays arrays = ImageArrays.of(images);
        ImageDataGenerator expected = generator.fit(arrays);
        assertThat(expected.mean().get(0)).isCloseTo(31.5 * 3 / 255, within(1e-6));
        assertSameStatistics(generator.flow(arrays).fit(), expected, 1e-9);
        assertSameStatistics(generator.fit(arrays.view(new int[] {5, 4, 3, 2, 1, 0})), expected, 1e-9);
        Path photos = folder.resolve("photos");
        assertSameStatistics(
                generator.flowFromDirectory(photos).targetSize(8, 8).fit(), expected, 1e-9);
        for (ImageSource files : List.of(ImageFolder.of(photos), archive())) {
            assertSameStatistics(
                    generator.flowFromSource(files).targetSize(8, 8).fit(), expected, 1e-9);
            assertSameStatistics(generator.fit(files), expected, 0.02); // enlarged to 256 x 256
        }
    }

    @Test
    void augmentRoundsAndSeedAreKerass() {
        ImageDataGenerator generator = augmenting();
        ImageSource files = ImageFolder.of(folder.resolve("photos"));
        ImageDataGenerator fitted = generator.fit(files, true, 3, 7);
        assertThat(generator.fit(files, true, 3, 7).mean()).isEqualTo(fitted.mean());
        assertThat(generator.flowFromSource(files).seed(7).fit(true, 3).mean()).isEqualTo(fitted.mean());
        assertThat(generator.fit(files, true, 3, 8).mean()).isNotEqualTo(fitted.mean());
        assertThat(generator.fit(files, true, 2, 7).mean()).isNotEqualTo(fitted.mean());
        assertThat(generator.fit(files, false, 3, 7).mean())
                .isEqualTo(generator.fit(files).mean())
                .isNotEqualTo(fitted.mean());
    }

    @Test
    void whatCannotBeFittedOnIsRefused() {
        ImageArrays arrays = ImageArrays.of(images);
        assertThatThrownBy(() -> augmenting().fit(arrays, true, 0, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds must be at least 1 but were 0");
        assertThatThrownBy(() -> builder().build().fit(arrays, true, 1, 7))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("augment");
        assertThatThrownBy(() -> builder().build().fit(arrays.view()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there are no images to fit on");
    }

    @Test
    void aFirstFileThatIsGoneIsNamedByTheFit() throws IOException {
        ImageFolder photos = ImageFolder.of(folder.resolve("photos"));
        Files.delete(file(0));
        assertThatThrownBy(() -> builder().build().fit(photos)).hasMessageContaining("cat/0.png");
    }

    @Test
    void inKerasModesImagesThatNothingAugmentsAreMeasuredAsTheyAre() {
        ImageArrays arrays = ImageArrays.of(images);
        ImageDataGenerator keras =
                builder().compatibility(Compatibility.KERAS_3).build();
        assertSameStatistics(keras.fit(arrays, true, 2, 7), keras.fit(arrays), 1e-6);
    }
}
