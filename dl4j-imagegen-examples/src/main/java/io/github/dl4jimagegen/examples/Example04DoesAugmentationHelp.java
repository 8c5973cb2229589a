package io.github.dl4jimagegen.examples;

import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static io.github.dl4jimagegen.augment.Augmentations.randomTranslation;
import static io.github.dl4jimagegen.augment.Augmentations.randomZoom;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Does augmentation help? The same network, images and epochs with and without it, for five seeds, on a test half that
 * chose nothing: neither the augmentation nor the number of epochs. Prints what comes out, whatever it is.
 */
public final class Example04DoesAugmentationHelp {

    private static final int SEEDS = 5;

    private Example04DoesAugmentationHelp() {}

    /**
     * Trains ten networks.
     *
     * @param arguments how many epochs each, 20 unless given; then a folder of class folders, the shipped images unless
     *     given
     */
    public static void main(String[] arguments) {
        Backend.announce();
        int epochs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Path folder = arguments.length > 1 ? Path.of(arguments[1]) : ShippedImages.unpack();
        compare(folder, epochs, SEEDS);
    }

    static void compare(Path folder, int epochs, int seeds) {
        Split halves = Splitter.stratified(1).split(ImageFolder.of(folder), 0.5);
        ImagePipeline plain = ImagePipeline.targetSize(28, 28)
                .colorMode(ColorMode.GRAYSCALE)
                .rescale(1 / 255.0)
                .batchSize(32);
        ImagePipeline augmented =
                plain.augment(randomFlipHorizontal(), randomTranslation(0.08, 0.08), randomZoom(0.9, 1.1));
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            without.add(accuracy(plain.seed(seed), halves, epochs, seed));
            with.add(accuracy(augmented.seed(seed), halves, epochs, seed));
            System.out.printf(
                    "seed %d: test accuracy %.3f without, %.3f with augmentation%n",
                    seed, without.get(seed - 1), with.get(seed - 1));
        }
        List<Double> gains = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            gains.add(with.get(i) - without.get(i));
        }
        System.out.printf(
                "%d training images, %d epochs, mean and standard error over %d seeds:%n",
                halves.training().size(), epochs, seeds);
        System.out.printf(
                "without    %s%nwith       %s%ndifference %s%n", summary(without), summary(with), summary(gains));
    }

    private static double accuracy(ImagePipeline pipeline, Split halves, int epochs, long seed) {
        int classes = halves.training().classes().size();
        MultiLayerNetwork network = Networks.small(28, 28, 1, classes, 1e-3, seed);
        try (var training = pipeline.trainingFlow(halves.training());
                var test = pipeline.evaluationFlow(halves.validation())) {
            network.fit(training, epochs);
            return network.evaluate(test).accuracy();
        }
    }

    private static String summary(List<Double> values) {
        double mean = stream(values).average().orElseThrow();
        double squares = stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (values.size() - 1) / values.size());
        return String.format("%.4f +- %.4f", mean, error);
    }

    private static DoubleStream stream(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }
}
