package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.generator.ElementCodec;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Combined examples under the iterators. */
@ExtendWith(NoThreadsLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GeneratorFlowTest {

    private static final OutputSignature SIGNATURE =
            OutputSignature.of(TensorSpec.of(DataType.FLOAT, 1), TensorSpec.scalar(DataType.INT32));

    private static Example example(long i) {
        return Example.of(Nd4j.createFromArray((float) i), (int) i);
    }

    private static GeneratorDataSetIterator flow(Examples<Example> examples) {
        return GeneratorDataSetIterator.builder(examples, SIGNATURE)
                .batchSize(4)
                .build();
    }

    private static List<Integer> labels(GeneratorDataSetIterator flow) {
        List<Integer> labels = new ArrayList<>();
        while (flow.hasNext()) {
            for (int label : flow.next().getLabels().data().asInt()) {
                labels.add(label);
            }
        }
        return labels;
    }

    @Test
    void combinedExamplesAreTheSameInEveryRunAndResume() {
        Examples<Example> examples = Examples.indexed(10, i -> i)
                .shuffle(4, 42)
                .map(GeneratorFlowTest::example, 3)
                .onError(OnError.SKIP);
        FlowChecks.deliverTheSame(() -> flow(examples), () -> flow(examples));
        FlowChecks.resumesAnywhere(() -> flow(examples));
        try (GeneratorDataSetIterator flow = flow(examples)) {
            List<Integer> first = labels(flow);
            flow.reset();
            assertThat(labels(flow)).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        }
    }

    /** An indexed generator makes nothing again; a sequential one everything up to the place. */
    @Test
    void anIndexedGeneratorIsResumedAtItsPlace() {
        AtomicInteger made = new AtomicInteger();
        Examples<Example> indexed = Examples.indexed(1_000, i -> {
            int unused = made.incrementAndGet();
            return example(i);
        });
        Examples<Example> sequential =
                Examples.fromStream(() -> LongStream.range(0, 1_000).mapToObj(i -> {
                    int unused = made.incrementAndGet();
                    return example(i);
                }));
        assertThat(Logged.during(
                        () -> assertThat(madeForTheLastBatch(indexed, made)).isEqualTo(4)))
                .noneMatch(line -> line.contains("replaying"));
        assertThat(Logged.during(
                        () -> assertThat(madeForTheLastBatch(sequential, made)).isEqualTo(1_000)))
                .filteredOn(line -> line.contains("replaying"))
                .singleElement()
                .asString()
                .endsWith("resuming by replaying 996 examples of a sequential generator");
    }

    private static int madeForTheLastBatch(Examples<Example> examples, AtomicInteger made) {
        try (GeneratorDataSetIterator flow = flow(examples)) {
            PipelineState here = flow.state();
            made.set(0);
            flow.restore(PipelineState.of(0, 996, here.source(), here.recipe()));
            assertThat(labels(flow)).containsExactly(996, 997, 998, 999);
            return made.get();
        }
    }

    @Test
    void theSizeIsPartOfTheState() {
        try (GeneratorDataSetIterator ten = flow(Examples.indexed(10, GeneratorFlowTest::example));
                GeneratorDataSetIterator nine = flow(Examples.indexed(9, GeneratorFlowTest::example))) {
            PipelineState state = ten.state();
            assertThatThrownBy(() -> nine.restore(state))
                    .hasMessageContaining("10 examples")
                    .hasMessageContaining("9");
        }
    }

    @Test
    void anInfiniteGeneratorIsRefusedWithTheCure() {
        Examples<Example> infinite =
                Examples.indexed(10, GeneratorFlowTest::example).repeat();
        assertThatThrownBy(() -> flow(infinite))
                .hasMessageContaining("infinite")
                .hasMessageContaining("take(n)");
        Examples<Sample> images = TestImages.samples(3, 3).repeat();
        assertThatThrownBy(() -> ImagePipeline.targetSize(8, 8).trainingFlow(images, ClassIndex.numbered(3)))
                .hasMessageContaining("infinite");
        try (GeneratorDataSetIterator flow = flow(infinite.take(25))) {
            assertThat(labels(flow)).hasSize(25);
        }
    }

    @Test
    void anEpochWithoutAnExampleFails() {
        try (GeneratorDataSetIterator tensors =
                        flow(Examples.indexed(10, GeneratorFlowTest::example).filter(example -> false));
                ImageDataSetIterator images = ImagePipeline.targetSize(8, 8)
                        .trainingFlow(TestImages.samples(3, 3).take(0), ClassIndex.numbered(3))) {
            for (FlowIterator flow : List.of(tensors, images)) {
                assertThatThrownBy(flow::hasNext)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the generator has no example in epoch 0: see what it reads");
            }
        }
    }

    @Test
    void aGeneratorThatCanBeReadOnlyOnceFailsInTheSecondEpoch() {
        Iterator<Example> once =
                LongStream.range(0, 6).mapToObj(GeneratorFlowTest::example).iterator();
        try (GeneratorDataSetIterator flow = flow(Examples.from(() -> once))) {
            assertThat(labels(flow)).containsExactly(0, 1, 2, 3, 4, 5);
            flow.reset();
            assertThatThrownBy(flow::hasNext)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "no example in epoch 1: it is asked afresh in each epoch and must start anew");
        }
    }

    @Test
    void anEpochOfWhichAllIsDroppedFails() {
        try (GeneratorDataSetIterator flow = GeneratorDataSetIterator.builder(
                        Examples.indexed(3, GeneratorFlowTest::example), SIGNATURE)
                .batchSize(4)
                .dropRemainder(true)
                .build()) {
            assertThatThrownBy(flow::hasNext)
                    .hasMessageContaining("3 examples, which dropRemainder drops")
                    .hasMessageContaining("batch of 4");
        }
    }

    @Test
    void tensorsAreCachedOnDisk(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("examples.cache");
        AtomicInteger made = new AtomicInteger();
        Examples<Example> cached = Examples.indexed(9, i -> {
                    int unused = made.incrementAndGet();
                    return example(i);
                })
                .cache(file, Example.codec());
        try (GeneratorDataSetIterator flow = flow(cached)) {
            List<Integer> first = labels(flow);
            assertThat(Files.size(file)).isPositive();
            flow.reset();
            assertThat(labels(flow)).isEqualTo(first).hasSize(9);
        }
        assertThat(made).hasValue(9);
    }

    @Test
    void theCodecKeepsNamesTypesShapesAndOrder() throws Exception {
        Example example = new Example(
                Map.of("image", Nd4j.linspace(1, 24, 24, DataType.FLOAT).reshape('f', 2, 3, 4)),
                Map.of("class", Nd4j.scalar(DataType.INT32, 7), "mask", Nd4j.createFromArray((byte) 1, (byte) 2)));
        ElementCodec<Example> codec = Example.codec();
        var bytes = new ByteArrayOutputStream();
        codec.write(example, new DataOutputStream(bytes));
        Example read = codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read.inputs().keySet()).isEqualTo(example.inputs().keySet());
        assertThat(read.features()).isEqualTo(example.features());
        assertThat(read.outputs().get("class")).isEqualTo(example.outputs().get("class"));
        assertThat(read.outputs().get("mask")).isEqualTo(example.outputs().get("mask"));
    }

    /** The function runs on threads of its own, below the thread that pulls: both have to be woken. */
    @Test
    void closeEndsAParallelMapThatBlocksForEver() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        GeneratorDataSetIterator flow = flow(Examples.indexed(100, i -> i)
                .map(
                        i -> {
                            if (i == 6) {
                                blocked.countDown();
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    interrupted.set(true);
                                    throw new IllegalStateException(e);
                                }
                            }
                            return example(i);
                        },
                        2));
        assertThat(flow.next().numExamples()).isEqualTo(4);
        assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
        flow.close();
        assertThat(interrupted).as("before close() returns").isTrue();
    }
}
