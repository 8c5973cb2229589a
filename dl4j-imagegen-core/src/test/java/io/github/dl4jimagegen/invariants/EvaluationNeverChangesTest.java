package io.github.dl4jimagegen.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 10: an evaluation flow gives the same bytes each epoch, in the order of the source, not augmented. */
class EvaluationNeverChangesTest {

    private static final ImagePipeline PLAIN = ImagePipeline.targetSize(8, 11).batchSize(4);

    private static ImagePipeline augmented() {
        GeometricAugmentation flip = (shape, random) -> Warp.flipHorizontal(shape);
        PhotometricAugmentation dark = (shape, random) -> PixelOp.linear(0.5, random.nextDouble());
        return PLAIN.augment(flip, dark);
    }

    @Test
    void ofAFolder(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 3, 6));
        List<String> plain;
        try (ImageDataSetIterator flow = PLAIN.evaluationFlow(folder)) {
            plain = TestImages.print(TestImages.rest(flow));
        }
        try (ImageDataSetIterator flow = augmented().evaluationFlow(folder)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(TestImages.print(TestImages.rest(flow))).isEqualTo(plain);
                flow.reset();
                assertThat(flow.epoch()).isEqualTo(epoch + 1);
            }
            List<String> names = flow.sampleNames();
            assertThat(names).hasSize(18).isSorted();
            assertThat(TestImages.names(TestImages.rest(flow))).isEqualTo(names);
        }
        try (ImageDataSetIterator flow = augmented().trainingFlow(folder)) {
            assertThat(TestImages.print(TestImages.rest(flow))).doesNotContainAnyElementsOf(plain);
        }
    }

    @Test
    void ofTheValidationImages(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 6));
        try (ImageDataSetIterator flow =
                augmented().evaluationFlow(folder.split(0.34).validation())) {
            assertThat(flow.sampleNames())
                    .containsExactly(
                            "class0/image000.png", "class0/image001.jpg", "class1/image000.png", "class1/image001.jpg");
            assertThat(TestImages.names(TestImages.rest(flow))).isEqualTo(flow.sampleNames());
        }
    }

    @Test
    void ofAGenerator() {
        try (ImageDataSetIterator flow = augmented().evaluationFlow(TestImages.samples(11, 2), ClassIndex.numbered(2));
                ImageDataSetIterator plain = PLAIN.evaluationFlow(TestImages.samples(11, 2), ClassIndex.numbered(2))) {
            List<String> expected = TestImages.print(TestImages.rest(plain));
            assertThat(TestImages.print(TestImages.rest(flow))).isEqualTo(expected);
            flow.reset();
            assertThat(TestImages.print(TestImages.rest(flow))).isEqualTo(expected);
            assertThatThrownBy(flow::sampleNames).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aShuffledFlowHasNoNamesInOrder(@TempDir Path root) {
        try (ImageDataSetIterator flow = PLAIN.trainingFlow(ImageFolder.of(TestImages.folder(root, 2, 2)))) {
            assertThatThrownBy(flow::sampleNames)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("getExampleMetaData");
        }
    }
}
