package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.EarlyStoppingResult.TerminationReason;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.ClassificationScoreCalculator;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.scorecalc.ScoreCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxScoreIterationTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.Evaluation.Metric;

/** {@code EarlyStoppingTrainer} and {@code EarlyStoppingGraphTrainer}, which reset before the first epoch too. */
@CallerTest
class EarlyStoppingTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;
    private static final int EPOCHS = 8;

    @TempDir
    Path root;

    private Split split;

    @BeforeEach
    void listFolder() {
        split = ColouredImages.folder(root, 10).split(0.3);
    }

    private static <T extends Model> EarlyStoppingConfiguration<T> stopAfter(int epochs, ScoreCalculator<?> score) {
        return new EarlyStoppingConfiguration.Builder<T>()
                .epochTerminationConditions(new MaxEpochsTerminationCondition(epochs))
                .scoreCalculator(score)
                .modelSaver(new InMemoryModelSaver<>())
                .build();
    }

    @Test
    void noEpochIsLostWithTheLossAsScore() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            Deliveries deliveries = Deliveries.of(training);
            Deliveries judged = Deliveries.of(validation);
            EarlyStoppingResult<MultiLayerNetwork> result = new EarlyStoppingTrainer(
                            stopAfter(EPOCHS, new DataSetLossCalculator(validation, true)),
                            Networks.classifier(),
                            training)
                    .fit();
            assertThat(result.getTotalEpochs()).isEqualTo(EPOCHS);
            assertThat(result.getScoreVsEpoch()).hasSize(EPOCHS);
            assertThat(result.getScoreVsEpoch().get(EPOCHS - 1))
                    .isLessThan(result.getScoreVsEpoch().get(0));
            assertThat(deliveries.batches())
                    .isEqualTo(Deliveries.expected(PIPELINE.trainingFlow(split.training()), EPOCHS));
            assertThat(judged.batches())
                    .isEqualTo(Deliveries.expected(PIPELINE.evaluationFlow(split.validation()), EPOCHS));
            Evaluation best = result.getBestModel().evaluate(validation);
            assertThat(best.accuracy()).isGreaterThan(0.8);
        }
    }

    @Test
    void noEpochIsLostWithTheAccuracyAsScore() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            Deliveries deliveries = Deliveries.of(training);
            EarlyStoppingResult<MultiLayerNetwork> result = new EarlyStoppingTrainer(
                            stopAfter(EPOCHS, new ClassificationScoreCalculator(Metric.ACCURACY, validation)),
                            Networks.classifier(),
                            training)
                    .fit();
            assertThat(result.getTotalEpochs()).isEqualTo(EPOCHS);
            assertThat(deliveries.batches())
                    .isEqualTo(Deliveries.expected(PIPELINE.trainingFlow(split.training()), EPOCHS));
            Evaluation best = result.getBestModel().evaluate(validation);
            assertThat(best.accuracy())
                    .isGreaterThan(0.8)
                    .isEqualTo(result.getScoreVsEpoch().get(result.getBestModelEpoch()));
        }
    }

    @Test
    void noEpochIsLostByGraphs() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            for (ScoreCalculator<?> score : new ScoreCalculator<?>[] {
                new DataSetLossCalculator(validation, true),
                new ClassificationScoreCalculator(Metric.ACCURACY, validation)
            }) {
                long first = training.epoch();
                EarlyStoppingResult<ComputationGraph> result =
                        new EarlyStoppingGraphTrainer(stopAfter(EPOCHS, score), Networks.graph(), training).fit();
                assertThat(result.getTotalEpochs()).isEqualTo(EPOCHS);
                assertThat(training.epoch()).isEqualTo(first == 0 ? EPOCHS - 1 : first + EPOCHS);
                Evaluation best = result.getBestModel().evaluate(validation);
                assertThat(best.accuracy()).isGreaterThan(0.8);
            }
        }
    }

    @Test
    void noEpochOfAGeneratorIsLost() {
        AtomicInteger passes = new AtomicInteger();
        try (GeneratorDataSetIterator training = GeneratorDataSetIterator.builder(
                                () -> {
                                    int unused = passes.incrementAndGet();
                                    return ColouredImages.examples(21).iterator();
                                },
                                ColouredImages.SIGNATURE)
                        .batchSize(8)
                        .build();
                GeneratorDataSetIterator validation = ColouredImages.generator(9)) {
            MultiLayerNetwork network = Networks.classifier();
            EarlyStoppingResult<MultiLayerNetwork> result = new EarlyStoppingTrainer(
                            stopAfter(3, new DataSetLossCalculator(validation, true)), network, training)
                    .fit();
            assertThat(result.getTotalEpochs()).isEqualTo(3);
            assertThat(network.getIterationCount()).isEqualTo(9);
            assertThat(passes).hasValue(3);
        }
    }

    @Test
    void stoppingInMidEpochLeavesAUsableIterator() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            EarlyStoppingConfiguration<MultiLayerNetwork> stopAtOnce = new EarlyStoppingConfiguration.Builder<
                            MultiLayerNetwork>()
                    .iterationTerminationConditions(new MaxScoreIterationTerminationCondition(-1))
                    .scoreCalculator(new DataSetLossCalculator(validation, true))
                    .modelSaver(new InMemoryModelSaver<>())
                    .build();
            MultiLayerNetwork network = Networks.classifier();
            // Deeplearning4j asks a best model for its score that does not exist yet
            assertThatThrownBy(() -> new EarlyStoppingTrainer(stopAtOnce, network, training).fit())
                    .isInstanceOf(NullPointerException.class);
            assertThat(network.getIterationCount()).isEqualTo(1);
            network.fit(training);
            assertThat(network.getIterationCount()).isEqualTo(3);
        }
    }

    @Test
    void aTruncatedImageEndsTheFirstEpochWithItsName() throws Exception {
        String bad = Deliveries.expected(PIPELINE.trainingFlow(split.training()), 1)
                .get(1)
                .get(0);
        ColouredImages.truncate(root.resolve(bad));
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            MultiLayerNetwork network = Networks.classifier();
            EarlyStoppingTrainer trainer = new EarlyStoppingTrainer(
                    stopAfter(EPOCHS, new DataSetLossCalculator(validation, true)), network, training);
            assertThatThrownBy(trainer::fit)
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining(bad);
            assertThat(network.getIterationCount()).isEqualTo(1);

            ComputationGraph graph = Networks.graph();
            EarlyStoppingGraphTrainer graphTrainer = new EarlyStoppingGraphTrainer(
                    stopAfter(EPOCHS, new DataSetLossCalculator(validation, true)), graph, training);
            assertThatThrownBy(graphTrainer::fit)
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining(bad);
        }
    }

    @Test
    void aTruncatedImageEndsALaterEpochWithItsName() {
        String bad = split.training().name(5);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            MultiLayerNetwork network = Networks.classifier();
            network.setListeners(new BaseTrainingListener() {
                @Override
                public void onEpochStart(Model model) {
                    if (network.getEpochCount() == 2) {
                        try {
                            ColouredImages.truncate(root.resolve(bad));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }
            });
            EarlyStoppingTrainer trainer = new EarlyStoppingTrainer(
                    stopAfter(EPOCHS, new DataSetLossCalculator(validation, true)), network, training);
            assertThatThrownBy(trainer::fit)
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining(bad);
            assertThat(network.getIterationCount()).isBetween(6, 11);
        }
    }

    @Test
    void aTruncatedImageForValidationEndsItWithItsName() throws Exception {
        String bad = split.validation().name(3);
        ColouredImages.truncate(root.resolve(bad));
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            for (ScoreCalculator<?> score : new ScoreCalculator<?>[] {
                new DataSetLossCalculator(validation, true),
                new ClassificationScoreCalculator(Metric.ACCURACY, validation)
            }) {
                EarlyStoppingTrainer trainer =
                        new EarlyStoppingTrainer(stopAfter(EPOCHS, score), Networks.classifier(), training);
                assertThatThrownBy(trainer::fit)
                        .isInstanceOf(ImageReadException.class)
                        .hasMessageContaining(bad);
            }
        }
    }

    /** What fails in next() or in the network is caught by Deeplearning4j, other than what fails in hasNext(). */
    @Test
    void aFailingPreProcessorIsHiddenInTheFirstEpochAndReportedInLaterOnes() {
        AtomicInteger batches = new AtomicInteger();
        AtomicInteger failAt = new AtomicInteger(1);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            training.setPreProcessor(batch -> {
                if (batches.getAndIncrement() == failAt.get()) {
                    throw new IllegalStateException("my own fault");
                }
            });
            EarlyStoppingConfiguration<MultiLayerNetwork> configuration =
                    stopAfter(EPOCHS, new DataSetLossCalculator(validation, true));
            assertThatThrownBy(() -> new EarlyStoppingTrainer(configuration, Networks.classifier(), training).fit())
                    .isInstanceOf(NullPointerException.class)
                    .hasNoCause();

            batches.set(0);
            failAt.set(4);
            EarlyStoppingResult<MultiLayerNetwork> result =
                    new EarlyStoppingTrainer(configuration, Networks.classifier(), training).fit();
            assertThat(result.getTerminationReason()).isEqualTo(TerminationReason.Error);
            assertThat(result.getTerminationDetails()).contains("my own fault");
        }
    }
}
