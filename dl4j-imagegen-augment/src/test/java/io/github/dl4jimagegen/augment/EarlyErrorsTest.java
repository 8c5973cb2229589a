package io.github.dl4jimagegen.augment;

import static io.github.dl4jimagegen.augment.Augmentations.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageReadException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is wrong with an augmentation is said when a flow is made, and if that cannot be, with its name. */
class EarlyErrorsTest {

    private static final ImageArrays IMAGES =
            ImageArrays.of(List.of(TestImages.image(9, 12, 3, 1))).labels(ClassIndex.of("a"), 0);

    @Test
    void anAugmentationOfAnotherSizeIsRefusedBeforeTheFirstImage() {
        for (Augmentation other : List.of(randomCrop(4, 4), pad(2), resize(12, 9), randomRotate90())) {
            ImagePipeline pipeline = ImagePipeline.targetSize(9, 12).augment(other);
            assertThatThrownBy(() -> pipeline.trainingFlow(IMAGES).close())
                    .isInstanceOf(IllegalStateException.class)
                    .isNotInstanceOf(ImageReadException.class)
                    .hasMessageContaining("but the pipeline's target size is 9x12: end it with")
                    .hasMessageContaining("resize(9, 12)");
            assertThatThrownBy(() -> pipeline.viewsFlow(IMAGES, 2).close()).hasMessageContaining("target size is 9x12");
            pipeline.evaluationFlow(IMAGES).close(); // which does not augment
        }
        ImagePipeline.targetSize(9, 12)
                .augment(pad(2), randomCrop(9, 12))
                .trainingFlow(IMAGES)
                .close();
    }

    @Test
    void anExceptionWithoutAMessageIsNamedByItsClass() {
        AtomicInteger calls = new AtomicInteger();
        PhotometricAugmentation failing = (shape, random) -> PixelOp.custom(image -> {
            int unused = calls.incrementAndGet();
            throw new UnsupportedOperationException();
        });
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(9, 12).augment(failing).trainingFlow(IMAGES)) {
            assertThatThrownBy(flow::next)
                    .hasMessageStartingWith("cannot augment ")
                    .hasMessageEndingWith("): java.lang.UnsupportedOperationException");
        }
        assertThat(calls).hasValue(1); // trying out draws only
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void aPixelFunctionThatReturnsNullIsRefused() {
        PhotometricAugmentation failing = (shape, random) -> PixelOp.custom(image -> null);
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(9, 12).augment(failing).trainingFlow(IMAGES)) {
            assertThatThrownBy(flow::next)
                    .hasMessageContaining("a pixel function returned null for Image[9x12x3, 8-bit]");
        }
    }
}
