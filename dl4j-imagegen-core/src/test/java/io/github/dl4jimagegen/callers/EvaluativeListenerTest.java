package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.InvocationType;
import org.deeplearning4j.optimize.listeners.EvaluativeListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** {@code EvaluativeListener}: a second iterator is read to its end while the first stands in mid-epoch. */
@CallerTest
class EvaluativeListenerTest {

    private static final int EPOCHS = 6;

    @TempDir
    Path root;

    private Split split;

    @BeforeEach
    void listFolder() {
        split = ColouredImages.folder(root, 10).split(0.3);
    }

    /** Notes how many examples each evaluation had, and how many of them were right. */
    private record Judge(List<Integer> examples, List<Double> accuracies) {

        static Judge over(DataSetIterator iterator, InvocationType type, MultiLayerNetwork network) {
            Judge judge = new Judge(new ArrayList<>(), new ArrayList<>());
            network.setListeners(judge.listener(iterator, type));
            return judge;
        }

        static Judge over(DataSetIterator iterator, InvocationType type, ComputationGraph graph) {
            Judge judge = new Judge(new ArrayList<>(), new ArrayList<>());
            graph.setListeners(judge.listener(iterator, type));
            return judge;
        }

        private EvaluativeListener listener(DataSetIterator iterator, InvocationType type) {
            EvaluativeListener listener = new EvaluativeListener(iterator, 1, type);
            listener.setCallback((self, model, invocations, evaluations) -> {
                Evaluation evaluation = (Evaluation) evaluations[0];
                examples.add(evaluation.getNumRowCounter());
                accuracies.add(evaluation.accuracy());
            });
            return listener;
        }

        void expect(int evaluations, int examplesOfEach) {
            assertThat(examples).hasSize(evaluations).containsOnly(examplesOfEach);
            assertThat(accuracies.get(evaluations - 1)).isGreaterThan(0.8);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "4, 0"})
    void validatesAfterEveryIteration(int workers, int prefetch) {
        ImagePipeline pipeline = ColouredImages.PIPELINE.workers(workers).prefetch(prefetch);
        try (ImageDataSetIterator training = pipeline.trainingFlow(split.training());
                ImageDataSetIterator validation = pipeline.evaluationFlow(split.validation())) {
            Deliveries deliveries = Deliveries.of(training);
            MultiLayerNetwork network = Networks.classifier();
            Judge judge = Judge.over(validation, InvocationType.ITERATION_END, network);
            network.fit(training, EPOCHS);
            judge.expect(3 * EPOCHS, 9);
            assertThat(network.getIterationCount()).isEqualTo(3 * EPOCHS);
            assertThat(deliveries.batches())
                    .isEqualTo(Deliveries.expected(pipeline.trainingFlow(split.training()), EPOCHS));
        }
    }

    @Test
    void validatesAGraphAfterEveryIteration() {
        try (ImageDataSetIterator training = ColouredImages.PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = ColouredImages.PIPELINE.evaluationFlow(split.validation())) {
            ComputationGraph graph = Networks.graph();
            Judge judge = Judge.over(validation, InvocationType.ITERATION_END, graph);
            graph.fit(training, EPOCHS);
            judge.expect(3 * EPOCHS, 9);
            assertThat(graph.getIterationCount()).isEqualTo(3 * EPOCHS);
        }
    }

    @Test
    void validatesAfterEveryEpoch() {
        try (ImageDataSetIterator training = ColouredImages.PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = ColouredImages.PIPELINE.evaluationFlow(split.validation())) {
            MultiLayerNetwork network = Networks.classifier();
            Judge judge = Judge.over(validation, InvocationType.EPOCH_END, network);
            network.fit(training, EPOCHS);
            judge.expect(EPOCHS, 9);
        }
    }

    @Test
    void aTruncatedImageForValidationEndsFitWithItsName() throws Exception {
        String bad = split.validation().name(4);
        ColouredImages.truncate(root.resolve(bad));
        try (ImageDataSetIterator training = ColouredImages.PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = ColouredImages.PIPELINE.evaluationFlow(split.validation())) {
            MultiLayerNetwork network = Networks.classifier();
            Judge judge = Judge.over(validation, InvocationType.ITERATION_END, network);
            assertThatThrownBy(() -> network.fit(training, EPOCHS))
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining(bad);
            assertThat(judge.examples()).isEmpty();
        }
    }

    /** Deeplearning4j resets what it evaluates on, and leaves it exhausted. */
    @Test
    void evaluatingOnTheIteratorThatTrainsEndsTheEpochAfterOneBatch() {
        try (ImageDataSetIterator training = ColouredImages.PIPELINE.trainingFlow(split.training())) {
            MultiLayerNetwork network = Networks.classifier();
            Judge judge = Judge.over(training, InvocationType.ITERATION_END, network);
            network.fit(training, 2);
            assertThat(judge.examples()).containsExactly(21, 21);
            assertThat(network.getIterationCount()).isEqualTo(2);
        }
    }
}
