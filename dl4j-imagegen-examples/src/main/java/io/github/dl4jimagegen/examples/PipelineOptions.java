package io.github.dl4jimagegen.examples;

import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how images are prepared for training, shared by the commands. */
final class PipelineOptions {

    @Option(
            names = "--size",
            paramLabel = "WIDTHxHEIGHT",
            converter = ImageSize.Converter.class,
            defaultValue = "28x28")
    private ImageSize size = new ImageSize(28, 28);

    @Option(names = "--color", description = "GRAYSCALE, RGB or RGBA; RGB for a folder, grey for the shipped images.")
    private @Nullable ColorMode color;

    @Option(names = "--batch", converter = Limits.Positive.class, defaultValue = "32", description = "Images a batch.")
    private int batch;

    @Option(names = "--flip", description = "Flip half of the training images horizontally.")
    private boolean flip;

    @Option(
            names = "--rotation",
            converter = Limits.Degrees.class,
            defaultValue = "0",
            description = "Rotate training images by up to this many degrees.")
    private double rotation;

    @Option(names = "--seed", defaultValue = "42")
    private long seed;

    @Option(
            names = "--workers",
            converter = Limits.NotNegative.class,
            description = "Threads that prepare images; one for each processor if absent.")
    private @Nullable Integer workers;

    /** Returns the pipeline that the options describe. */
    ImagePipeline pipeline(ColorMode usualColor) {
        return ImagePipeline.targetSize(size.height(), size.width())
                .colorMode(color == null ? usualColor : color)
                .rescale(1 / 255.0)
                .batchSize(batch)
                .seed(seed)
                .workers(workers == null ? ImagePipeline.AUTO : workers)
                .augment(augmentations());
    }

    private Augmentation[] augmentations() {
        List<Augmentation> augmentations = new ArrayList<>();
        if (flip) {
            augmentations.add(randomFlipHorizontal());
        }
        if (rotation != 0) {
            augmentations.add(randomRotation(rotation));
        }
        return augmentations.toArray(Augmentation[]::new);
    }
}
