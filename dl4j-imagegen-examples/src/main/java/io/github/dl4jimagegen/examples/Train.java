package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Prediction;
import io.github.dl4jimagegen.Predictions;
import io.github.dl4jimagegen.SavedPipeline;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.classification.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a small convolutional network on a folder of images and says how good it is on images it has not seen. */
@Command(
        name = "train",
        description = "Trains a small network on a folder with one sub-folder for each class.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Train implements Callable<Integer> {

    private static final int LISTED_MISTAKES = 20;
    private static final int CHECKPOINT_BATCHES = 50;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Folder of class folders; the shipped images if absent.")
    private @Nullable Path data;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Option(names = "--epochs", defaultValue = "5", description = "Passes over the training images.")
    private int epochs;

    @Option(names = "--validation", defaultValue = "0.2", description = "Share of each class to validate on.")
    private double validation;

    @Option(names = "--learning-rate", defaultValue = "0.001")
    private double learningRate;

    @Option(
            names = "--on-error",
            defaultValue = "FAIL",
            description = "What becomes of images that cannot be read: FAIL ends the training, SKIP passes them over.")
    private OnError onError = OnError.FAIL;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Where to save the trained network, with the pipeline and the classes, for predict.")
    private @Nullable Path save;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Where to save network and place of the data while training; goes on from there if it exists.")
    private @Nullable Path checkpoint;

    @Override
    public Integer call() throws Exception {
        if (epochs < 1) {
            throw new IllegalArgumentException("--epochs must be positive but was " + epochs);
        }
        if (save != null) {
            checkCanBeSaved(save);
        }
        ImageFolder folder = ImageFolder.of(data == null ? ShippedImages.unpack() : data);
        Split images = folder.split(validation);
        ImagePipeline pipeline = options.pipeline(data == null ? ColorMode.GRAYSCALE : ColorMode.RGB)
                .onError(onError);
        Backend.announce();
        System.out.printf(
                Locale.ROOT,
                "Training on %,d images, validating on %,d%n",
                images.training().size(),
                images.validation().size());

        try (ImageDataSetIterator trainingFlow = pipeline.trainingFlow(images.training());
                ImageDataSetIterator validationFlow = pipeline.evaluationFlow(images.validation())) {
            MultiLayerNetwork network = network(folder.classes().size(), pipeline.recipe(), trainingFlow);
            fit(network, trainingFlow, images.training().size());
            if (checkpoint != null) { // so that it can be used as well as gone on from
                SavedPipeline.save(checkpoint, network::save, pipeline, folder.classes());
                Checkpoint.save(checkpoint, network::save, trainingFlow.state());
            }
            if (save != null) { // before anything else can fail
                SavedPipeline.save(save, network::save, pipeline, folder.classes());
                System.out.println("saved " + save);
            }
            double accuracy = report(network, validationFlow);
            System.out.printf(Locale.ROOT, "validation accuracy: %.3f%n", accuracy);
        }
        return 0;
    }

    /** Before the training, not after it. */
    private static void checkCanBeSaved(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--save: no such folder: " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("--save must be a file but is a folder: " + file);
        }
    }

    /** Returns a new network, or the one that was saved, with the flow at the place where it was saved. */
    private MultiLayerNetwork network(int classes, PipelineRecipe recipe, ImageDataSetIterator flow)
            throws IOException {
        MultiLayerNetwork network;
        if (checkpoint != null && Files.exists(checkpoint)) {
            network = MultiLayerNetwork.load(checkpoint.toFile(), true);
            flow.restore(Checkpoint.state(checkpoint));
            System.out.printf(
                    Locale.ROOT,
                    "Going on from %s: %,d epochs and %,d images are done%n",
                    checkpoint,
                    flow.epoch(),
                    flow.state().position());
        } else {
            int channels = recipe.decoding().colorMode().channels();
            network = Networks.small(recipe.height(), recipe.width(), channels, classes, learningRate, recipe.seed());
        }
        if (checkpoint != null) {
            flow.checkpointEvery(CHECKPOINT_BATCHES, checkpoint, network::save);
        }
        return network;
    }

    private void fit(MultiLayerNetwork network, ImageDataSetIterator flow, int images) throws IOException {
        int batch = flow.batch();
        int batches = (images - 1) / batch + 1;
        for (long epoch = flow.epoch() + 1; epoch <= epochs; epoch++) {
            ProgressBarBuilder bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + epoch + "/" + epochs)
                    .setInitialMax(batches)
                    .startsFrom(flow.epoch() + 1 == epoch ? flow.state().position() / batch : 0, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(1000);
            try (ProgressBar progress = bar.build()) {
                network.setListeners(new ProgressListener(progress));
                network.fit(flow);
            }
        }
        if (flow.report().batches() > 0) {
            System.out.println(flow.report().advice());
        }
    }

    private static double report(MultiLayerNetwork network, ImageDataSetIterator flow) throws Exception {
        network.setListeners();
        Evaluation evaluation = network.evaluate(flow);
        System.out.println(evaluation.stats(false, true));
        List<Prediction> wrong = Predictions.of(flow, network::output).stream()
                .filter(Prediction::wrong)
                .sorted(Comparator.comparingDouble(Prediction::probability).reversed())
                .toList();
        System.out.printf(
                "%d images were taken for another class%s%n",
                wrong.size(), wrong.isEmpty() ? "." : ", the surest mistakes first:");
        wrong.stream()
                .limit(LISTED_MISTAKES)
                .forEach(p -> System.out.printf(
                        Locale.ROOT, "  %s taken for %s (%.0f %%)%n", p.name(), p.predicted(), 100 * p.probability()));
        if (wrong.size() > LISTED_MISTAKES) {
            System.out.printf("  and %d more%n", wrong.size() - LISTED_MISTAKES);
        }
        return evaluation.accuracy();
    }
}
