package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.checkpoint.Checkpoint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagegenTest {

    @RegisterExtension
    final Console console = new Console();

    @Test
    void trainsOnAColourFolderAndPrintsTheAccuracyLast(@TempDir Path folder) throws IOException {
        twoColours(folder);

        int code = Imagegen.run(
                "train",
                folder.toString(),
                "--size",
                "16x12",
                "--epochs",
                "12",
                "--batch",
                "8",
                "--flip",
                "--rotation",
                "10");

        List<String> lines = console.printed().lines().toList();
        assertThat(console.complained()).doesNotContain("imagegen:");
        assertThat(code).isZero();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("validation accuracy: 1.000");
    }

    @Test
    void goesOnFromACheckpoint(@TempDir Path folder, @TempDir Path models) throws IOException {
        twoColours(folder);
        Path checkpoint = models.resolve("checkpoint.zip");
        String[] command = {
            "train",
            folder.toString(),
            "--size",
            "16x12",
            "--batch",
            "8",
            "--checkpoint",
            checkpoint.toString(),
            "--epochs",
            "2"
        };
        assertThat(Imagegen.run(command)).isZero();
        assertThat(Checkpoint.state(checkpoint).epoch()).isEqualTo(1);

        command[command.length - 1] = "3";
        assertThat(Imagegen.run(command)).isZero();
        assertThat(console.printed()).contains("2 epochs and 0 images are done");
        assertThat(Checkpoint.state(checkpoint).epoch()).isEqualTo(2);
        assertThat(MultiLayerNetwork.load(checkpoint.toFile(), true).getEpochCount())
                .isEqualTo(3);

        assertThat(Imagegen.run("train", folder.toString(), "--seed", "1", "--checkpoint", checkpoint.toString()))
                .isEqualTo(2);
        assertThat(console.complained()).contains("the state does not suit the iterator");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train /no/such/folder | imagegen: no such folder: /no/such/folder",
                "train --size 64           | a size is WIDTHxHEIGHT, such as 64x48, but was \"64\"",
                "train --batch 0           | imagegen: batchSize must be positive but was 0",
                "train --epochs 0          | imagegen: --epochs must be positive but was 0",
                "train --validation 1      | the validation share must lie strictly between 0 and 1 but was 1.0",
                "train --colour            | imagegen: Unknown option: '--colour'",
                "train --save /no/such/folder/a.zip | imagegen: --save: no such folder: /no/such/folder",
                "train --save /            | imagegen: --save",
                "predict                   | imagegen: Missing required parameters: 'MODEL', 'IMAGE'",
                "predict model.zip         | imagegen: Missing required parameter: 'IMAGE'",
                "predict /no/model.zip a.png | imagegen: no such file: /no/model.zip",
                "fly                       | imagegen: no such sub-command: fly; there are train, predict",
            })
    void wrongInputIsOneSentenceAndAnExitCode(String command, String sentence) {
        int code = Imagegen.run(command.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(console.complained().lines()).singleElement().asString().contains(sentence);
    }

    /** Red and blue pictures with noise, 20 of each. */
    @Test
    void aTrainingIsSavedBeforeAnythingElseCanFail(@TempDir Path folder, @TempDir Path models) throws IOException {
        twoColours(folder);
        Path bad;
        try (Stream<Path> files = Files.list(folder.resolve("red"))) {
            bad = files.sorted().findFirst().orElseThrow(); // the first ones of each class are for validation
        }
        byte[] good = Files.readAllBytes(bad);
        Files.write(bad, Arrays.copyOf(good, good.length / 2));
        Path model = models.resolve("model.zip");
        String[] train = {"train", folder.toString(), "--size", "16x12", "--epochs", "1", "--save", model.toString()};

        assertThat(Imagegen.run(train)).isEqualTo(2);
        assertThat(console.complained()).contains("imagegen: cannot decode red/");
        assertThat(Imagegen.run(
                        "predict", model.toString(), folder.resolve("blue").toString()))
                .isZero();

        String[] skipping = Arrays.copyOf(train, train.length + 2);
        skipping[train.length] = "--on-error";
        skipping[train.length + 1] = "skip";
        assertThat(Imagegen.run(skipping)).isZero();

        assertThat(Imagegen.run(
                        "verify",
                        folder.toString(),
                        "--csv",
                        models.resolve("found.csv").toString()))
                .isEqualTo(1);
        assertThat(console.printed().lines())
                .anyMatch(line -> line.startsWith("  red/" + bad.getFileName() + ": "))
                .anyMatch(line -> line.startsWith("40 images: 1 with problems"));
        assertThat(models.resolve("found.csv"))
                .content()
                .contains(bad.getFileName().toString());
    }

    static void twoColours(Path folder) throws IOException {
        for (String name : List.of("blue", "red")) {
            Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < 20; i++) {
                BufferedImage image = new BufferedImage(20, 14, BufferedImage.TYPE_INT_RGB);
                for (int y = 0; y < 14; y++) {
                    for (int x = 0; x < 20; x++) {
                        int noise = (x * 31 + y * 17 + i * 7) % 60;
                        image.setRGB(
                                x, y, name.equals("red") ? (200 - noise) << 16 | noise : noise << 16 | 200 - noise);
                    }
                }
                ImageIO.write(
                        image, "png", folder.resolve(name).resolve(i + ".png").toFile());
            }
        }
    }
}
