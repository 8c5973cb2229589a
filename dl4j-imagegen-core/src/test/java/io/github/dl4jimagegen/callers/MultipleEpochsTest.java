package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The two classes called {@code MultipleEpochsIterator}, both deprecated, which make one epoch out of several. */
@CallerTest
@SuppressWarnings("deprecation")
class MultipleEpochsTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;

    @TempDir
    Path root;

    private ImageFolder folder;

    @BeforeEach
    void listFolder() {
        folder = ColouredImages.folder(root, 7);
    }

    private void expectNewEpochs(DataSetIterator training, Deliveries deliveries, int iterations, int epochs) {
        MultiLayerNetwork network = Networks.classifier();
        network.fit(training);
        assertThat(network.getIterationCount()).isEqualTo(iterations);
        assertThat(deliveries.batches())
                .hasSize(3 * epochs)
                .doesNotHaveDuplicates()
                .isEqualTo(Deliveries.expected(PIPELINE.trainingFlow(folder), epochs));
    }

    @Test
    void theOneOfDeeplearning4jMakesAsManyNewEpochsAsAskedFor() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            Deliveries deliveries = Deliveries.of(training);
            DataSetIterator three = new org.deeplearning4j.datasets.iterator.MultipleEpochsIterator(3, training);
            expectNewEpochs(three, deliveries, 9, 3);
            expectNewEpochs(three, deliveries, 9, 6);
        }
    }

    @Test
    void theOneOfNd4jMakesOneMoreThanAskedFor() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            Deliveries deliveries = Deliveries.of(training);
            DataSetIterator three = new org.nd4j.linalg.dataset.api.iterator.MultipleEpochsIterator(3, training);
            expectNewEpochs(three, deliveries, 12, 4);
        }
    }
}
