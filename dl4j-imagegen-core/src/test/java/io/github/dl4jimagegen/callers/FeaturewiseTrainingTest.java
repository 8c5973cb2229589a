package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.statistics.Fit;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import io.github.dl4jimagegen.statistics.Normalization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that learn from images normalised by statistics of the training images. */
@CallerTest
class FeaturewiseTrainingTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;

    @TempDir
    Path root;

    private Split split;

    @BeforeEach
    void listFolder() {
        split = ColouredImages.folder(root, 20).split(0.3);
    }

    private static INDArray features(ImageDataSetIterator flow) {
        try (flow) {
            return Nd4j.concat(
                    0, TestImages.rest(flow).stream().map(DataSet::getFeatures).toArray(INDArray[]::new));
        }
    }

    @Test
    void trainingImagesHaveMeanZeroAndDeviationOneInEachChannel() {
        ImageStatistics statistics = PIPELINE.fit(split.training());
        ImagePipeline normalized = PIPELINE.normalize(statistics.featurewiseStd());
        INDArray features = features(normalized.trainingFlow(split.training()));
        assertThat(features.shape()).containsExactly(42, 3, 8, 8);
        assertThat(features.mean(0, 2, 3).toDoubleVector()).containsExactly(new double[3], within(1e-5));
        assertThat(features.std(false, 0, 2, 3).toDoubleVector()).containsExactly(new double[] {1, 1, 1}, within(1e-4));
        assertThat(features(normalized.evaluationFlow(split.validation()))
                        .mean(0, 2, 3)
                        .toDoubleVector())
                .containsExactly(new double[3], within(0.2));
    }

    /** Deeplearning4j's normaliser goes through float, batch by batch. */
    @Test
    void theStatisticsAreThoseOfDeeplearning4jsNormaliser() {
        ImageStatistics statistics = PIPELINE.fit(split.training());
        NormalizerStandardize normalizer = new NormalizerStandardize();
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(split.training())) {
            normalizer.fit(flow);
        }
        double[] mean = normalizer.getMean().toDoubleVector();
        double[] std = normalizer.getStd().toDoubleVector();
        for (int c = 0; c < 3; c++) {
            assertThat(statistics.mean().get(c)).isCloseTo(mean[c], within(1e-4));
            assertThat(statistics.std().get(c)).isCloseTo(std[c], within(1e-3));
        }
    }

    @Test
    void aNetworkLearnsFromNormalizedAndFromWhitenedImages() {
        ImageStatistics statistics =
                PIPELINE.fit(split.training(), Fit.everyImage().withCovariance());
        for (Normalization normalization :
                new Normalization[] {statistics.featurewiseStd(), Normalization.samplewiseStd(), statistics.zca(0.1)}) {
            ImagePipeline normalized = PIPELINE.normalize(normalization);
            try (ImageDataSetIterator training = normalized.trainingFlow(split.training());
                    ImageDataSetIterator validation = normalized.evaluationFlow(split.validation())) {
                MultiLayerNetwork network = Networks.classifier();
                network.fit(training, 10);
                assertThat(network.evaluate(validation).accuracy())
                        .as(normalization.toString())
                        .isGreaterThan(0.8);
            }
        }
    }

    @Test
    void aStateBelongsToItsNormalization() {
        ImageStatistics statistics = PIPELINE.fit(split.training());
        try (ImageDataSetIterator plain = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator normalized =
                        PIPELINE.normalize(statistics.featurewiseStd()).trainingFlow(split.training())) {
            PipelineState state = normalized.state();
            assertThatThrownBy(() -> plain.restore(state))
                    .isInstanceOf(StateMismatchException.class)
                    .hasMessageContaining("normalization = featurewise center [")
                    .hasMessageContaining("but the iterator has normalization = none");
            normalized.restore(state);
        }
    }

    @Test
    void aSerialisedPipelineNormalizesInTheSameWay() throws Exception {
        Normalization zca = PIPELINE.fit(split.training(), Fit.everyImage().withCovariance())
                .zca(0.1);
        ImagePipeline pipeline =
                PIPELINE.normalize(Normalization.samplewiseCenter().and(zca));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(pipeline);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ImagePipeline copy = (ImagePipeline) in.readObject();
            assertThat(features(copy.trainingFlow(split.training())))
                    .isEqualTo(features(pipeline.trainingFlow(split.training())));
        }
    }
}
