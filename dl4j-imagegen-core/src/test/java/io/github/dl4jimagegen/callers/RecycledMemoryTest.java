package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How long callers hold on to a batch: memory that is recycled too early is full of NaN, and so is the network then. */
@CallerTest
class RecycledMemoryTest {

    @TempDir
    Path root;

    private static ImagePipeline ring(int length) {
        return ColouredImages.PIPELINE
                .batchSize(4)
                .batchMemory(BatchMemory.recycled(length).withChecks());
    }

    private static boolean hasNaN(INDArray array) {
        for (float value : TestImages.values(array)) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void fitEvaluateAndOutputNeedARingOfOne() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        MultiLayerNetwork network = Networks.classifier();
        try (ImageDataSetIterator training = ring(1).trainingFlow(folder);
                ImageDataSetIterator test = ring(1).evaluationFlow(folder)) {
            network.fit(training, 15);
            assertThat(hasNaN(network.params())).isFalse();
            assertThat(network.evaluate(test).accuracy()).isGreaterThan(0.8);
            test.reset();
            assertThat(hasNaN(network.output(test))).isFalse();
        }
    }

    @Test
    void parallelWrapperNeedsTwiceItsWorkersAndOne() {
        ImageFolder folder = ColouredImages.folder(root, 11);
        MultiLayerNetwork network = Networks.classifier();
        ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(2)
                .averagingFrequency(1)
                .build();
        try (ImageDataSetIterator training = ring(5).trainingFlow(folder)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                wrapper.fit(training);
            }
            assertThat(hasNaN(network.params())).isFalse();
        } finally {
            wrapper.shutdown();
        }
    }
}
