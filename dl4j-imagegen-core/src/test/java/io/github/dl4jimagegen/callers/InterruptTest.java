package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.TestImages;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A caller that is interrupted, as Deeplearning4j's prefetching thread is, gets its batches and keeps its flag. */
@CallerTest
class InterruptTest {

    @TempDir
    Path root;

    private static void expectBatchesDespiteAnInterrupt(DataSetIterator iterator) {
        Thread.currentThread().interrupt();
        assertThat(TestImages.rest(iterator)).hasSize(3);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, 2", "2, 0", "2, 2"})
    void ofAFolder(int workers, int prefetch) {
        try (ImageDataSetIterator flow = ColouredImages.PIPELINE
                .workers(workers)
                .prefetch(prefetch)
                .evaluationFlow(ColouredImages.folder(root, 7))) {
            expectBatchesDespiteAnInterrupt(flow);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void ofAGenerator(int prefetch) {
        try (GeneratorDataSetIterator flow = GeneratorDataSetIterator.builder(
                        ColouredImages.examples(21), ColouredImages.SIGNATURE)
                .batchSize(8)
                .prefetch(prefetch)
                .build()) {
            expectBatchesDespiteAnInterrupt(flow);
        }
    }
}
