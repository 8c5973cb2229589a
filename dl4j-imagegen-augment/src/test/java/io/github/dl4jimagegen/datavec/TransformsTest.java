package io.github.dl4jimagegen.datavec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.BoxImageTransform;
import org.datavec.image.transform.ColorConversionTransform;
import org.datavec.image.transform.CropImageTransform;
import org.datavec.image.transform.EqualizeHistTransform;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.ImageTransform;
import org.datavec.image.transform.ImageTransformProcess;
import org.datavec.image.transform.LargestBlobCropTransform;
import org.datavec.image.transform.MultiImageTransform;
import org.datavec.image.transform.ResizeImageTransform;
import org.datavec.image.transform.RotateImageTransform;
import org.datavec.image.transform.ScaleImageTransform;
import org.datavec.image.transform.WarpImageTransform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** What DataVec's own transforms make of images is what they make of them here. */
class TransformsTest {

    private static final int HEIGHT = 37;
    private static final int WIDTH = 50;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private static ImageTransform sized(ImageTransform transform) {
        return new MultiImageTransform(transform, new ResizeImageTransform(WIDTH, HEIGHT));
    }

    /** Returns every transform of DataVec that can be made reproducible. */
    private static Map<String, TransformFactory> all() {
        Map<String, TransformFactory> all = new LinkedHashMap<>();
        all.put("box", () -> sized(new BoxImageTransform(40, 45)));
        all.put("same box", () -> new BoxImageTransform(WIDTH, HEIGHT));
        all.put("Luv", ColorConversionTransform::new);
        all.put("YCrCb", () -> new ColorConversionTransform(opencv_imgproc.COLOR_BGR2YCrCb));
        all.put("crop", () -> sized(new CropImageTransform(6)));
        all.put("crop of sides", () -> sized(new CropImageTransform(new Random(3), 1, 2, 3, 4)));
        all.put("equalize", EqualizeHistTransform::new);
        all.put("flips", () -> new FlipImageTransform(new Random(1)));
        all.put("blob", () -> sized(new LargestBlobCropTransform()));
        all.put("resize", () -> sized(new ResizeImageTransform(20, 60)));
        all.put("rotate", () -> new RotateImageTransform(30));
        all.put("rotate about", () -> new RotateImageTransform(new Random(4), 5, 4, 60, 0.3f));
        all.put("scale", () -> sized(new ScaleImageTransform(9)));
        all.put("warp", () -> new WarpImageTransform(8));
        all.put("warp corners", () -> new WarpImageTransform(1, 2, 3, 4, 5, 6, 7, 8));
        all.put(
                "several",
                () -> new MultiImageTransform(new RotateImageTransform(10), sized(new CropImageTransform(4))));
        all.put(
                "process",
                () -> new MultiImageTransform(ImageTransformProcess.fromJson(new ImageTransformProcess.Builder()
                                .rotateImageTransform(20)
                                .cropImageTransform(3)
                                .resizeImageTransform(WIDTH, HEIGHT)
                                .build()
                                .toJson())
                        .getTransformList()
                        .toArray(ImageTransform[]::new)));
        return all;
    }

    private static Image here(Augmentation augmentation, Image image, int index) {
        return Operations.apply(augmentation.draw(image.shape(), SampleRandom.of(5, 0, index, 0)), image);
    }

    /** Returns what DataVec makes of a file, as it reads it, in its own order of channels. */
    private static byte[] datavec(ImageTransform transform, Mat mat, int index) {
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
        Random random = new Random(SampleRandom.of(5, 0, index, 0).nextLong());
        ImageWritable result = transform.transform(new ImageWritable(converter.convert(mat)), random);
        return bytes(converter.convert(result.getFrame()));
    }

    private static byte[] bytes(Mat mat) {
        ByteBuffer buffer = mat.clone().createBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        ByteBuffer unused = buffer.get(bytes);
        return bytes;
    }

    private static byte[] bgr(Image image) {
        byte[] bytes = image.toBytes();
        if (image.shape().channels() > 1) {
            for (int i = 0; i < bytes.length; i += image.shape().channels()) {
                byte red = bytes[i];
                bytes[i] = bytes[i + 2];
                bytes[i + 2] = red;
            }
        }
        return bytes;
    }

