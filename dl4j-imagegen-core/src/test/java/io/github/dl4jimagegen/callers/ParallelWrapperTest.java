package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** {@code ParallelWrapper}: several batches are alive and in use by several threads at once. */
@CallerTest
class ParallelWrapperTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;

    @TempDir
    Path root;

    /** Notes the pixels that networks were trained on. */
    private static final class Trained extends BaseTrainingListener {
        final List<String> images = new CopyOnWriteArrayList<>();

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            INDArray input = model.input();
            for (int row = 0; row < input.size(0); row++) {
                images.add(Arrays.toString(TestImages.values(input.slice(row))));
            }
        }
    }

    private static void inParallel(Model network, Consumer<ParallelWrapper> use) {
        ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(2)
                .prefetchBuffer(2)
                .averagingFrequency(1)
                .build();
        try {
            use.accept(wrapper);
        } finally {
            wrapper.shutdown();
        }
    }

    private static List<String> pixels(ImageDataSetIterator flow) {
        try (flow) {
            return TestImages.rest(flow).stream()
                    .map(batch -> Arrays.toString(TestImages.values(batch.getFeatures())))
                    .toList();
        }
    }

    @Test
    void everyImageIsTrainedOnOnceAnEpoch() {
        ImageFolder folder = ColouredImages.folder(root, 11);
        List<String> all = pixels(PIPELINE.batchSize(1).evaluationFlow(folder));
        MultiLayerNetwork network = Networks.classifier();
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder);
                ImageDataSetIterator test = PIPELINE.evaluationFlow(folder)) {
            Deliveries deliveries = Deliveries.of(training);
            inParallel(network, wrapper -> {
                Trained trained = new Trained();
                wrapper.setListeners(trained);
                for (int epoch = 0; epoch < 10; epoch++) {
                    trained.images.clear();
                    wrapper.fit(training);
                    assertThat(trained.images).containsExactlyInAnyOrderElementsOf(all);
                }
            });
            assertThat(deliveries.batches()).isEqualTo(Deliveries.expected(PIPELINE.trainingFlow(folder), 10));
            Evaluation evaluation = network.evaluate(test);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
    }

    private static void expectEveryImage(Model network, DataSetIterator training) {
        inParallel(network, wrapper -> {
            Trained trained = new Trained();
            wrapper.setListeners(trained);
            wrapper.fit(training);
            assertThat(trained.images).hasSize(33).doesNotHaveDuplicates();
        });
    }

    @Test
    void graphsTrainToo() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(ColouredImages.folder(root, 11))) {
            expectEveryImage(Networks.graph(), training);
        }
    }

    @Test
    void generatorsTrainToo() {
        try (GeneratorDataSetIterator training = ColouredImages.generator(33)) {
            expectEveryImage(Networks.classifier(), training);
        }
    }

    /** ParallelWrapper looks for a third batch before it trains on two: those are lost, though they were delivered. */
    @Test
    void aTruncatedImageEndsFitWithItsName() throws Exception {
        ImageFolder folder = ColouredImages.folder(root, 11);
        String bad =
                Deliveries.expected(PIPELINE.trainingFlow(folder), 1).get(2).get(0);
        ColouredImages.truncate(root.resolve(bad));
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            Deliveries deliveries = Deliveries.of(training);
            inParallel(Networks.classifier(), wrapper -> {
                Trained trained = new Trained();
                wrapper.setListeners(trained);
                assertThatThrownBy(() -> wrapper.fit(training))
                        .isInstanceOf(ImageReadException.class)
                        .hasMessageContaining(bad);
                assertThat(deliveries.batches()).hasSize(2);
                assertThat(trained.images).isEmpty();
            });
        }
    }
}
