package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A generator of random 32x32x3 images and labels 0 to 9, with an output signature, batched by 32 and prefetched. What
 * {@code tf.data.Dataset.from_generator(...).batch(32).prefetch(2)} is in Keras.
 *
 * <p>Prints the number of batches trained on. There is nothing to learn in random images: the loss stays near ln 10 =
 * 2.303.
 */
public final class Example01FromGenerator {

    private Example01FromGenerator() {}

    /** Returns a generator of random images and labels; a new pass over it starts anew. */
    static Iterable<Example> randomImages(int count) {
        return () -> {
            Random random = new Random(1);
            return Stream.generate(() -> {
                        float[] pixels = new float[32 * 32 * 3];
                        for (int i = 0; i < pixels.length; i++) {
                            pixels[i] = random.nextFloat();
                        }
                        return Example.of(Nd4j.createFromArray(pixels).reshape(32, 32, 3), random.nextInt(10));
                    })
                    .limit(count)
                    .iterator();
        };
    }

    /**
     * Trains two epochs over 1,000 random images.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Backend.announce();
        System.out.printf("trained on %d batches%n", train(1_000));
    }

    static int train(int images) {
        OutputSignature signature = OutputSignature.of(
                TensorSpec.image(32, 32, 3), TensorSpec.scalar(DataType.INT32).oneHot(10));

        MultiLayerNetwork network = Networks.small(32, 32, 3, 10, 1e-3, 1);
        try (var training = GeneratorDataSetIterator.builder(randomImages(images), signature)
                .batchSize(32)
                .prefetch(2)
                .build()) {
            network.fit(training, 2);
        }
        System.out.printf("loss %.3f%n", network.score());
        return network.getIterationCount();
    }
}