    private void assertSame(String name, TransformFactory factory, int type, int flags) throws IOException {
        Augmentation augmentation = DataVec.augmentation(name, factory);
        Set<Image> results = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            byte[] png = TestImages.encoded("png", TestImages.picture(HEIGHT, WIDTH, i % 2, type));
            Path file = TestImages.write(folder.resolve(i + ".png"), png);
            Image image = Image.of(ImageIO.read(new ByteArrayInputStream(png)));
            Mat mat = opencv_imgcodecs.imread(file.toString(), flags);
            assertThat(bgr(image)).isEqualTo(bytes(mat));
            Image result = here(augmentation, image, i);
            assertThat(bgr(result)).as(name + " " + i).isEqualTo(datavec(factory.create(), mat, i));
            results.add(result);
        }
        boolean draws = !name.matches("box|same box|Luv|YCrCb|equalize|blob|resize");
        assertThat(results.size() > 2).as(name + " draws").isEqualTo(draws);
    }

    @Test
    void everyTransformDoesToAFileWhatItDoesInDataVec() throws IOException {
        for (Map.Entry<String, TransformFactory> each : all().entrySet()) {
            assertSame(each.getKey(), each.getValue(), BufferedImage.TYPE_INT_RGB, opencv_imgcodecs.IMREAD_COLOR);
        }
    }

    @Test
    void greyImagesStayGrey() throws IOException {
        for (Map.Entry<String, TransformFactory> each : all().entrySet()) {
            if (!each.getKey().matches("Luv|YCrCb|blob")) {
                assertSame(
                        each.getKey(),
                        each.getValue(),
                        BufferedImage.TYPE_BYTE_GRAY,
                        opencv_imgcodecs.IMREAD_GRAYSCALE);
            }
        }
    }

    @Test
    void alphaMovesWithTheColours() throws IOException {
        for (Map.Entry<String, TransformFactory> each : all().entrySet()) {
            if (!each.getKey().matches("Luv|YCrCb")) {
                assertSame(
                        each.getKey(), each.getValue(), BufferedImage.TYPE_INT_ARGB, opencv_imgcodecs.IMREAD_UNCHANGED);
            }
        }
    }

    /** DataVec's own would flip either way at random as soon as it is handed random numbers. */
    @Test
    void aFlipThatSaysWhichWayFlipsThatWayAlways() {
        Image image = TestImages.image(5, 7, 3, 1);
        for (int mode : new int[] {0, 1, -1}) {
            for (TransformFactory factory : new TransformFactory[] {
                () -> new FlipImageTransform(mode), () -> new MultiImageTransform(new FlipImageTransform(mode))
            }) {
                Augmentation flip = DataVec.augmentation("flip", factory);
                for (int i = 0; i < 10; i++) {
                    Image flipped = here(flip, image, i);
                    int row = mode == 1 ? 0 : 4;
                    int column = mode == 0 ? 0 : 6;
                    assertThat(flipped.value(0, 0, 2)).isEqualTo(image.value(row, column, 2));
                    assertThat(flipped.value(2, 3, 1)).isEqualTo(image.value(2, 3, 1));
                }
            }
        }
    }

    /** In DataVec a transform without a Random always takes the largest value, and one with a Random draws. */
    @Test
    void theRandomThatATransformWasMadeWithMakesNoDifference() {
        Image image = TestImages.image(9, 9, 3, 1);
        Augmentation without = DataVec.augmentation("warp", () -> new WarpImageTransform(3));
        Augmentation with = DataVec.augmentation("warp", () -> new WarpImageTransform(new Random(8), 3));
        for (int i = 0; i < 5; i++) {
            assertThat(here(with, image, i)).isEqualTo(here(without, image, i)).isNotEqualTo(image);
        }
    }

    /** Their constructors set the seed of Nd4j.getRandom(): weights and dropout would be others. */
    @Test
    void theRandomNumbersOfNd4jGoOnAsIfNothingHadBeenMade() {
        Nd4j.getRandom().setSeed(99);
        double[] undisturbed = IntStream.range(0, 6)
                .mapToDouble(i -> Nd4j.rand(1).getDouble(0))
                .toArray();
        Nd4j.getRandom().setSeed(99);
        Image image = TestImages.image(HEIGHT, WIDTH, 3, 1);
        double[] disturbed = IntStream.range(0, 6)
                .mapToDouble(i -> {
                    Augmentation several = DataVec.augmentation("several", () -> sized(new CropImageTransform(3)));
                    assertThat(here(several, image, i).shape()).isEqualTo(image.shape());
                    return Nd4j.rand(1).getDouble(0);
                })
                .toArray();
        assertThat(disturbed).containsExactly(undisturbed);
        assertThat(Nd4j.getRandom().getSeed()).isEqualTo(99);
    }
}
