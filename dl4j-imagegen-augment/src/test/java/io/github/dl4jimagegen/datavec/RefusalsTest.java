package io.github.dl4jimagegen.datavec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacv.CanvasFrame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.BaseImageTransform;
import org.datavec.image.transform.ColorConversionTransform;
import org.datavec.image.transform.CropImageTransform;
import org.datavec.image.transform.FilterImageTransform;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.MultiImageTransform;
import org.datavec.image.transform.PipelineImageTransform;
import org.datavec.image.transform.RandomCropTransform;
import org.datavec.image.transform.ResizeImageTransform;
import org.datavec.image.transform.ShowImageTransform;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.factory.Nd4j;

/** What is refused, by name and with what to do instead. */
class RefusalsTest {

    private static final FlipImageTransform SHARED = new FlipImageTransform(1);

    private static void assertRefused(TransformFactory factory, String... messages) {
        for (TransformFactory each : List.of(factory, () -> new MultiImageTransform(SHARED, factory.create()))) {
            assertThatThrownBy(() -> DataVec.augmentation("mine", each))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(messages);
        }
    }

    private static void apply(TransformFactory factory, Image image) {
        List<ImageOperation> operations =
                DataVec.augmentation("mine", factory).draw(image.shape(), SampleRandom.of(1, 0, 0, 0));
        Image unused = Operations.apply(operations, image);
    }

    @Test
    void whatCannotBeMadeReproducible() {
        assertRefused(
                () -> new RandomCropTransform(4, 4),
                "\"mine\" is refused: RandomCropTransform draws from the generator that all of ND4J shares",
                "use Augmentations.randomCrop(height, width)");
        assertRefused(
                () -> new PipelineImageTransform(new FlipImageTransform(1)),
                "\"mine\" is refused: PipelineImageTransform draws from generators that are shared",
                "Augmentation.sometimes(probability, ...)");
        assertRefused(
                () -> {
                    MultiImageTransform several = new MultiImageTransform(new FlipImageTransform(1));
                    several.setTransform(
                            new PipelineImageTransform(List.of(new Pair<>(new FlipImageTransform(1), 0.5))));
                    return several;
                },
                "PipelineImageTransform draws");
        assertRefused(
                () -> new MultiImageTransform(new FlipImageTransform(1)) {}, "is a subclass of MultiImageTransform");
        assertRefused(() -> new ShowImageTransform((CanvasFrame) null), "ShowImageTransform opens a window");
    }

    /** As it is without ffmpeg, and, by its class, with it. */
    @Test
    void filtersOfFfmpeg() {
        assertRefused(
                () -> new FilterImageTransform("hflip", 8, 8),
                "a class is not there",
                "ffmpeg",
                "FilterImageTransform");
    }

    @Test
    void aRefusalLeavesTheRandomNumbersOfNd4jAlone() {
        Nd4j.getRandom().setSeed(5);
        double expected = Nd4j.rand(1).getDouble(0);
        Nd4j.getRandom().setSeed(5);
        assertRefused(() -> new RandomCropTransform(4, 4), "is refused");
        assertThat(Nd4j.rand(1).getDouble(0)).isEqualTo(expected);
    }

