package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.promises.FlowShapes.Shape;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1: seed, epoch and source alone decide what is in a batch. */
@ExtendWith(NoThreadsLeft.class)
class ReproducibleTest {

    @Test
    void batchesAreTheSameForAnyNumberOfThreads(@TempDir Path root) {
        for (Shape<?> shape : FlowShapes.all(root)) {
            for (int workers : FlowShapes.WORKERS) {
                for (int prefetch : FlowShapes.PREFETCH) {
                    if (workers + prefetch > 0) {
                        sameAsOnOneThread(shape, workers, prefetch);
                    }
                }
            }
        }
    }

    private static <F extends Flow & Iterator<?>> void sameAsOnOneThread(Shape<F> shape, int workers, int prefetch) {
        try {
            FlowChecks.deliverTheSame(() -> shape.make(0, 0), () -> shape.make(workers, prefetch));
        } catch (AssertionError e) {
            throw new AssertionError(shape + ", " + workers + " workers, prefetch " + prefetch, e);
        }
    }

    @Test
    void anImageIsAugmentedInTheSameWayInEveryView(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 8));
        GeometricAugmentation rotate = (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));
        ImagePipeline single = ImagePipeline.targetSize(8, 11).batchSize(1).augment(rotate);
        List<String> whole;
        try (ImageDataSetIterator flow = single.trainingFlow(folder)) {
            whole = TestImages.print(TestImages.rest(flow));
        }
        try (ImageDataSetIterator flow = single.trainingFlow(folder.split(0.5).training())) {
            assertThat(whole).containsAll(TestImages.print(TestImages.rest(flow)));
        }
    }

    @Test
    void theCheckFindsADifference(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 4));
        ImagePipeline pipeline = ImagePipeline.targetSize(8, 11).batchSize(3);
        assertThatThrownBy(() -> FlowChecks.deliverTheSame(() -> pipeline.trainingFlow(folder), () -> pipeline.seed(43)
                        .trainingFlow(folder)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the other flow differs in batch 0 of its epoch 0: it has [class");
        assertThatThrownBy(() ->
                        FlowChecks.deliverTheSame(() -> pipeline.trainingFlow(folder), () -> pipeline.rescale(0.999)
                                .trainingFlow(folder)))
                .hasMessageContaining("array 0 is not the same");
        assertThatThrownBy(
                        () -> FlowChecks.deliverTheSame(() -> pipeline.trainingFlow(folder), () -> pipeline.batchSize(4)
                                .trainingFlow(folder)))
                .hasMessageContaining("delivers 2 batches in its epoch 0 but there should be 3");
    }
}
