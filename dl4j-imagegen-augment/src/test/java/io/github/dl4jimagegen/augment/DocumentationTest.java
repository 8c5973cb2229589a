package io.github.dl4jimagegen.augment;

import static io.github.dl4jimagegen.augment.Augmentations.randomZoom;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.json.AugmentationJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/augmentation.md says what is so. */
class DocumentationTest {

    private static final Path DOCS = Path.of("../docs");

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyFactoryOfTheCatalogueIsDocumented() throws IOException {
        String all;
        try (Stream<Path> files = Files.list(DOCS)) {
            all = files.filter(Files::isRegularFile)
                    .map(DocumentationTest::text)
                    .collect(Collectors.joining());
        }
        for (String factory : Catalogued.cased()) {
            assertThat(all.contains(factory + "(")).as(factory).isTrue();
        }
    }

    @Test
    void theJsonInTheDocumentationIsWhatIsWritten() {
        PhotometricAugmentation dim = (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1), 0);
        AugmentationJson json = AugmentationJson.standard().with("my-dim", dim);
        Augmentation shown = Augmentation.sequence(randomZoom(0.9, 1.1), Augmentation.named("my-dim", dim));
        String text = text(DOCS.resolve("augmentation.md"));
        int from = text.indexOf("```json\n") + "```json\n".length();
        String documented = text.substring(from, text.indexOf("```", from));
        assertThat(json.write(shown)).isEqualToNormalizingNewlines(documented.trim());
        assertThat(json.read(documented)).isEqualTo(shown);
    }
}
