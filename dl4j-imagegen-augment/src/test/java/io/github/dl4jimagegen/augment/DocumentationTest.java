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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation says what is so. */
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

    /** Returns the names of all packages of the code below the root package. */
    private static List<String> packages() throws IOException {
        Pattern name = Pattern.compile("^package io\\.github\\.dl4jimagegen\\.(.*);", Pattern.MULTILINE);
        Path sources = Path.of("src/main/java/io/github/dl4jimagegen");
        try (Stream<Path> files = Files.find(Path.of(".."), 20, (file, is) -> file.endsWith("package-info.java"))) {
            return files.filter(file -> file.toString().contains(sources.toString()))
                    .flatMap(file -> name.matcher(text(file)).results())
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    @Test
    void everyPackageIsInTheArchitecture() throws IOException {
        String text = text(Path.of("../ARCHITECTURE.md"));
        int from = text.indexOf("## Packages");
        String section = text.substring(from, text.indexOf("\n## ", from));
        assertThat(packages())
                .contains("cache", "keras", "augment.mix", "examples")
                .allSatisfy(name -> assertThat(section).contains("`" + name + "`"));
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