    @Test
    void transformsThatThreadsWouldShare() {
        assertThatThrownBy(() -> DataVec.augmentation("mine", () -> SHARED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the factory of \"mine\" must make a new transform at each call but returned the"
                        + " same FlipImageTransform twice");
        assertThatThrownBy(() -> DataVec.augmentation(
                        "mine", () -> new MultiImageTransform(new ResizeImageTransform(4, 4), SHARED)))
                .hasMessageContaining("the same FlipImageTransform twice");
    }

    @Test
    void aNameIsNeeded() {
        assertThatThrownBy(() -> DataVec.augmentation(" ", () -> new FlipImageTransform(1)))
                .hasMessageContaining("the name of an augmentation must not be blank");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void aFactoryThatReturnsNullIsNamed() {
        assertThatThrownBy(() -> DataVec.augmentation("mine", () -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the factory of \"mine\" returned null: return a new transform");
    }

    @Test
    void otherShapesAndKinds() {
        assertThatThrownBy(() -> apply(() -> new CropImageTransform(3), TestImages.image(12, 14, 3, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("\"mine\" \\(CropImageTransform\\) made Image\\[\\d+x\\d+x3, 8-bit\\] of"
                        + " Image\\[12x14x3, 8-bit\\] but must keep the shape and the kind: append .*"
                        + " new ResizeImageTransform\\(14, 12\\)\\)");
        assertThatThrownBy(() -> apply(ColorConversionTransform::new, TestImages.image(12, 14, 4, 1)))
                .hasMessageContaining("made Image[12x14x3, 8-bit] of Image[12x14x4, 8-bit]");
        assertThatThrownBy(() -> apply(ToFloat::new, TestImages.image(12, 14, 3, 1)))
                .hasMessageContaining("made Image[12x14x3, float] of Image[12x14x3, 8-bit]");
    }

    @Test
    void floatImages() {
        Image image = Image.ofFloats(1, 1, 3, new float[3]);
        assertThatThrownBy(() -> apply(() -> new FlipImageTransform(1), image))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("\"mine\" (FlipImageTransform) cannot be applied to Image[1x1x3, float]: transforms of"
                        + " DataVec take 8-bit images, so put it before what makes floats, or read 8-bit files");
    }

    @Test
    void whatATransformCannotDoIsSaidWithItsName() {
        assertThatThrownBy(() -> apply(ColorConversionTransform::new, TestImages.image(12, 14, 1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"mine\" (ColorConversionTransform) failed on Image[12x14x1, 8-bit]: ");
        assertThatThrownBy(() -> apply(Nothing::new, TestImages.image(12, 14, 3, 1)))
                .hasMessageContaining("Nothing returned no image");
    }

    @Test
    void transformsOfOnesOwnThatIgnoreTheRandomNumbersTheyAreHanded() {
        Image image = TestImages.image(12, 14, 3, 1);
        for (TransformFactory factory : List.<TransformFactory>of(OwnRandom::new, Counting::new)) {
            assertThatThrownBy(() -> apply(factory, image))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "\"mine\" (" + factory.create().getClass().getSimpleName()
                                    + ") cannot be reproduced: it made two pictures of the same image");
        }
        apply(Honest::new, image);
    }

    private abstract static class Own extends BaseImageTransform<Mat> {

        Own() {
            super(null);
            converter = new OpenCVFrameConverter.ToMat();
        }

        @Override
        protected @Nullable ImageWritable doTransform(ImageWritable image, @Nullable Random random) {
            Mat result = changed(converter.convert(image.getFrame()), random);
            return result == null ? null : new ImageWritable(converter.convert(result));
        }

        abstract @Nullable Mat changed(Mat mat, @Nullable Random random);

        static Mat flipped(Mat mat, boolean flip) {
            Mat result = mat.clone();
            if (flip) {
                opencv_core.flip(mat, result, 1);
            }
            return result;
        }
    }

    private static final class OwnRandom extends Own {
        private final Random own = new Random(3);

        @Override
        Mat changed(Mat mat, @Nullable Random random) {
            return flipped(mat, own.nextBoolean());
        }
    }

    private static final class Counting extends Own {
        private int count;

        @Override
        Mat changed(Mat mat, @Nullable Random random) {
            return flipped(mat, count++ % 2 == 0);
        }
    }

    private static final class Honest extends Own {
        @Override
        Mat changed(Mat mat, @Nullable Random random) {
            return flipped(mat, random != null && random.nextBoolean());
        }
    }

    private static final class ToFloat extends Own {
        @Override
        Mat changed(Mat mat, @Nullable Random random) {
            Mat result = new Mat();
            mat.convertTo(result, opencv_core.CV_32F);
            return result;
        }
    }

    private static final class Nothing extends Own {
        @Override
        @Nullable
        Mat changed(Mat mat, @Nullable Random random) {
            return null;
        }
    }
}
