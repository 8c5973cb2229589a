package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What becomes of pixels, seen from outside. */
class PixelTest {

    private static INDArray train(ImagePipeline pipeline, Image image) {
        Examples<Sample> samples = Examples.from(List.of(Sample.of(image, 0)));
        try (ImageDataSetIterator flow = pipeline.trainingFlow(samples, ClassIndex.of("only"))) {
            return flow.next().getFeatures();
        }
    }

    private static INDArray read(ImagePipeline pipeline, Path root, String name, byte[] bytes) {
        Path unused = TestImages.write(root.resolve("only").resolve(name), bytes);
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(ImageFolder.of(root))) {
            return flow.next().getFeatures();
        }
    }

    private static BufferedImage filled(int height, int width, int argb, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb);
            }
        }
        return image;
    }

    private static float at(INDArray features, int channel, int row, int column) {
        return features.getFloat(0, channel, row, column);
    }

    @Test
    void channelsOfAPngAreRedGreenBlue(@TempDir Path root) {
        byte[] png = TestImages.encoded("png", filled(6, 9, 0xFFFF8040, BufferedImage.TYPE_INT_RGB));
        INDArray features = read(ImagePipeline.targetSize(3, 5), root, "a.png", png);
        assertThat(features.shape()).containsExactly(1, 3, 3, 5);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 5; column++) {
                assertThat(at(features, 0, row, column)).isEqualTo(255);
                assertThat(at(features, 1, row, column)).isEqualTo(0x80);
                assertThat(at(features, 2, row, column)).isEqualTo(0x40);
            }
        }
    }

    @Test
    void channelsOfAJpegAreRedGreenBlue(@TempDir Path root) {
        byte[] jpeg = TestImages.encoded("jpg", filled(16, 16, 0xFFFF0000, BufferedImage.TYPE_INT_RGB));
        INDArray features = read(ImagePipeline.targetSize(16, 16), root, "a.jpg", jpeg);
        assertThat(at(features, 0, 3, 3)).isCloseTo(255, within(4f));
        assertThat(at(features, 1, 3, 3)).isCloseTo(0, within(4f));
        assertThat(at(features, 2, 3, 3)).isCloseTo(0, within(4f));
    }

    @Test
    void everyPixelOfAPngIsWhereItWas(@TempDir Path root) {
        BufferedImage picture = TestImages.picture(7, 10, 3, BufferedImage.TYPE_INT_RGB);
        INDArray features = read(ImagePipeline.targetSize(7, 10), root, "a.png", TestImages.encoded("png", picture));
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 10; column++) {
                int rgb = picture.getRGB(column, row);
                assertThat(at(features, 0, row, column)).isEqualTo(rgb >> 16 & 0xFF);
                assertThat(at(features, 1, row, column)).isEqualTo(rgb >> 8 & 0xFF);
                assertThat(at(features, 2, row, column)).isEqualTo(rgb & 0xFF);
            }
        }
    }

    @Test
    void greyHasOneChannelOfLuminance(@TempDir Path root) {
        byte[] png = TestImages.encoded("png", filled(4, 4, 0xFFFF0000, BufferedImage.TYPE_INT_RGB));
        INDArray features = read(ImagePipeline.targetSize(4, 4).colorMode(ColorMode.GRAYSCALE), root, "a.png", png);
        assertThat(features.shape()).containsExactly(1, 1, 4, 4);
        assertThat(at(features, 0, 2, 2)).isCloseTo(0.299f * 255, within(1f));
    }

    @Test
    void alphaIs255WhereThereIsNone(@TempDir Path root) {
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4).colorMode(ColorMode.RGBA);
        byte[] png = TestImages.encoded("png", filled(4, 4, 0xFF102030, BufferedImage.TYPE_INT_RGB));
        INDArray features = read(pipeline, root.resolve("png"), "a.png", png);
        assertThat(features.shape()).containsExactly(1, 4, 4, 4);
        assertThat(List.of(at(features, 0, 1, 1), at(features, 1, 1, 1), at(features, 2, 1, 1), at(features, 3, 1, 1)))
                .containsExactly(16f, 32f, 48f, 255f);
        byte[] jpeg = TestImages.encoded("jpg", filled(4, 4, 0xFFFF0000, BufferedImage.TYPE_INT_RGB));
        INDArray fromJpeg = read(pipeline, root.resolve("jpg"), "a.jpg", jpeg);
        assertThat(at(fromJpeg, 0, 1, 1)).isGreaterThan(250);
        assertThat(at(fromJpeg, 2, 1, 1)).isLessThan(5);
        assertThat(at(fromJpeg, 3, 1, 1)).isEqualTo(255);
        byte[] grey = TestImages.encoded("png", filled(4, 4, 0xFFFFFFFF, BufferedImage.TYPE_BYTE_GRAY));
        INDArray fromGrey = read(pipeline, root.resolve("grey"), "a.png", grey);
        assertThat(TestImages.values(fromGrey)).containsOnly(255f);
    }

    @Test
    void alphaIsKept(@TempDir Path root) {
        byte[] png = TestImages.encoded("png", filled(4, 4, 0x40FF8010, BufferedImage.TYPE_INT_ARGB));
        INDArray features = read(ImagePipeline.targetSize(4, 4).colorMode(ColorMode.RGBA), root, "a.png", png);
        assertThat(List.of(at(features, 0, 1, 1), at(features, 1, 1, 1), at(features, 2, 1, 1), at(features, 3, 1, 1)))
                .containsExactly(255f, 128f, 16f, 64f);
    }

    @Test
    void channelsLastIsChannelsFirstPermuted() {
        for (ColorMode mode : ColorMode.values()) {
            ImagePipeline pipeline =
                    ImagePipeline.targetSize(5, 8).colorMode(mode).rescale(1 / 255.0);
            Image image = TestImages.image(6, 9, 3, 1);
            INDArray first = train(pipeline, image);
            INDArray last = train(pipeline.dataFormat(DataFormat.NHWC), image);
            assertThat(last.shape()).containsExactly(1, 5, 8, mode.channels());
            assertThat(last.ordering()).isEqualTo('c');
            assertThat(TestImages.values(last.permute(0, 3, 1, 2))).isEqualTo(TestImages.values(first));
        }
    }

    @Test
    void rescaledValuesLieBetween0And1() {
        float[] values = TestImages.values(train(
                ImagePipeline.targetSize(1, 2).rescale(1 / 255.0),
                Image.ofBytes(1, 2, 3, new byte[] {0, -1, 51, 0, 0, 0})));
        assertThat(values[0]).isZero();
        assertThat(values[2]).isEqualTo(1f);
        assertThat(values[4]).isCloseTo(0.2f, within(1e-6f));
    }

    @Test
    void floatImagesKeepTheirValues() {
        float[] values = {-1.5f, 0.25f, 300f, 1e-3f, 7f, -0f};
        Image image = Image.ofFloats(2, 3, 1, values);
        INDArray features = train(ImagePipeline.targetSize(2, 3).colorMode(ColorMode.GRAYSCALE), image);
        assertThat(TestImages.values(features)).isEqualTo(values);
    }

    @Test
    void linearSaturatesWithinTheValueRange() {
        PhotometricAugmentation brighter = (shape, random) -> PixelOp.linear(2, -100);
        ImagePipeline pipeline =
                ImagePipeline.targetSize(1, 4).colorMode(ColorMode.GRAYSCALE).augment(brighter);
        Image bytes = Image.ofBytes(1, 4, 1, new byte[] {10, 60, (byte) 150, (byte) 200});
        assertThat(TestImages.values(train(pipeline, bytes))).containsExactly(0, 20, 200, 255);
        Image floats = Image.ofFloats(1, 4, 1, new float[] {10, 60, 150, 200});
        assertThat(TestImages.values(train(pipeline.valueRange(0, 255), floats)))
                .containsExactly(0, 20, 200, 255);
        Image signed = Image.ofFloats(1, 4, 1, new float[] {-1, -0.5f, 0, 1});
        assertThat(TestImages.values(train(pipeline.valueRange(-1, 1), signed)))
                .containsExactly(new float[] {-1, -0.784f, 0.216f, 1}, within(1e-3f));
        assertThatThrownBy(() -> train(pipeline, floats)).hasMessageContaining("valueRange(0, 255)");
    }

    @Test
    void aPixelFunctionSeesRgb(@TempDir Path root) {
        byte[] png = TestImages.encoded("png", filled(3, 4, 0xFF0A141E, BufferedImage.TYPE_INT_RGB));
        Path unused = TestImages.write(root.resolve("only/a.png"), png);
        List<Float> seen = new ArrayList<>();
        PhotometricAugmentation look = (shape, random) -> PixelOp.custom(image -> {
            for (int c = 0; c < 3; c++) {
                seen.add(image.value(2, 3, c));
            }
            return image.map(value -> value + 1);
        });
        ImagePipeline pipeline = ImagePipeline.targetSize(3, 4).workers(0).augment(look);
        try (ImageDataSetIterator flow = pipeline.trainingFlow(ImageFolder.of(root))) {
            INDArray features = flow.next().getFeatures();
            assertThat(seen).containsExactly(10f, 20f, 30f);
            assertThat(at(features, 0, 0, 0)).isEqualTo(11);
            assertThat(at(features, 2, 2, 3)).isEqualTo(31);
        }
    }

    @Test
    void aFlippedImageIsTheMirroredArray() {
        GeometricAugmentation horizontal = (shape, random) -> Warp.flipHorizontal(shape);
        GeometricAugmentation vertical = (shape, random) -> Warp.flipVertical(shape);
        Image image = TestImages.image(5, 8, 3, 4);
        ImagePipeline pipeline = ImagePipeline.targetSize(5, 8);
        INDArray plain = train(pipeline, image);
        INDArray leftRight = train(pipeline.augment(horizontal), image);
        INDArray topDown = train(pipeline.augment(vertical), image);
        INDArray both = train(pipeline.augment(horizontal, vertical), image);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 8; x++) {
                    assertThat(at(leftRight, c, y, x)).isEqualTo(at(plain, c, y, 7 - x));
                    assertThat(at(topDown, c, y, x)).isEqualTo(at(plain, c, 4 - y, x));
                    assertThat(at(both, c, y, x)).isEqualTo(at(plain, c, 4 - y, 7 - x));
                }
            }
        }
        assertThat(train(pipeline.augment(horizontal, horizontal), image)).isEqualTo(plain);
    }

    @Test
    void aQuarterTurnMovesTopRightToTopLeft() {
        GeometricAugmentation turn = (shape, random) -> Warp.rotation(shape, 90);
        Image image = TestImages.image(6, 6, 3, 2);
        INDArray plain = train(ImagePipeline.targetSize(6, 6), image);
        INDArray turned = train(ImagePipeline.targetSize(6, 6).augment(turn), image);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 6; y++) {
                for (int x = 0; x < 6; x++) {
                    assertThat(at(turned, c, y, x)).isEqualTo(at(plain, c, x, 5 - y));
                }
            }
        }
        assertThat(at(turned, 0, 0, 0)).isEqualTo(at(plain, 0, 0, 5));
        assertThat(train(ImagePipeline.targetSize(6, 6).augment(turn, turn, turn, turn), image))
                .isEqualTo(plain);
    }

    @Test
    void aConstantBorderFillsEveryChannel() {
        GeometricAugmentation shift = (shape, random) ->
                Warp.affine(shape, new Affine(1, 0, 2, 0, 1, 0)).border(Border.constant(9));
        Image image = TestImages.image(3, 5, 3, 1);
        INDArray plain = train(ImagePipeline.targetSize(3, 5), image);
        INDArray shifted = train(ImagePipeline.targetSize(3, 5).augment(shift), image);
        for (int c = 0; c < 3; c++) {
            assertThat(at(shifted, c, 1, 0)).isEqualTo(9);
            assertThat(at(shifted, c, 1, 1)).isEqualTo(9);
            assertThat(at(shifted, c, 1, 2)).isEqualTo(at(plain, c, 1, 0));
            assertThat(at(shifted, c, 1, 4)).isEqualTo(at(plain, c, 1, 2));
        }
    }
}
