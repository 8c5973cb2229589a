package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;

/** Deeplearning4j's own prefetcher, which none of its classes puts around our iterators, put around them by hand. */
@CallerTest
class AsyncIteratorTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE.batchSize(4);

    @TempDir
    Path root;

    @Test
    void deeplearningsPrefetcherIsNotAskedFor() {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ColouredImages.folder(root, 7));
                GeneratorDataSetIterator generator = ColouredImages.generator(21)) {
            assertThat(flow.asyncSupported()).isFalse();
            assertThat(generator.asyncSupported()).isFalse();
        }
    }

    /** Takes one batch and resets, takes two and resets, and so on: Deeplearning4j resets by an interrupt. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 2", "1, 0", "1, 2", "2, 0", "2, 2"})
    void everyBatchIsDeliveredOnceWhateverIsReset(int workers, int prefetch) {
        ImageFolder folder = ColouredImages.folder(root, 15);
        ImagePipeline pipeline = PIPELINE.workers(workers).prefetch(prefetch);
        List<List<String>> epochs = new ArrayList<>();
        try (ImageDataSetIterator flow = pipeline.trainingFlow(folder)) {
            for (int epoch = 0; epoch < 7; epoch++) {
                epochs.add(TestImages.print(TestImages.rest(flow)));
                flow.reset();
            }
        }
        try (ImageDataSetIterator flow = pipeline.trainingFlow(folder)) {
            AsyncDataSetIterator async = new AsyncDataSetIterator(flow, 2);
            for (int epoch = 0; epoch < 6; epoch++) {
                int taken = epoch + 1;
                List<DataSet> batches = new ArrayList<>();
                while (batches.size() < taken && async.hasNext()) {
                    batches.add(async.next());
                }
                assertThat(TestImages.print(batches))
                        .isEqualTo(epochs.get(epoch).subList(0, taken));
                async.reset();
            }
            List<DataSet> last = TestImages.rest(async);
            assertThat(TestImages.print(last)).isEqualTo(epochs.get(6));
            assertThat(last)
                    .noneMatch(batch -> batch.getFeatures().isAttached())
                    .noneMatch(batch -> batch.getLabels().isAttached());
            async.shutdown();
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void everyBatchOfAGeneratorIsDeliveredOnce(int prefetch) {
        try (GeneratorDataSetIterator flow = GeneratorDataSetIterator.builder(
                        ColouredImages.examples(45), ColouredImages.SIGNATURE)
                .batchSize(4)
                .prefetch(prefetch)
                .build()) {
            List<String> expected = TestImages.print(TestImages.rest(flow));
            AsyncDataSetIterator async = new AsyncDataSetIterator(flow, 2);
            for (int taken = 1; taken < 4; taken++) {
                for (int i = 0; i < taken; i++) {
                    assertThat(async.hasNext()).isTrue();
                    DataSet batch = async.next();
                    assertThat(batch.getFeatures().isAttached()).isFalse();
                    assertThat(TestImages.print(batch)).isEqualTo(expected.get(i));
                }
                async.reset();
            }
            assertThat(TestImages.print(TestImages.rest(async))).isEqualTo(expected);
            async.shutdown();
        }
    }

    @Test
    void networksTrainOverIt() {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(ColouredImages.folder(root, 7))) {
            Deliveries deliveries = Deliveries.of(flow);
            AsyncDataSetIterator async = new AsyncDataSetIterator(flow, 4);
            var network = Networks.classifier();
            network.fit(async, 3);
            async.shutdown();
            assertThat(network.getIterationCount()).isEqualTo(18);
            assertThat(deliveries.batches())
                    .isEqualTo(Deliveries.expected(PIPELINE.trainingFlow(ColouredImages.folder(root, 7)), 3));
        }
    }

    /** Why asyncSupported() is false: the thread that waits in hasNext() is not told of the failure. */
    @Test
    void deeplearningsPrefetcherHangsOnAFailure() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Iterable<Example> failing = () -> IntStream.range(0, 40)
                .mapToObj(i -> {
                    if (i == 8) {
                        await(waiting);
                        throw new IllegalStateException("no more");
                    }
                    return ColouredImages.example(i);
                })
                .iterator();
        try (GeneratorDataSetIterator flow = GeneratorDataSetIterator.builder(failing, ColouredImages.SIGNATURE)
                .batchSize(8)
                .build()) {
            AsyncDataSetIterator async = new AsyncDataSetIterator(flow, 2);
            assertThat(async.hasNext()).isTrue();
            assertThat(async.next().numExamples()).isEqualTo(8);
            Thread consumer = new Thread(() -> assertThat(async.hasNext()).isFalse());
            consumer.setUncaughtExceptionHandler((thread, thrown) -> {});
            consumer.start();
            while (consumer.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            waiting.countDown();
            async.shutdown(); // returns when the prefetching thread is gone, so nobody is left to wake the consumer
            consumer.join(300);
            assertThat(consumer.isAlive()).isTrue();
            consumer.interrupt();
            consumer.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
