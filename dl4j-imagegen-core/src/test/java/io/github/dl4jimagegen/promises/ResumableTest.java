package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.promises.FlowShapes.Shape;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Promise 2: a saved state gives exactly the rest of the epoch, and refuses other data. */
@ExtendWith(NoThreadsLeft.class)
class ResumableTest {

    @Test
    void everyFlowGoesOnFromEveryPlaceForAnyNumberOfThreads(@TempDir Path root) {
        for (Shape<?> shape : FlowShapes.all(root)) {
            for (int workers : FlowShapes.WORKERS) {
                for (int prefetch : FlowShapes.PREFETCH) {
                    resumes(shape, workers, prefetch);
                }
            }
        }
    }

    private static <F extends Flow & Iterator<?>> void resumes(Shape<F> shape, int workers, int prefetch) {
        try {
            FlowChecks.resumesAnywhere(() -> shape.make(workers, prefetch));
        } catch (AssertionError e) {
            throw new AssertionError(shape + ", " + workers + " workers, prefetch " + prefetch, e);
        }
    }

    @Test
    void theCheckFindsAGeneratorThatDiffersFromRunToRun() {
        AtomicInteger calls = new AtomicInteger();
        Iterable<Example> unsteady = () -> IntStream.range(0, 7)
                .mapToObj(i -> Example.of(Nd4j.createFromArray((float) calls.incrementAndGet()), 0))
                .iterator();
        OutputSignature signature =
                OutputSignature.of(TensorSpec.of(DataType.FLOAT, 1), TensorSpec.scalar(DataType.INT32));
        assertThatThrownBy(() -> FlowChecks.resumesAnywhere(() -> GeneratorDataSetIterator.builder(unsteady, signature)
                        .batchSize(3)
                        .build()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("restored after batch 0 of epoch 0 differs in batch 0");
    }

    @Test
    void threadsAndBatchSizeMayChange(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 6));
        ImagePipeline pipeline = ImagePipeline.targetSize(6, 5).batchSize(4);
        try (ImageDataSetIterator flow = pipeline.workers(1).trainingFlow(folder);
                ImageDataSetIterator smaller =
                        pipeline.batchSize(3).workers(2).prefetch(0).trainingFlow(folder)) {
            assertThat(flow.next()).isNotNull();
            smaller.restore(flow.state());
            assertThat(TestImages.names(TestImages.rest(smaller)))
                    .isEqualTo(TestImages.names(TestImages.rest(flow)))
                    .hasSize(8);
        }
    }

    @Test
    void aFolderMayHaveMoved(@TempDir Path root) {
        Path before = TestImages.folder(root.resolve("before"), 2, 4);
        Path after = TestImages.folder(root.resolve("after"), 2, 4);
        ImagePipeline pipeline = ImagePipeline.targetSize(6, 5).batchSize(4);
        try (ImageDataSetIterator flow = pipeline.trainingFlow(ImageFolder.of(before));
                ImageDataSetIterator moved = pipeline.trainingFlow(ImageFolder.of(after))) {
            assertThat(flow.next()).isNotNull();
            moved.restore(flow.state());
            assertThat(TestImages.print(TestImages.rest(moved))).isEqualTo(TestImages.print(TestImages.rest(flow)));
        }
    }

    @Test
    void otherDataAreRefusedWithBothSidesNamed(@TempDir Path root) throws Exception {
        Path folder = TestImages.folder(root.resolve("photos"), 2, 16);
        ImagePipeline pipeline = ImagePipeline.targetSize(6, 5).batchSize(4);
        PipelineState state;
        try (ImageDataSetIterator flow = pipeline.trainingFlow(ImageFolder.of(folder))) {
            assertThat(flow.next()).isNotNull();
            state = flow.state();
        }
        Path fewer = TestImages.folder(root.resolve("fewer"), 2, 15);
        refused(state, pipeline, ImageFolder.of(fewer), "over 32 examples of " + folder, fewer + " has 30");
        Path others = TestImages.folder(root.resolve("others"), 2, 16);
        Path unused = Files.move(others.resolve("class1"), others.resolve("zebra"));
        refused(state, pipeline, ImageFolder.of(others), "[class0, class1]", "[class0, zebra]");
        Path renamed = TestImages.folder(root.resolve("renamed"), 2, 16);
        unused = Files.move(renamed.resolve("class1/image004.png"), renamed.resolve("class1/image004b.png"));
        refused(state, pipeline, ImageFolder.of(renamed), folder.toString(), "the first time among numbers 20 to 21");
    }

    @Test
    void otherRecipesAreRefusedWithBothSidesNamed(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 4));
        ImagePipeline pipeline = ImagePipeline.targetSize(6, 5).batchSize(4);
        GeometricAugmentation flip = (shape, random) -> Warp.flipHorizontal(shape);
        PipelineState state;
        try (ImageDataSetIterator flow = pipeline.trainingFlow(folder)) {
            assertThat(flow.next()).isNotNull();
            state = flow.state();
        }
        refused(state, pipeline.seed(43), folder, "seed = 42", "seed = 43");
        refused(state, pipeline.rescale(0.5), folder, "rescale = 1.0", "rescale = 0.5");
        refused(state, pipeline.augment(flip), folder, "augmentation = none", "augmentation = [a function]");
        refused(state, pipeline.shard(0, 2), folder, "sampler = shuffled", "sampler = shuffled, shard 0 of 2");
        refused(state, pipeline.sampler(Sampler.oversampled()), folder, "shuffled", "oversampled");
        try (ImageDataSetIterator evaluation = pipeline.evaluationFlow(folder)) {
            assertThatThrownBy(() -> evaluation.restore(state)).hasMessageContaining("flow = TRAINING but");
        }
    }

    private static void refused(
            PipelineState state, ImagePipeline pipeline, ImageFolder folder, String saved, String here) {
        try (ImageDataSetIterator flow = pipeline.trainingFlow(folder)) {
            assertThat(flow.next()).isNotNull();
            PipelineState before = flow.state();
            assertThatThrownBy(() -> flow.restore(state))
                    .isInstanceOf(StateMismatchException.class)
                    .hasMessageContaining(saved)
                    .hasMessageContaining(here);
            assertThat(flow.state()).isEqualTo(before);
        }
    }

    @Test
    void theStateCountsWhatWasDeliveredAndNotWhatIsReady(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 6));
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(6, 5).batchSize(4).prefetch(4).trainingFlow(folder)) {
            for (int i = 0; i < 3; i++) {
                assertThat(flow.state().position()).isEqualTo(4L * i);
                assertThat(flow.hasNext()).isTrue();
                assertThat(flow.state().position()).isEqualTo(4L * i);
                assertThat(flow.next()).isNotNull();
            }
            assertThat(List.of(flow.state().epoch(), flow.state().position())).containsExactly(0L, 12L);
            flow.reset();
            assertThat(List.of(flow.state().epoch(), flow.state().position())).containsExactly(1L, 0L);
        }
    }
}
