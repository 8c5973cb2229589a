package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What the methods of {@code DataSetIterator} promise, whoever calls them. */
@CallerTest
class IteratorContractTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE;

    private static ImageFolder folder(Path root) {
        return ImageFolder.of(TestImages.folder(root, 3, 7));
    }

    @Test
    void batchesAreWhatDeeplearningExpects(@TempDir Path root) {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder(root));
                GeneratorDataSetIterator generator = ColouredImages.generator(21)) {
            for (DataSetIterator each : List.of(flow, generator)) {
                assertThat(each.batch()).isEqualTo(8);
                assertThat(each.inputColumns()).isEqualTo(192);
                assertThat(each.totalOutcomes()).isEqualTo(3);
                List<DataSet> batches = TestImages.rest(each);
                assertThat(batches).extracting(DataSet::numExamples).containsExactly(8, 8, 5);
                for (DataSet batch : batches) {
                    assertThat(batch.getFeatures().shape()).containsExactly(batch.numExamples(), 3, 8, 8);
                    assertThat(batch.getLabels().shape()).containsExactly(batch.numExamples(), 3);
                    assertThat(batch.hasMaskArrays()).isFalse();
                    for (INDArray array : List.of(batch.getFeatures(), batch.getLabels())) {
                        assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
                        assertThat(array.ordering()).isEqualTo('c');
                        assertThat(array.offset()).isZero();
                        assertThat(array.isAttached()).isFalse();
                        assertThat(array.isView()).isFalse();
                    }
                }
            }
            assertThat(flow.getLabels()).containsExactly("class0", "class1", "class2");
            assertThat(generator.getLabels()).isNull();
            flow.reset();
            assertThat(flow.next().getExampleMetaData().get(1)).isEqualTo("class0/image001.jpg");
        }
    }

    @Test
    void labelsFollowTheClassMode(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 2));
        try (ImageDataSetIterator categorical = PIPELINE.evaluationFlow(folder);
                ImageDataSetIterator sparse =
                        PIPELINE.classMode(ClassMode.SPARSE).evaluationFlow(folder);
                ImageDataSetIterator binary =
                        PIPELINE.classMode(ClassMode.BINARY).evaluationFlow(folder);
                ImageDataSetIterator none = PIPELINE.classMode(ClassMode.NONE).evaluationFlow(folder)) {
            assertThat(TestImages.values(categorical.next().getLabels())).containsExactly(1, 0, 1, 0, 0, 1, 0, 1);
            assertThat(TestImages.values(sparse.next().getLabels())).containsExactly(0, 0, 1, 1);
            INDArray labels = binary.next().getLabels();
            assertThat(labels.shape()).containsExactly(4, 1);
            assertThat(TestImages.values(labels)).containsExactly(0, 0, 1, 1);
            assertThat(none.next().getLabels()).isNull();
            assertThat(none.totalOutcomes()).isZero();
            assertThat(sparse.totalOutcomes()).isEqualTo(1);
        }
    }

    @Test
    void nextOfAnyNumberYieldsTheSameExamples(@TempDir Path root) {
        ImageFolder folder = folder(root);
        List<DataSet> expected;
        try (ImageDataSetIterator flow = PIPELINE.batchSize(1).trainingFlow(folder)) {
            expected = TestImages.rest(flow);
        }
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder)) {
            int at = 0;
            for (int n : new int[] {3, 8, 1, 100}) {
                DataSet batch = flow.next(n);
                int rows = Math.min(n, 21 - at);
                assertThat(batch.numExamples()).isEqualTo(rows);
                assertThat(batch.getExampleMetaData()).hasSize(rows);
                for (int row = 0; row < rows; row++) {
                    DataSet one = expected.get(at + row);
                    assertThat(batch.getExampleMetaData().get(row))
                            .isEqualTo(one.getExampleMetaData().get(0));
                    assertThat(TestImages.values(batch.getFeatures().slice(row)))
                            .isEqualTo(TestImages.values(one.getFeatures()));
                    assertThat(TestImages.values(batch.getLabels().slice(row)))
                            .isEqualTo(TestImages.values(one.getLabels()));
                }
                at += rows;
            }
            assertThat(flow.hasNext()).isFalse();
            flow.reset();
            DataSet part = flow.next(3);
            assertThat(part.numExamples()).isEqualTo(3);
            assertThat(flow.next().numExamples()).isEqualTo(5);
            assertThat(flow.next().numExamples()).isEqualTo(8);
        }
    }

    @Test
    void resetGoesOnOnlyFromABatchThatWasTaken(@TempDir Path root) {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder(root))) {
            List<String> first = TestImages.print(TestImages.rest(flow));
            flow.reset();
            List<String> second = TestImages.print(TestImages.rest(flow));
            assertThat(second).doesNotContainAnyElementsOf(first);
        }
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder(root))) {
            flow.reset();
            assertThat(flow.hasNext()).isTrue();
            flow.reset();
            flow.reset();
            assertThat(flow.epoch()).isZero();
            DataSet taken = flow.next();
            assertThat(taken.numExamples()).isEqualTo(8);
            flow.reset();
            flow.reset();
            assertThat(flow.epoch()).isEqualTo(1);
            assertThat(TestImages.rest(flow)).hasSize(3);
            assertThatThrownBy(flow::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void thePreProcessorSeesEveryBatchOnce(@TempDir Path root) {
        AtomicInteger calls = new AtomicInteger();
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder(root));
                GeneratorDataSetIterator generator = ColouredImages.generator(21)) {
            for (DataSetIterator each : List.of(flow, generator)) {
                calls.set(0);
                each.setPreProcessor(batch -> calls.addAndGet(1));
                assertThat(each.getPreProcessor()).isNotNull();
                assertThat(each.next(5).numExamples()).isEqualTo(5);
                assertThat(calls).hasValue(1);
                assertThat(TestImages.rest(each)).hasSize(3);
                assertThat(calls).hasValue(4);
                each.setPreProcessor(null);
                each.reset();
                assertThat(each.next().numExamples()).isEqualTo(8);
                assertThat(calls).hasValue(4);
            }
        }
    }

    @Test
    void aFailureCanBeMendedAndTheEpochRepeated(@TempDir Path root) throws Exception {
        ImageFolder folder = folder(root);
        Path file = root.resolve("class0/image000.png");
        byte[] bytes = Files.readAllBytes(file);
        Path truncated = Files.write(file, Arrays.copyOf(bytes, 20));
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder)) {
            assertThatThrownBy(flow::next).hasMessageContaining("class0/image000.png");
            assertThatThrownBy(flow::hasNext).hasMessageContaining("class0/image000.png");
            Path mended = Files.write(truncated, bytes);
            assertThat(mended).exists();
            flow.reset();
            assertThat(flow.epoch()).isZero();
            assertThat(TestImages.rest(flow)).hasSize(3);
        }
    }

    @Test
    void closeEndsTheThreads(@TempDir Path root) {
        ImageDataSetIterator flow = PIPELINE.workers(3).prefetch(2).trainingFlow(folder(root));
        assertThat(flow.next().numExamples()).isEqualTo(8);
        DataSet kept = flow.next();
        float[] values = TestImages.values(kept.getFeatures());
        flow.close();
        flow.close();
        assertThatThrownBy(flow::next).hasMessage("the iterator is closed");
        assertThat(TestImages.values(kept.getFeatures())).isEqualTo(values);
        Wait.until("no worker is left", () -> workers() == 0);
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("imagegen-worker-"))
                .count();
    }
}
