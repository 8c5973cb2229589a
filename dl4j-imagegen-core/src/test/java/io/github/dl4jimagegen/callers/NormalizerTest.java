package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's normalisers, fitted on an iterator and then set as its preprocessor. */
@CallerTest
class NormalizerTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(8, 8).batchSize(8);

    @TempDir
    Path root;

    private Split split;

    @BeforeEach
    void listFolder() {
        split = ColouredImages.folder(root, 10).split(0.3);
    }

    private static INDArray features(ImageDataSetIterator flow) {
        return Nd4j.concat(
                0, TestImages.rest(flow).stream().map(DataSet::getFeatures).toArray(INDArray[]::new));
    }

    @Test
    void channelsAreStandardisedOverTheWholeFolder() {
        try (ImageDataSetIterator statistics = PIPELINE.evaluationFlow(split.training());
                ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            NormalizerStandardize normalizer = new NormalizerStandardize();
            normalizer.fit(statistics);
            training.setPreProcessor(normalizer);
            validation.setPreProcessor(normalizer);

            INDArray features = features(training);
            assertThat(features.shape()).containsExactly(21, 3, 8, 8);
            for (double mean : features.mean(0, 2, 3).toDoubleVector()) {
                assertThat(mean).isCloseTo(0, within(1e-3));
            }
            for (double deviation : features.std(0, 2, 3).toDoubleVector()) {
                assertThat(deviation).isCloseTo(1, within(0.02));
            }

            MultiLayerNetwork network = Networks.classifier();
            network.fit(training, 8);
            Evaluation evaluation = network.evaluate(validation);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
    }

    /** Deeplearning4j resets before it fits, which changes nothing, and after it. */
    @Test
    void fittingANormaliserUsesUpOneEpoch() {
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training())) {
            Deliveries deliveries = Deliveries.of(training);
            new NormalizerStandardize().fit(training);
            assertThat(deliveries.batches()).isEqualTo(Deliveries.expected(PIPELINE.trainingFlow(split.training()), 1));
            assertThat(training.epoch()).isEqualTo(1);
        }
    }

    @Test
    void theScalerForImagesDoesTheSameAsRescale() {
        try (ImageDataSetIterator scaled = PIPELINE.evaluationFlow(split.training());
                ImageDataSetIterator rescaled = PIPELINE.rescale(1 / 255.0).evaluationFlow(split.training())) {
            scaled.setPreProcessor(new ImagePreProcessingScaler());
            List<DataSet> expected = TestImages.rest(rescaled);
            List<DataSet> batches = TestImages.rest(scaled);
            assertThat(batches).hasSameSizeAs(expected);
            for (int i = 0; i < batches.size(); i++) {
                INDArray difference =
                        batches.get(i).getFeatures().sub(expected.get(i).getFeatures());
                assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-6);
            }
        }
    }
}
