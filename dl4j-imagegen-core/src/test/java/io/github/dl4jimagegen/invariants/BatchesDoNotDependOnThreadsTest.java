package io.github.dl4jimagegen.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 1: seed, epoch and source alone decide what is in a batch. */
class BatchesDoNotDependOnThreadsTest {

    private static ImagePipeline pipeline() {
        GeometricAugmentation rotate = (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));
        GeometricAugmentation flip = (shape, random) -> Warp.flipHorizontal(shape);
        PhotometricAugmentation light = (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1.5), 3);
        return ImagePipeline.targetSize(8, 11)
                .batchSize(5)
                .seed(7)
                .augment(rotate, Augmentation.sometimes(0.5, flip), light);
    }

    private static void sameForAllThreads(Function<ImagePipeline, ImageDataSetIterator> flow) {
        List<String> expected = twoEpochs(flow.apply(pipeline().workers(0).prefetch(0)));
        assertThat(expected).hasSizeGreaterThan(8).doesNotHaveDuplicates();
        for (int workers : new int[] {0, 1, 2, 7}) {
            for (int prefetch : new int[] {0, 1, 4}) {
                assertThat(twoEpochs(flow.apply(pipeline().workers(workers).prefetch(prefetch))))
                        .as("workers %s, prefetch %s", workers, prefetch)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<String> twoEpochs(ImageDataSetIterator flow) {
        try (flow) {
            List<String> batches = new ArrayList<>(TestImages.print(TestImages.rest(flow)));
            flow.reset();
            batches.addAll(TestImages.print(TestImages.rest(flow)));
            return batches;
        }
    }

    @Test
    void ofAFolder(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 3, 8));
        sameForAllThreads(pipeline -> pipeline.trainingFlow(folder));
    }

    @Test
    void ofAPartOfAFolder(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 3, 10));
        sameForAllThreads(pipeline -> pipeline.trainingFlow(folder.split(0.25).training()));
    }

    @Test
    void ofAGenerator() {
        sameForAllThreads(pipeline -> pipeline.trainingFlow(TestImages.samples(23, 3), ClassIndex.numbered(3)));
    }

    @Test
    void anImageIsAugmentedInTheSameWayInEveryView(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 8));
        ImagePipeline single = pipeline().batchSize(1);
        List<String> whole;
        try (ImageDataSetIterator flow = single.trainingFlow(folder)) {
            whole = TestImages.print(TestImages.rest(flow));
        }
        try (ImageDataSetIterator flow = single.trainingFlow(folder.split(0.5).training())) {
            assertThat(whole).containsAll(TestImages.print(TestImages.rest(flow)));
        }
    }
}
