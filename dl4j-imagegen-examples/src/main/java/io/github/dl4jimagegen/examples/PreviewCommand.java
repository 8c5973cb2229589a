package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.preview.Preview;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what {@link Train} would train on, in pictures. */
@Command(
        name = "preview",
        description = {
            "Shows what training gets of the images of a folder.",
            "Writes draws.png, batch.png and index.html, and prints where they are."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class PreviewCommand implements Callable<Integer> {

    private static final List<String> BESIDE_A_RECIPE = List.of("--recipe", "--out", "--draws", "--image");

    @Mixin
    private ImagesArgument data = new ImagesArgument();

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "A pipeline as JSON, as pipeline.toJson() writes it, instead of --size, --flip and the like.")
    private @Nullable Path recipe;

    @Option(names = "--out", paramLabel = "FOLDER", defaultValue = "preview", description = "Where to; made if absent.")
    private Path out = Path.of("preview");

    @Option(
            names = "--draws",
            converter = Limits.Positive.class,
            defaultValue = "8",
            description = "How often an image is drawn.")
    private int draws;

    @Option(names = "--image", defaultValue = "0", description = "Which image is drawn, counted from 0.")
    private int image;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("--out must be a folder but is a file: " + out);
        }
        ImageFolder images = ImageFolder.of(data.folder());
        if (image < 0 || image >= images.size()) {
            throw new IllegalArgumentException(
                    "--image must lie in [0, " + images.size() + "), one of the folder's images, but was " + image);
        }
        Preview preview = Preview.of(pipeline());
        Path folder = Files.createDirectories(out);
        Path drawsFile = folder.resolve("draws.png");
        Path batchFile = folder.resolve("batch.png");
        Path page = folder.resolve("index.html");
        preview.draws(images, image, draws).save(drawsFile);
        preview.batch(images).save(batchFile);
        preview.page(images, draws).save(page);
        List.of(drawsFile, batchFile, page).forEach(System.out::println);
        return 0;
    }

    private ImagePipeline pipeline() throws IOException {
        if (recipe == null) {
            return options.pipeline(data.usualColor());
        }
        refuseOptionsBesideARecipe();
        return ImagePipeline.fromJson(Files.readString(recipe));
    }

    private void refuseOptionsBesideARecipe() {
        if (spec == null) {
            return;
        }
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !BESIDE_A_RECIPE.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "--recipe says how images are prepared, so that " + name + " must be left out");
                });
    }
}
