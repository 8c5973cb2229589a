package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.InvocationType;
import org.deeplearning4j.optimize.listeners.EvaluativeListener;

/**
 * Flow from a directory: rescaled by 1/255, a fifth held out for validation, 32x32, one-hot labels; ten epochs with a
 * validation after each. What {@code ImageDataGenerator(rescale=1/255, validation_split=0.2).flow_from_directory} and
 * {@code model.fit(train, validation_data=valid, epochs=10)} are in Keras.
 *
 * <p>Prints the validation accuracy, above 0.75 on the shipped images.
 */
public final class Example02FlowFromDirectory {

    private Example02FlowFromDirectory() {}

    /**
     * Trains ten epochs.
     *
     * @param arguments a folder of class folders; none for the shipped images
     */
    public static void main(String[] arguments) {
        Backend.announce();
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : ShippedImages.unpack();
        System.out.printf("validation accuracy: %.3f%n", train(folder, 10));
    }

    static double train(Path folder, int epochs) {
        Split images = ImageFolder.of(folder).split(0.2);
        ImagePipeline pipeline = ImagePipeline.targetSize(32, 32)
                .rescale(1 / 255.0)
                .classMode(ClassMode.CATEGORICAL)
                .batchSize(32);

        int classes = images.training().classes().size();
        MultiLayerNetwork network = Networks.small(32, 32, 3, classes, 1e-3, 1);
        try (var training = pipeline.trainingFlow(images.training());
                var validation = pipeline.evaluationFlow(images.validation())) {
            network.setListeners(new EvaluativeListener(validation, 1, InvocationType.EPOCH_END));
            network.fit(training, epochs);
            network.setListeners();
            return network.evaluate(validation).accuracy();
        }
    }
}
