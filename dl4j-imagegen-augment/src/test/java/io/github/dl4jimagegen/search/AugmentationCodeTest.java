package io.github.dl4jimagegen.search;

import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.augment.AugmentationCase;
import io.github.dl4jimagegen.augment.AugmentationCases;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.json.AugmentationJson;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Augmentations as Java, which a Java compiler takes back. */
public class AugmentationCodeTest {

    private static final String IMPORTS = """
            import io.github.dl4jimagegen.augment.geometric.*;
            import io.github.dl4jimagegen.augment.mix.*;
            import io.github.dl4jimagegen.augment.photometric.*;
            import io.github.dl4jimagegen.augment.policy.*;
            import io.github.dl4jimagegen.image.*;
            import java.util.List;
            """;

    /** A function of one's own: the code names it as a variable. */
    public static final Augmentation MY_DIM = (PhotometricAugmentation) (shape, random) -> {
        throw new UnsupportedOperationException("never drawn here");
    };

    private static List<Augmentation> compiled(Path folder, List<Augmentation> augmentations) throws Exception {
        String elements = augmentations.stream().map(AugmentationCode::of).collect(Collectors.joining(",\n        "));
        Path source = Files.writeString(
                folder.resolve("Found.java"), IMPORTS + """
                public final class Found {
                    private static final Augmentation myDim = %s.MY_DIM;
                    public static final List<Augmentation> ALL = List.of(
                        %s);
                }
                """.formatted(AugmentationCodeTest.class.getName(), elements));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        boolean good;
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-d",
                    folder.toString(),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            good = compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        assertThat(good).as(errors.toString()).isTrue();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, AugmentationCodeTest.class.getClassLoader())) {
            List<Augmentation> all = new ArrayList<>();
            for (Object each :
                    (List<?>) loader.loadClass("Found").getField("ALL").get(null)) {
                all.add((Augmentation) each);
            }
            return all;
        }
    }

    @Test
    void compiledItIsTheAugmentationForTheWholeCatalogueAndAllCompositions(@TempDir Path folder) throws Exception {
        List<Augmentation> all = new ArrayList<>();
        for (AugmentationCase each : AugmentationCases.all()) {
            if (each.augmentation() instanceof Record) {
                all.add(each.augmentation());
            }
        }
        assertThat(all).hasSizeGreaterThan(40);
        all.add(Augmentation.sequence(
                Augmentation.sometimes(0.25, randomRotation(20)),
                Augmentation.oneOf(randomRotation(5), Augmentation.named("my-dim", MY_DIM))));

        assertThat(compiled(folder, all)).isEqualTo(all);
    }

    @Test
    void theCodeOfASearchIsThatOfItsBestCandidate(@TempDir Path folder) throws Exception {
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchResult result = ImageSearch.of(
                        io.github.dl4jimagegen.source.ImageFolder.of(SearchFixtures.bars(folder.resolve("images"), 10))
                                .split(0.4),
                        SearchSpace.of(pipelines, SearchFixtures.layers(pipelines)))
                .candidates(2)
                .run();
        Augmentation best = result.augmentation().orElseThrow();

        assertThat(result.augmentationCode()).isEqualTo(AugmentationCode.of(best));
        assertThat(compiled(folder, List.of(best))).containsExactly(best);
        assertThat(AugmentationJson.standard().read(result.augmentationJson())).isEqualTo(best);
    }
}
