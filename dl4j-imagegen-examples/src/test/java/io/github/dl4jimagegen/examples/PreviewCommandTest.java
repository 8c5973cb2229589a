package io.github.dl4jimagegen.examples;

import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImagePipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code imagegen preview} shows what {@code imagegen train} would train on. */
class PreviewCommandTest {

    @RegisterExtension
    final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path photos;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path pictures;

    @BeforeEach
    void photos() throws IOException {
        ImagegenTest.twoColours(photos);
    }

    private String complaint(String... command) {
        assertThat(Imagegen.run(command)).isEqualTo(2);
        return console.complained().strip();
    }

    @Test
    void writesThreeFilesAndPrintsWhereTheyAre() throws IOException {
        Path folder = pictures.resolve("of/photos");
        int code = Imagegen.run(
                "preview", photos.toString(), "--out", folder.toString(), "--size", "16x12", "--draws", "3");

        assertThat(code).isZero();
        List<Path> files =
                List.of(folder.resolve("draws.png"), folder.resolve("batch.png"), folder.resolve("index.html"));
        assertThat(console.printed().lines().toList())
                .endsWith(files.stream().map(Path::toString).toArray(String[]::new));
        assertThat(ImageIO.read(files.get(0).toFile()).getWidth()).isGreaterThan(3 * 128);
        assertThat(ImageIO.read(files.get(1).toFile()).getHeight()).isGreaterThan(4 * 96);
        assertThat(files.get(2))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("blue/0.png", "40 images of 2 classes");
    }

    @Test
    void aRecipeInAFileGivesThePicturesThatTheOptionsGive() throws IOException {
        ImagePipeline pipeline = ImagePipeline.targetSize(12, 16)
                .rescale(1 / 255.0)
                .batchSize(6)
                .augment(randomFlipHorizontal(), randomRotation(20));
        Path recipe = Files.writeString(pictures.resolve("recipe.json"), pipeline.toJson());
        Path first = pictures.resolve("first");
        Path second = pictures.resolve("second");
        String folder = photos.toString();
        assertThat(Imagegen.run("preview", folder, "--recipe", recipe.toString(), "--out", first.toString()))
                .isZero();
        String options = "--size 16x12 --batch 6 --flip --rotation 20 --out " + second;
        assertThat(Imagegen.run(("preview " + folder + " " + options).split(" ")))
                .isZero();

        for (String file : List.of("draws.png", "batch.png", "index.html")) {
            assertThat(first.resolve(file)).hasSameBinaryContentAs(second.resolve(file));
        }
    }

    @Test
    void aRecipeBesideOptionsThatItDecidesIsRefused() throws IOException {
        Path recipe = Files.writeString(
                pictures.resolve("recipe.json"),
                ImagePipeline.targetSize(12, 16).toJson());
        assertThat(complaint("preview", photos.toString(), "--recipe", recipe.toString(), "--flip"))
                .isEqualTo("imagegen: --recipe says how images are prepared, so that --flip must be left out");
    }

    @Test
    void anImageThatIsNotThereIsRefused() {
        assertThat(complaint("preview", photos.toString(), "--image", "40"))
                .isEqualTo("imagegen: --image must lie in [0, 40), one of the folder's images, but was 40");
    }

    @Test
    void noDrawsAreRefused() {
        assertThat(complaint("preview", photos.toString(), "--draws", "0", "--out", pictures.toString()))
                .isEqualTo(
                        "imagegen: Invalid value for option '--draws': must be a positive whole number but was \"0\"");
    }

    @Test
    void aFileIsNoPlaceForPictures() throws IOException {
        Path file = Files.createFile(pictures.resolve("file"));
        assertThat(complaint("preview", photos.toString(), "--out", file.toString()))
                .isEqualTo("imagegen: --out must be a folder but is a file: " + file);
    }
}
