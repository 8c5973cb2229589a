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
        assertThat(lines)
                .filteredOn(line -> line.matches(
                        "epoch \\d+/12: loss \\d\\.\\d{3}, validation accuracy [01]\\.\\d{3}, [\\d,]+ images/s"))
                .hasSize(12)
                .last()
                .asString()
                .contains("validation accuracy 1.000");
    }

    @Test
    void aLogHasNoProgressBars(@TempDir Path folder) throws IOException {
        twoColours(folder);

        assertThat(Imagegen.run("train", folder.toString(), "--epochs", "1")).isZero();

        assertThat(console.printed() + console.complained())
                .contains("epoch 1/1: loss")
                .doesNotContain("\r");
    }

    @Test
    void withoutASubCommandThereIsTheUsage() {
        assertThat(Imagegen.run()).isEqualTo(2);

        assertThat(console.complained())
                .contains("Usage: imagegen", "train", "predict", "preview", "verify", "bench", "search");
        assertThat(console.printed()).isEmpty();
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
                "train --batch 0           | option '--batch': must be a positive whole number but was \"0\"",
                "train --batch 1.5         | option '--batch': must be a positive whole number but was \"1.5\"",
                "train --epochs 0          | option '--epochs': must be a positive whole number but was \"0\"",
                "train --workers -2        | option '--workers': must be 0 or a positive whole number but was \"-2\"",
                "train --validation 20     | option '--validation': must lie between 0 and 1, such as 0.2 for a fifth, but",
                "train --validation a      | option '--validation': must lie between 0 and 1",
                "train --learning-rate 0   | option '--learning-rate': must be a positive number but was \"0\"",
                "train --rotation 200      | option '--rotation': must be degrees from 0 to 180 but was \"200\"",
                "verify . --validation 1   | option '--validation': must lie between 0 and 1",
                "search --out a --epochs 0 | option '--epochs': must be a positive whole number",
                "search --out a --sizes 8,0 | option '--sizes' (PIXELS): must be a positive whole number but was \"0\"",
                "search --out a --judge -1 | option '--judge': must be 0 or a positive whole number",
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
        assertThat(console.complained()).contains("imagegen: cannot decode red/", "--on-error skip");
        assertThat(Imagegen.run(
                        "predict", model.toString(), folder.resolve("blue").toString()))
                .isZero();

        String out = models.resolve("out").toString();
        String[] bench = {"bench", folder.toString(), "--size", "16x12", "--rounds", "1", "--warm-up", "0"};
        String[] search = {
            "search",
            folder.toString(),
            "--sizes",
            "12",
            "--candidates",
            "1",
            "--epochs",
            "1",
            "--judge",
            "1",
            "--out",
            out
        };
        for (String[] command : List.of(train, bench, search)) {
            String[] skipping = Arrays.copyOf(command, command.length + 2);
            skipping[command.length] = "--on-error";
            skipping[command.length + 1] = "skip";
            assertThat(Imagegen.run(skipping)).as(command[0]).isZero();
        }

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
