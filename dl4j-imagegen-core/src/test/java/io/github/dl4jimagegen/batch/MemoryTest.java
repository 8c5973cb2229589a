package io.github.dl4jimagegen.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.ResidentMemory;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class MemoryTest {

    private static final long MEGABYTE = 1L << 20;
    private static final ImageShape IMAGE = new ImageShape(224, 224, 3);

    private static BatchBuffers fresh() {
        return new BatchBuffers(BatchMemory.fresh(), ConsumerDevice.ofCurrentThread());
    }

    /** 300 batches of 19 MB that nobody keeps, 5.8 GB in all, stay within the budget of 512 MB and what the JVM needs. */
    @Test
    void batchesOfImagesThatNobodyKeepsDoNotPileUp() {
        BatchBuffers buffers = fresh();
        assertThat(growth(() -> batch(buffers, 32))).isLessThan(1_000 * MEGABYTE);
    }

    private static void batch(BatchBuffers buffers, int rows) {
        OpenBatch batch = assembler(2).open(buffers, rows);
        for (int row = 0; row < rows; row++) {
            batch.describe(row, Target.ofClass(row % 2), "image " + row);
        }
        Objects.requireNonNull(batch.publish()).toDataSet().getFeatures().assign(1);
    }

    /** The C library keeps what is freed for the thread that allocated it: that may not be one of many. */
    @Test
    void batchesOfManyThreadsDoNotPileUp() {
        BatchBuffers buffers = fresh();
        List<ExecutorService> threads =
                Stream.generate(Executors::newSingleThreadExecutor).limit(7).toList();
        AtomicInteger count = new AtomicInteger();
        assertThat(growth(() -> CompletableFuture.runAsync(
                                () -> batch(buffers, 16), threads.get(count.getAndIncrement() / 50))
                        .join()))
                .isLessThan(1_000 * MEGABYTE);
        threads.forEach(ExecutorService::shutdown);
    }

    @Test
    void batchesOfExamplesThatNobodyKeepsDoNotPileUp() {
        OutputSignature signature =
                OutputSignature.of(TensorSpec.of(DataType.FLOAT, 3, 224, 224), TensorSpec.scalar(DataType.INT32));
        List<Example> examples = Collections.nCopies(32, Example.of(Nd4j.ones(DataType.FLOAT, 3, 224, 224), 1));
        BatchBuffers buffers = fresh();
        assertThat(growth(() -> {
                    Batch unused = signature.stack(examples, 0, DataFormat.NCHW, buffers);
                }))
                .isLessThan(1_000 * MEGABYTE);
    }

    private static long growth(Runnable batch) {
        return growth(300, batch);
    }

    private static long growth(int batches, Runnable batch) {
        ResidentMemory.assumeKnown();
        batch.run();
        long before = outsideOfTheHeap();
        long most = before;
        for (int i = 0; i < batches; i++) {
            batch.run();
            most = Math.max(most, outsideOfTheHeap());
        }
        return most - before;
    }

    /** How large the Java heap gets, which images in memory are read through, is the collector's affair. */
    private static long outsideOfTheHeap() {
        return ResidentMemory.bytes() - Runtime.getRuntime().totalMemory();
    }

    @Test
    void theBudgetIsThatOfTheLargestBatchesOfAnyIterator() {
        long budget;
        try (BatchBuffers large = fresh();
                BatchBuffers small = fresh()) {
            OpenBatch batch = assembler(500).open(large, 400); // 242 MB
            budget = MemoryBudget.bytes();
            assertThat(budget).isGreaterThanOrEqualTo(8L * 400 * (4 * 224 * 224 * 3 + 4 * 500));
            OpenBatch other = assembler(2).open(small, 1);
            assertThat(MemoryBudget.bytes()).isEqualTo(budget);
            batch.discard();
            other.discard();
        }
        assertThat(MemoryBudget.bytes()).isLessThan(budget);
    }

    @Test
    void theMemoryOfABatchThatCannotBeAllocatedWholeComesBack() {
        try (BatchBuffers buffers = new BatchBuffers(BatchMemory.recycled(1), ConsumerDevice.ofCurrentThread())) {
            LabelEncoder beyondAnyMemory = new LabelEncoder() {
                @Override
                public long[] shape() {
                    return new long[] {1L << 52};
                }

                @Override
                public void encode(Target target, FloatBuffer row, @Nullable FloatBuffer mask) {}
            };
            OpenBatch batch = assembler(2).open(buffers, 4);
            long address = batch.featureAddress(0);
            batch.discard();
            assertThatThrownBy(() -> assembler(List.of(beyondAnyMemory)).open(buffers, 4))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(assembler(2).open(buffers, 4).featureAddress(0)).isEqualTo(address);
        }
    }

    @Test
    void whatPreparesSingleImagesOrMeasuresThemLeavesNothingOpen() {
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4);
        ImageSource images = ImageArrays.of(Nd4j.ones(DataType.FLOAT, 3, 3, 4, 4), DataFormat.NCHW);
        int before = MemoryBudget.opened();
        try (ImagePreparer preparer = pipeline.preparer()) {
            for (int i = 0; i < 10; i++) {
                assertThat(preparer.prepare(Image.ofBytes(1, 1, 3, new byte[3])))
                        .isNotNull();
            }
        }
        assertThat(pipeline.fit(images).images()).isEqualTo(3);
        assertThat(MemoryBudget.opened()).isLessThanOrEqualTo(before);
    }

    @Test
    void recycledMemoryOfVaryingShapesIsBounded() {
        try (BatchBuffers buffers = new BatchBuffers(BatchMemory.recycled(1), ConsumerDevice.ofCurrentThread())) {
            for (int i = 1; i <= 200; i++) {
                BatchBuffers.Lease first = buffers.lease();
                BatchBuffers.Lease second = buffers.lease();
                assertThat(first.allocate(DataType.FLOAT, 4, i).size(1)).isEqualTo(i);
                assertThat(second.allocate(DataType.FLOAT, 3, i).size(0)).isEqualTo(3);
                first.release();
                second.release();
                assertThat(buffers.bytesHeld()).isLessThanOrEqualTo((4L + 3) * i * 4);
            }
        }
    }

    /** What next(n) gathers is copied: it counts like any other fresh batch, also where the batches are recycled. */
    @Test
    void examplesThatAreGatheredDoNotPileUp() {
        ImageArrays images = ImageArrays.of(Nd4j.ones(DataType.FLOAT, 32, 3, 448, 448), DataFormat.NCHW);
        ImagePipeline pipeline =
                ImagePipeline.targetSize(448, 448).classMode(ClassMode.INPUT).batchSize(16);
        try (ImageDataSetIterator flow =
                pipeline.batchMemory(BatchMemory.recycled(1)).trainingFlow(images)) {
            assertThat(growth(60, () -> {
                        assertThat(flow.next(32).numExamples()).isEqualTo(32);
                        flow.reset();
                    }))
                    .isLessThan(1_500 * MEGABYTE);
        }
    }

    private static BatchAssembler assembler(int classes) {
        return assembler(
                ClassMode.CATEGORICAL.encoders(new LabelContext(List.of(classes), IMAGE, DataFormat.NCHW, 0, null)));
    }

    private static BatchAssembler assembler(List<LabelEncoder> labels) {
        return new BatchAssembler(IMAGE, DataType.FLOAT, DataFormat.NCHW, List.of(), labels, false);
    }
}
