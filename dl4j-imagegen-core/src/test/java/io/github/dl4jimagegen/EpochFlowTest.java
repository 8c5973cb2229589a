package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.generator.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class EpochFlowTest {

    private static final OutputSignature SIGNATURE =
            OutputSignature.of(TensorSpec.of(DataType.FLOAT, 2), TensorSpec.scalar(DataType.INT32));

    private static Example example(int i) {
        return Example.of(Nd4j.createFromArray(i, 1f), i);
    }

    @Test
    void anEpochWithoutBatchesIsTriedAgain() {
        AtomicInteger opened = new AtomicInteger();
        Iterable<Example> one = () -> {
            opened.incrementAndGet();
            return IntStream.range(0, 1).mapToObj(EpochFlowTest::example).iterator();
        };
        try (var flow = GeneratorDataSetIterator.builder(one, SIGNATURE)
                .batchSize(4)
                .dropRemainder(true)
                .build()) {
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThat(flow.epoch()).isZero();
                assertThatThrownBy(flow::hasNext).hasMessageContaining("dropRemainder");
                flow.reset();
            }
        }
        assertThat(opened).hasValue(3);
    }

    @Test
    void whatWasGatheredBeforeAFailureIsDelivered() {
        Iterable<Example> failing = () -> IntStream.range(0, 9)
                .mapToObj(i -> {
                    if (i == 5) {
                        throw new IllegalStateException("no more");
                    }
                    return example(i);
                })
                .iterator();
        try (var flow = GeneratorDataSetIterator.builder(failing, SIGNATURE)
                .batchSize(2)
                .build()) {
            assertThat(flow.next(6).getFeatures().size(0)).isEqualTo(4);
            assertThatThrownBy(flow::hasNext).hasRootCauseMessage("no more");
            assertThatThrownBy(flow::next).hasRootCauseMessage("no more");
        }
    }

    @Test
    void aPassIsClosedAtItsEndAndOnlyOnce() {
        AtomicInteger closed = new AtomicInteger();
        Examples<Example> examples = Examples.fromStream(
                () -> IntStream.range(0, 4).mapToObj(EpochFlowTest::example).onClose(closed::incrementAndGet));
        try (var flow = GeneratorDataSetIterator.builder(examples, SIGNATURE)
                .batchSize(2)
                .prefetch(0)
                .build()) {
            while (flow.hasNext()) {
                assertThat(flow.next()).isNotNull();
            }
            assertThat(closed).hasValue(1);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void anErrorAfterTheFirstOfSeveralBatchesLosesNothing() {
        Iterable<Example> failing = () -> IntStream.range(0, 9)
                .mapToObj(i -> {
                    if (i == 5) {
                        throw new StackOverflowError("too deep");
                    }
                    return example(i);
                })
                .iterator();
        try (var flow = GeneratorDataSetIterator.builder(failing, SIGNATURE)
                .batchSize(2)
                .build()) {
            assertThat(flow.next(6).getFeatures().size(0)).isEqualTo(4);
            assertThatThrownBy(flow::next).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void aCheckpointThatFailsForWhateverReasonNeitherEndsNorShortensAnything(@TempDir Path folder) {
        Iterable<Example> nine =
                () -> IntStream.range(0, 9).mapToObj(EpochFlowTest::example).iterator();
        List<Exception> reasons = List.of(new IOException("disk full"), new IllegalStateException("no such array"));
        for (Exception reason : reasons) {
            AtomicInteger attempts = new AtomicInteger();
            try (var flow = GeneratorDataSetIterator.builder(nine, SIGNATURE)
                    .batchSize(2)
                    .build()) {
                flow.checkpointEvery(1, folder.resolve("model.zip"), file -> {
                    attempts.incrementAndGet();
                    throw sneaky(reason);
                });
                List<String> log = Logged.during(() -> {
                    assertThat(flow.next().numExamples()).isEqualTo(2);
                    assertThat(flow.hasNext()).isTrue();
                    assertThat(flow.next(6).numExamples()).isEqualTo(6);
                    assertThat(flow.next().numExamples()).isEqualTo(1);
                    assertThat(flow.hasNext()).isFalse();
                });
                assertThat(attempts).as("before the second and the third").hasValue(2);
                assertThat(String.join("\n", log)).contains("cannot save a checkpoint as", reason.getMessage());
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the compiler takes it for unchecked
    private static <E extends Exception> E sneaky(Exception e) throws E {
        throw (E) e;
    }

    /** Sequences of other lengths cannot be gathered, but they are still there, one batch after the other. */
    @Test
    void whatCannotBeGatheredIsNotLost() {
        OutputSignature padded = OutputSignature.of(
                TensorSpec.of(DataType.FLOAT, TensorSpec.NONE).padTo(TensorSpec.NONE),
                TensorSpec.scalar(DataType.INT32));
        Iterable<Example> growing = () -> IntStream.range(0, 6)
                .mapToObj(i -> Example.of(Nd4j.ones(DataType.FLOAT, i + 1), i))
                .iterator();
        try (var flow =
                GeneratorDataSetIterator.builder(growing, padded).batchSize(2).build()) {
            assertThatThrownBy(() -> flow.next(5))
                    .hasMessageContaining("batches of [2, 2] and [2, 4] cannot become one: take them one by one");
            assertThat(flow.state().position()).isZero();
            for (int i = 0; i < 3; i++) {
                assertThat(flow.next().getFeatures().shape()).containsExactly(2, 2L * i + 2);
            }
            assertThat(flow.hasNext()).isFalse();
        }
    }

    @Test
    void aFlowAnswersWhileAnotherThreadWaitsForABatch() throws Exception {
        for (int prefetch : new int[] {0, 2}) {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch waits = new CountDownLatch(1);
            Iterable<Example> slow = () -> IntStream.range(0, 6)
                    .mapToObj(i -> {
                        if (i == 4) {
                            waits.countDown();
                            try {
                                release.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                        return example(i);
                    })
                    .iterator();
            try (var flow = GeneratorDataSetIterator.builder(slow, SIGNATURE)
                    .batchSize(2)
                    .prefetch(prefetch)
                    .build()) {
                assertThat(flow.next(4).numExamples()).isEqualTo(4);
                Background consumer = Background.start(
                        () -> assertThat(flow.next().numExamples()).isEqualTo(2));
                assertThat(waits.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(flow.epoch()).isZero();
                assertThat(flow.state().position()).isEqualTo(4);
                assertThat(flow.report().examples()).isEqualTo(4);
                release.countDown();
                consumer.join();
            }
        }
    }

    @Test
    void anInterruptDoesNotSpoilACheckpoint(@TempDir Path folder) {
        Iterable<Example> nine =
                () -> IntStream.range(0, 9).mapToObj(EpochFlowTest::example).iterator();
        Path file = folder.resolve("model.zip");
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build());
        network.init();
        try (var flow =
                GeneratorDataSetIterator.builder(nine, SIGNATURE).batchSize(2).build()) {
            flow.checkpointEvery(1, file, network::save);
            assertThat(flow.next()).isNotNull();
            Thread.currentThread().interrupt();
            assertThat(flow.hasNext()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file).exists();
        }
    }

    @Test
    void whetherAShortBatchIsLeftOutBelongsToAState() {
        Iterable<Example> nine =
                () -> IntStream.range(0, 9).mapToObj(EpochFlowTest::example).iterator();
        var builder = GeneratorDataSetIterator.builder(nine, SIGNATURE).batchSize(2);
        try (var with = builder.build();
                var without = builder.dropRemainder(true).build()) {
            PipelineState state = with.state();
            assertThatThrownBy(() -> without.restore(state))
                    .isInstanceOf(StateMismatchException.class)
                    .hasMessageContaining("dropRemainder of = 2");
        }
    }
}
