package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * An augmentation of one's own, a rotation by up to 90 degrees, put together with the generator of
 * {@link Example01FromGenerator}. What {@code dataset.map(lambda x, y: (random_rotation(x), y))} is in Keras.
 *
 * <p>Prints the number of batches trained on.
 */
public final class Example03CustomRotation {

    private Example03CustomRotation() {}

    /**
     * Trains two epochs over 1,000 rotated random images.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Backend.announce();
        System.out.printf("trained on %d batches%n", train(1_000));
    }

    static int train(int images) {
        GeometricAugmentation rotate = (shape, random) -> Warp.rotation(shape, random.nextDouble(-90, 90));

        Examples<Example> generator = Examples.from(Example01FromGenerator.randomImages(images));
        MultiLayerNetwork network = Networks.small(32, 32, 3, 10, 1e-3, 1);
        try (var training = ImagePipeline.targetSize(32, 32)
                .augment(rotate)
                .batchSize(32)
                .prefetch(2)
                .trainingFlow(generator.map(Example::toSample), ClassIndex.numbered(10))) {
            network.fit(training, 2);
        }
        System.out.printf("loss %.3f%n", network.score());
        return network.getIterationCount();
    }
}
