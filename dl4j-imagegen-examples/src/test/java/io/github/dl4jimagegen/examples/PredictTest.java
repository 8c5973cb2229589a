package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.SavedPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network trained by one command on a part of the shipped images, and asked by another. */
class PredictTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path shared;

    @SuppressWarnings("NullAway") // set before all
    private static Path photos;

    @SuppressWarnings("NullAway") // as above
    private static Path model;

    @RegisterExtension
    final Console console = new Console();

    @BeforeAll
    static void train() throws IOException {
        Path shipped = ShippedImages.unpackInto(shared.resolve("shipped"));
        photos = Files.createDirectory(shared.resolve("photos"));
        for (String name : List.of("sneaker", "trouser")) {
            Files.move(shipped.resolve(name), photos.resolve(name));
        }
        model = shared.resolve("shoes.zip");
        assertThat(Imagegen.run(
                        "train",
                        photos.toString(),
                        "--color",
                        "grayscale",
                        "--epochs",
                        "1",
                        "--flip",
                        "--rotation",
                        "5",
                        "--save",
                        model.toString()))
                .isZero();
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(photos.resolve(name))) {
            return files.sorted().toList();
        }
    }

    private static int predict(Object... images) {
        return Imagegen.run(Stream.concat(Stream.of("predict", model), Arrays.stream(images))
                .map(Object::toString)
                .toArray(String[]::new));
    }

    /** Returns the lines of predictions, without what is logged. */
    private List<List<String>> predictions() {
        return console.printed()
                .lines()
                .filter(line -> line.contains("\t"))
                .map(line -> List.of(line.split("\t")))
                .toList();
    }

    @Test
    void theModelFileHoldsNetworkPipelineAndClasses() throws IOException {
        SavedPipeline saved = SavedPipeline.load(model);
        assertThat(saved.classes().names()).containsExactly("sneaker", "trouser");
        Path image = files("trouser").get(3);
        assertThat(predict(image)).isZero();

        INDArray output;
        try (ImagePreparer preparer = saved.pipeline().preparer()) {
            output = MultiLayerNetwork.load(model.toFile(), false).output(preparer.prepare(image));
        }
        assertThat(output.getDouble(0, 1)).isGreaterThan(0.5);
        assertThat(predictions())
                .containsExactly(List.of(
                        image.toString(), "trouser", String.format(Locale.ROOT, "%.3f", output.getDouble(0, 1))));
        assertThat(console.complained()).doesNotContain("imagegen:");
    }

    @Test
    void aFolderStandsForAllImagesBelowIt() throws IOException {
        Path first = files("trouser").get(0);
        assertThat(predict(first, photos)).isZero();

        List<List<String>> predictions = predictions();
        assertThat(predictions.stream().map(each -> each.get(0)))
                .startsWith(first.toString(), files("sneaker").get(0).toString())
                .hasSize(1 + 2 * 242);
        assertThat(predictions)
                .allSatisfy(each -> assertThat(Double.parseDouble(each.get(2))).isBetween(0.5, 1.0));
        long right = predictions.stream()
                .filter(each -> each.get(0).contains(each.get(1)))
                .count();
        assertThat(right).isGreaterThan(460);
    }

    @Test
    void imagesThatCannotBeReadAreReportedAndCounted(@TempDir Path folder) throws IOException {
        Path good = files("sneaker").get(0);
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        byte[] bytes = Files.readAllBytes(good);
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        Path none = folder.resolve("none.png");

        assertThat(predict(text, good, cut, none)).isEqualTo(1);
        assertThat(predictions()).hasSize(1);
        assertThat(predictions().get(0)).startsWith(good.toString(), "sneaker");
        List<String> lines = console.complained()
                .lines()
                .filter(line -> line.startsWith("imagegen:"))
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains(text.toString());
        assertThat(lines.get(1)).contains(cut.toString());
        assertThat(lines.get(2)).contains(none.toString(), "there is no such file", "current folder");
        assertThat(lines.get(3)).isEqualTo("imagegen: 3 of 4 images could not be read");

        assertThat(predict(none, none)).isEqualTo(2);
        assertThat(console.complained()).contains("2 of 2 images could not be read");
    }

    @Test
    void aModelWithoutPipelineIsRefused(@TempDir Path folder) throws IOException {
        Path plain = folder.resolve("plain.zip");
        Networks.small(12, 12, 1, 2, 0.01, 1).save(plain.toFile());
        assertThat(Imagegen.run("predict", plain.toString(), "a.png")).isEqualTo(2);
        assertThat(console.complained()).contains("SavedPipeline.save");
        assertThat(predict(folder)).isEqualTo(2);
        assertThat(console.complained()).contains("imagegen: no images under " + folder);
    }

    @Test
    void helpTellsTheExitCodes() {
        assertThat(Imagegen.run("predict", "--help")).isZero();
        assertThat(console.printed()).contains("MODEL IMAGE...", "Exit codes:", "1   some images could not be read");
        assertThat(Imagegen.run("train", "--help")).isZero();
        assertThat(console.printed()).contains("[FOLDER]", "--save=FILE");
    }
}
