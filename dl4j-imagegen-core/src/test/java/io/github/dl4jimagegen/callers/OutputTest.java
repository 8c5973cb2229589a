package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** {@code output}, {@code score} and {@code scoreExamples}. */
@CallerTest
class OutputTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;

    @TempDir
    Path root;

    @Test
    void rowsOfTheOutputAreTheImagesInTheirOrder() {
        ImageFolder folder = ColouredImages.folder(root, 7);
        MultiLayerNetwork network = Networks.classifier();
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder);
                ImageDataSetIterator test = PIPELINE.evaluationFlow(folder);
                ImageDataSetIterator unlabelled =
                        PIPELINE.classMode(ClassMode.NONE).evaluationFlow(folder)) {
            network.fit(training, 10);
            INDArray output = network.output(test);
            assertThat(output.shape()).containsExactly(21, 3);
            int[] predicted = output.argMax(1).toIntVector();
            List<String> names = test.sampleNames();
            int right = 0;
            for (int i = 0; i < 21; i++) {
                right += names.get(i).startsWith(ColouredImages.CLASSES.get(predicted[i])) ? 1 : 0;
            }
            assertThat(right).isGreaterThan(16);
            assertThat(network.output(unlabelled)).isEqualTo(output);
        }
    }

    @Test
    void theNamesOfAShardAreThoseOfItsImages() {
        try (ImageDataSetIterator flow = PIPELINE.shard(1, 3).evaluationFlow(ColouredImages.folder(root, 7))) {
            List<String> names = flow.sampleNames();
            assertThat(TestImages.names(TestImages.rest(flow))).isEqualTo(names).hasSize(7);
        }
    }

    @Test
    void outputGoesOnWhereTheIteratorStands() {
        MultiLayerNetwork network = Networks.classifier();
        ComputationGraph graph = Networks.graph();
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ColouredImages.folder(root, 7));
                GeneratorDataSetIterator generator = ColouredImages.generator(21)) {
            for (DataSetIterator each : List.of(flow, generator)) {
                INDArray whole = network.output(each);
                assertThat(whole.shape()).containsExactly(21, 3);
                assertThat(each.hasNext()).isFalse();
                each.reset();
                assertThat(each.next().numExamples()).isEqualTo(8);
                assertThat(network.output(each).shape()).containsExactly(13, 3);
                each.reset();
                assertThat(network.output(each)).isEqualTo(whole);
                each.reset();
                INDArray[] ofGraph = graph.output(each);
                assertThat(ofGraph).hasSize(1);
                assertThat(ofGraph[0].shape()).containsExactly(21, 3);
            }
        }
    }

    @Test
    void theScoreOfABatchIsTheMeanOfItsExamples() {
        MultiLayerNetwork network = Networks.classifier();
        ComputationGraph graph = Networks.graph();
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ColouredImages.folder(root, 7))) {
            List<DataSet> batches = TestImages.rest(flow);
            flow.reset();
            INDArray ofNetwork = network.scoreExamples(flow, false);
            assertThat(ofNetwork.length()).isEqualTo(21);
            int row = 0;
            for (DataSet batch : batches) {
                double sum = 0;
                for (int i = 0; i < batch.numExamples(); i++) {
                    sum += ofNetwork.getDouble(row++);
                }
                assertThat(network.score(batch)).isCloseTo(sum / batch.numExamples(), within(1e-4));
                double ofGraph = graph.scoreExamples(batch, false).meanNumber().doubleValue();
                assertThat(graph.score(batch)).isCloseTo(ofGraph, within(1e-4));
            }
        }
    }
}
