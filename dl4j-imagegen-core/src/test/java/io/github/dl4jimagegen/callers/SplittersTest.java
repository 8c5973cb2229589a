package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.datasets.iterator.DataSetIteratorSplitter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.KFoldIterator;
import org.nd4j.linalg.exception.ND4JIllegalStateException;

/** Deeplearning4j's ways to split what an iterator delivers, and what is to be used instead of them. */
@CallerTest
class SplittersTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE.batchSize(5);

    @TempDir
    Path root;

    private ImageFolder folder;

    @BeforeEach
    void listFolder() {
        folder = ColouredImages.folder(root, 10);
    }

    private static List<String> names(DataSetIterator iterator) {
        return TestImages.names(TestImages.rest(iterator));
    }

    @Test
    @SuppressWarnings("deprecation")
    void aSplitterWithATrainIteratorRefusesAShuffledFlow() {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder)) {
            DataSetIterator training = new DataSetIteratorSplitter(flow, 6, 0.7).getTrainIterator();
            MultiLayerNetwork network = Networks.classifier();
            network.fit(training);
            assertThat(network.getIterationCount()).isEqualTo(4);
            assertThatThrownBy(() -> network.fit(training))
                    .isInstanceOf(ND4JIllegalStateException.class)
                    .hasMessage("First examples do not match. Randomization was used?");
        }
    }

    @Test
    void aSplitterWithPartsTrainsOnWhatItTestsOn() {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder)) {
            List<DataSetIterator> parts = new DataSetIteratorSplitter(flow, new int[] {4, 2}).getIterators();
            List<String> training = names(parts.get(0));
            List<String> test = names(parts.get(1));
            assertThat(training).hasSize(20);
            assertThat(test).isNotEmpty().containsAnyElementsOf(training);
        }
    }

    @Test
    @SuppressWarnings("deprecation")
    void aSplitterOfAFlowInOrderTestsOnTheLastClassesOnly() {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder)) {
            DataSetIteratorSplitter splitter = new DataSetIteratorSplitter(flow, 6, 0.7);
            assertThat(names(splitter.getTrainIterator())).hasSize(20).noneMatch(name -> name.startsWith("red"));
            assertThat(names(splitter.getTestIterator())).hasSize(10).allMatch(name -> name.startsWith("red"));
        }
    }

    @Test
    void splittingTheFolderKeepsTheClassesAndSharesNoImage() {
        Split split = folder.split(0.3);
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(split.training());
                ImageDataSetIterator validation = PIPELINE.evaluationFlow(split.validation())) {
            for (int epoch = 0; epoch < 3; epoch++) {
                List<String> trained = names(training);
                List<String> validated = names(validation);
                assertThat(trained).hasSize(21).doesNotContainAnyElementsOf(validated);
                for (String name : ColouredImages.CLASSES) {
                    assertThat(validated)
                            .filteredOn(image -> image.startsWith(name))
                            .hasSize(3);
                }
                training.reset();
                validation.reset();
            }
        }
    }

    @Test
    void foldsAreMadeOfASetThatFitsIntoMemory() {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder)) {
            DataSet whole = flow.next(30);
            KFoldIterator folds = new KFoldIterator(3, whole);
            MultiLayerNetwork network = Networks.classifier();
            int tested = 0;
            while (folds.hasNext()) {
                DataSet training = folds.next();
                assertThat(training.getFeatures().shape()).containsExactly(20, 3, 8, 8);
                network.fit(training);
                INDArray output = network.output(folds.testFold().getFeatures());
                tested += (int) output.size(0);
            }
            assertThat(tested).isEqualTo(30);
            assertThat(folds.next(10)).isNull();
        }
    }
}
