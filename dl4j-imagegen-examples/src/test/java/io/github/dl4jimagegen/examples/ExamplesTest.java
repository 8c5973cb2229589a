package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The example programs, with little data. */
class ExamplesTest {

    @RegisterExtension
    final Console console = new Console();

    @Test
    void theGeneratorIsAskedForAfreshEachEpoch() {
        assertThat(Example01FromGenerator.train(100)).isEqualTo(2 * 4);
    }

    @Test
    void theRotatedGeneratorYieldsAsManyBatches() {
        assertThat(Example03CustomRotation.train(100)).isEqualTo(2 * 4);
    }

    @Test
    void theFlowFromADirectoryLearnsToTellShoesFromTrousers(@TempDir Path shipped, @TempDir Path two)
            throws IOException {
        ShippedImages.unpackInto(shipped);
        for (String name : List.of("sneaker", "trouser")) {
            Files.move(shipped.resolve(name), two.resolve(name));
        }
        assertThat(Example02FlowFromDirectory.train(two, 2)).isGreaterThan(0.95);
    }

    @Test
    void theSameNetworkIsTrainedWithAndWithoutAugmentation(@TempDir Path shipped, @TempDir Path two)
            throws IOException {
        ShippedImages.unpackInto(shipped);
        for (String name : List.of("sneaker", "trouser")) {
            Files.move(shipped.resolve(name), two.resolve(name));
        }
        Example04DoesAugmentationHelp.compare(two, 1, 2);
        assertThat(console.printed().lines())
                .anyMatch(line -> line.matches("seed 2: test accuracy \\S+ without, \\S+ with augmentation"))
                .anyMatch(line -> line.matches("difference -?[01]\\.\\d{4} \\+- [01]\\.\\d{4}"));
    }

    @Test
    void theShippedImagesAreBalanced(@TempDir Path folder) throws IOException {
        ImageFolder images = ImageFolder.of(ShippedImages.unpackInto(folder));

        assertThat(images.size()).isEqualTo(2_420);
        assertThat(images.classes().size()).isEqualTo(10);
        try (Stream<Path> classes = Files.list(folder)) {
            for (Path each : classes.toList()) {
                try (Stream<Path> files = Files.list(each)) {
                    assertThat(files.count()).isEqualTo(242);
                }
            }
        }
    }
}
