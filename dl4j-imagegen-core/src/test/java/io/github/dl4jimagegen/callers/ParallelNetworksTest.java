package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.InvocationType;
import org.deeplearning4j.optimize.listeners.EvaluativeListener;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.evaluation.classification.Evaluation;

/** Networks that train at the same time, each with two iterators of its own, all over the threads of one process. */
@CallerTest
class ParallelNetworksTest {

    private static final int NETWORKS = 4;
    private static final int EPOCHS = 6;

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2"})
    void fourNetworksTrainAndValidateAtOnce(int workers, int prefetch) throws Exception {
        Split split = ColouredImages.folder(root, 10).split(0.3);
        ImagePipeline pipeline = ColouredImages.PIPELINE.workers(workers).prefetch(prefetch);
        ExecutorService threads = Executors.newFixedThreadPool(NETWORKS);
        try {
            List<Future<Double>> accuracies = new ArrayList<>();
            for (int i = 0; i < NETWORKS; i++) {
                accuracies.add(threads.submit(training(split, pipeline.seed(i))));
            }
            for (Future<Double> accuracy : accuracies) {
                assertThat(accuracy.get()).isGreaterThan(0.8);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Double> training(Split split, ImagePipeline pipeline) {
        return () -> {
            try (ImageDataSetIterator training = pipeline.trainingFlow(split.training());
                    ImageDataSetIterator validation = pipeline.evaluationFlow(split.validation())) {
                Deliveries deliveries = Deliveries.of(training);
                MultiLayerNetwork network = Networks.classifier();
                network.setListeners(new EvaluativeListener(validation, 1, InvocationType.ITERATION_END));
                network.fit(training, EPOCHS);
                assertThat(deliveries.batches())
                        .isEqualTo(Deliveries.expected(pipeline.trainingFlow(split.training()), EPOCHS));
                Evaluation evaluation = network.evaluate(validation);
                return evaluation.accuracy();
            }
        };
    }
}
