package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Prediction;
import io.github.dl4jimagegen.Predictions;
import io.github.dl4jimagegen.SavedPipeline;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.classification.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a small convolutional network on a folder of images and says how good it is on images it has not seen. */
@Command(
        name = "train",
        description = "Trains a small network on a folder with one sub-folder for each class.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Train implements Callable<Integer> {

    private static final int LISTED_MISTAKES = 20;
    private static final int CHECKPOINT_BATCHES = 50;

    @Mixin
    private ImagesArgument data = new ImagesArgument();

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--epochs",
            converter = Limits.Positive.class,
            defaultValue = "5",
            description = "Passes over the training images.")
    private int epochs;

    @Option(
            names = "--validation",
            converter = Limits.Share.class,
            defaultValue = "0.2",
            description = "Share of each class to validate on.")
    private double validation;

    @Option(names = "--learning-rate", converter = Limits.Rate.class, defaultValue = "0.001")
    private double learningRate;

    @Mixin
    private DamagedImages damaged = new DamagedImages();

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
        if (save != null) {
            checkCanBeSaved(save);
        }
        ImageFolder folder = ImageFolder.of(data.folder());
        Split images = folder.split(validation);
        ImagePipeline pipeline = damaged.treatedBy(options.pipeline(data.usualColor()));
        Backend.announce();
        System.out.printf(
                Locale.ROOT,
                "Training on %,d images, validating on %,d%n",
                images.training().size(),
                images.validation().size());

        try (ImageDataSetIterator trainingFlow = pipeline.trainingFlow(images.training());
                ImageDataSetIterator validationFlow = pipeline.evaluationFlow(images.validation())) {
            MultiLayerNetwork network = network(folder.classes().size(), pipeline.recipe(), trainingFlow);
            for (long epoch = trainingFlow.epoch() + 1; epoch < epochs; epoch++) {
                EpochProgress done =
                        fit(network, trainingFlow, epoch, images.training().size());
                System.out.println(done.summary(network.evaluate(validationFlow).accuracy()));
            }
            EpochProgress last = trainingFlow.epoch() < epochs
                    ? fit(network, trainingFlow, epochs, images.training().size())
                    : null;
            save(network, trainingFlow, pipeline, folder.classes()); // before anything else can fail
            Evaluation evaluation = network.evaluate(validationFlow);
            if (last != null) {
                System.out.println(last.summary(evaluation.accuracy()));
                System.out.println(trainingFlow.report().advice());
            }
            report(evaluation, Predictions.of(validationFlow, network::output));
        }
        return 0;
    }

    private void save(
            MultiLayerNetwork network, ImageDataSetIterator trainingFlow, ImagePipeline pipeline, ClassIndex classes)
            throws IOException {
        if (checkpoint != null) { // so that it can be used as well as gone on from
            SavedPipeline.save(checkpoint, network::save, pipeline, classes);
            Checkpoint.save(checkpoint, network::save, trainingFlow.state());
        }
        if (save != null) {
            SavedPipeline.save(save, network::save, pipeline, classes);
            System.out.println("saved " + save);
        }
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

    /** Trains the rest of an epoch, mostly all of it. */
    private EpochProgress fit(MultiLayerNetwork network, ImageDataSetIterator flow, long epoch, int images) {
        int batch = flow.batch();
        long done = flow.epoch() + 1 == epoch ? flow.state().position() / batch : 0;
        EpochProgress progress = EpochProgress.start("epoch " + epoch + "/" + epochs, (images - 1) / batch + 1, done);
        try (progress) {
            network.setListeners(progress);
            network.fit(flow);
        }
        network.setListeners();
        return progress;
    }

    private static void report(Evaluation evaluation, List<Prediction> predictions) {
        System.out.println(evaluation.stats(false, true));
        List<Prediction> wrong = predictions.stream()
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
        System.out.printf(Locale.ROOT, "validation accuracy: %.3f%n", evaluation.accuracy());
    }
}
