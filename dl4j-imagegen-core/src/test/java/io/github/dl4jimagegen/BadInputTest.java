package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.SignatureMismatchException;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is wrong is said at once and by name. */
class BadInputTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(8, 8);

    private static AbstractThrowableAssert<?, ?> refused(Path root) {
        return assertThatThrownBy(() -> ImageFolder.of(root)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void folders(@TempDir Path root) throws Exception {
        Path missing = root.resolve("missing");
        AbstractThrowableAssert<?, ?> unused =
                refused(missing).hasMessage("no such folder: " + missing.toAbsolutePath());
        Path file = TestImages.write(root.resolve("file"), new byte[] {1});
        unused = refused(file).hasMessage("not a folder: " + file.toAbsolutePath());
        Path flat = TestImages.write(root.resolve("flat/a.png"), new byte[] {1}).resolveSibling("");
        unused = refused(root.resolve("flat"))
                .hasMessageContaining("no class folders under")
                .hasMessageContaining(flat.getFileName().toString())
                .hasMessageContaining(".jpg");
        Path text = TestImages.write(root.resolve("none/c/a.txt"), new byte[] {1});
        assertThat(text).exists();
        unused = refused(root.resolve("none"))
                .hasMessageContaining("no images in the class folders under")
                .hasMessageContaining(".txt: 1");
        Path empty = Files.createDirectories(root.resolve("parts/train"));
        assertThat(empty).exists();
        Path valid = Files.createDirectories(root.resolve("parts/Valid"));
        assertThat(valid).exists();
        unused = refused(root.resolve("parts"))
                .hasMessageContaining("which are not classes")
                .hasMessageContaining("[Valid, train]");
    }

    @Test
    void settings() {
        assertThatThrownBy(() -> PIPELINE.batchSize(0)).hasMessage("batchSize must be positive but was 0");
        assertThatThrownBy(() -> PIPELINE.rescale(0))
                .hasMessageContaining("write 1 / 255.0, since 1 / 255 is 0 in Java");
        assertThatThrownBy(() -> PIPELINE.rescale(Double.NaN)).hasMessageContaining("rescale must be finite");
        assertThatThrownBy(() -> PIPELINE.workers(-2)).hasMessageContaining("workers must be 0, positive or AUTO");
        assertThatThrownBy(() -> PIPELINE.prefetch(-2)).hasMessageContaining("prefetch must be 0, positive or AUTO");
        assertThatThrownBy(() -> ImagePipeline.targetSize(0, 5)).hasMessageContaining("0 x 5 (height x width)");
    }

    @Test
    void shares(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 3));
        for (double share : new double[] {0, 1, 1.5, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> folder.split(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the validation share must lie strictly between 0 and 1 but was " + share);
        }
        assertThatThrownBy(() -> folder.split(0.25)).hasMessageContaining("leaves no image for validation");
    }

    @Test
    void classModes(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 3, 1));
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.BINARY).trainingFlow(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BINARY needs exactly 2 classes but there are 3");
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.NONE).trainingFlow(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use evaluationFlow to predict");
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.NONE)
                        .trainingFlow(TestImages.samples(3, 3), ClassIndex.numbered(3)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void labelsOfGeneratedImages() {
        Examples<Sample> samples = Examples.from(IntStream.range(0, 5)
                .mapToObj(i -> Sample.of(TestImages.image(8, 8, 3, i), i))
                .toList());
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(samples, ClassIndex.numbered(4))) {
            assertThatThrownBy(flow::next)
                    .hasMessageContaining("example 4")
                    .hasMessageContaining("the class is 4 but there are 4 classes, 0 to 3");
        }
    }

    private static void mismatch(Example bad, OutputSignature signature, String message) {
        Example good = Example.of(Nd4j.zeros(DataType.FLOAT, 2, 3, 1), 1);
        for (int prefetch : new int[] {0, 2}) {
            try (GeneratorDataSetIterator flow = GeneratorDataSetIterator.builder(
                            List.of(good, good, good, bad), signature)
                    .batchSize(2)
                    .prefetch(prefetch)
                    .build()) {
                assertThat(flow.next().numExamples()).isEqualTo(2);
                assertThatThrownBy(flow::next)
                        .isInstanceOf(SignatureMismatchException.class)
                        .hasMessage(message);
            }
        }
    }

    @Test
    void examplesUnlikeTheirSignature() {
        OutputSignature signature = OutputSignature.of(
                TensorSpec.image(2, 3, 1), TensorSpec.scalar(DataType.INT32).oneHot(4));
        INDArray fitting = Nd4j.zeros(DataType.FLOAT, 2, 3, 1);
        mismatch(
                Example.of(Nd4j.zeros(DataType.FLOAT, 3, 2, 1), 1),
                signature,
                "generator example 3: features are FLOAT [3, 2, 1] but the signature says FLOAT [2, 3, 1]");
        mismatch(
                Example.of(Nd4j.zeros(DataType.DOUBLE, 2, 3, 1), 1),
                signature,
                "generator example 3: features are DOUBLE [2, 3, 1] but the signature says FLOAT [2, 3, 1]");
        mismatch(
                Example.of(fitting, Nd4j.scalar(DataType.FLOAT, 1)),
                signature,
                "generator example 3: labels are FLOAT [] but the signature says INT []");
        for (int label : new int[] {4, -1}) {
            mismatch(
                    Example.of(fitting, label),
                    signature,
                    "generator example 3: the class is " + label + ".0 but the signature allows 0 to 3");
        }
    }

    @Test
    void examplesThatAreNull() {
        try (GeneratorDataSetIterator flow = GeneratorDataSetIterator.builder(
                        Arrays.asList((Example) null),
                        OutputSignature.of(TensorSpec.image(2, 3, 1), TensorSpec.scalar(DataType.INT32)))
                .build()) {
            assertThatThrownBy(flow::next).hasMessageContaining("generator example 0 failed");
        }
    }

    private static void unreadable(Path root, String name, byte[] bytes, String why) {
        Path folder = root.resolve(name.replace('.', '_') + bytes.length);
        Path unused = TestImages.write(folder.resolve("cats").resolve(name), bytes);
        for (ColorMode mode : ColorMode.values()) {
            for (int workers : new int[] {0, 2}) {
                try (ImageDataSetIterator flow =
                        PIPELINE.colorMode(mode).workers(workers).evaluationFlow(ImageFolder.of(folder))) {
                    Throwable thrown = catchThrowable(flow::next);
                    assertThat(thrown)
                            .isInstanceOf(ImageReadException.class)
                            .hasMessageContaining("cannot decode cats/" + name + " under " + folder)
                            .hasMessageContaining("(class cats, index 0)")
                            .hasMessageContaining(why);
                }
            }
        }
    }

    private static void readable(Path root, String name, byte[] bytes) {
        Path unused = TestImages.write(root.resolve("cats").resolve(name), bytes);
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ImageFolder.of(root))) {
            assertThat(flow.next().numExamples()).isEqualTo(1);
        }
    }

    @Test
    void filesThatAreNoImages(@TempDir Path root) {
        unreadable(root, "empty.png", new byte[0], "the file is empty");
        unreadable(
                root,
                "text.jpg",
                "<html>Not found</html>".getBytes(StandardCharsets.UTF_8),
                "not an image of a known format, it starts with \"<html>Not found<\"");
        unreadable(root, "one.jpg", new byte[] {(byte) 0xFF}, "not an image of a known format");
        unreadable(root, "three.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, "the JPEG is truncated");
    }

    @Test
    void truncatedJpegs(@TempDir Path root) {
        byte[] jpeg = TestImages.encoded("jpg", 40, 60, 1);
        for (int length : new int[] {jpeg.length / 3, jpeg.length / 2, jpeg.length - 40, jpeg.length - 1}) {
            unreadable(root, "a.jpg", Arrays.copyOf(jpeg, length), "the JPEG is truncated");
        }
    }

    @Test
    void truncatedPngs(@TempDir Path root) {
        byte[] png = TestImages.encoded("png", 40, 60, 1);
        for (int length : new int[] {20, png.length / 2, png.length - 12, png.length - 1}) {
            unreadable(root, "a.png", Arrays.copyOf(png, length), "the PNG is truncated");
        }
        byte[] damaged = png.clone();
        damaged[20] ^= 0x55;
        unreadable(root, "damaged.png", damaged, "a damaged PNG");
    }

    @Test
    void imagesWithSomethingBehindThemAreRead(@TempDir Path root) {
        byte[] jpeg = TestImages.encoded("jpg", 40, 60, 1);
        readable(root.resolve("jpg"), "a.jpg", Arrays.copyOf(jpeg, jpeg.length + 500));
        byte[] png = TestImages.encoded("png", 40, 60, 1);
        readable(root.resolve("png"), "a.png", Arrays.copyOf(png, png.length + 500));
    }

    @Test
    void theEndOfAThumbnailIsNotTheEndOfTheImage(@TempDir Path root) {
        byte[] jpeg = TestImages.encoded("jpg", 40, 60, 1);
        byte[] thumbnail = TestImages.encoded("jpg", 8, 8, 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xFF);
        out.write(0xD8);
        out.write(0xFF);
        out.write(0xE5);
        out.write((thumbnail.length + 2) >> 8);
        out.write((thumbnail.length + 2) & 0xFF);
        out.write(thumbnail, 0, thumbnail.length);
        out.write(jpeg, 2, jpeg.length - 2);
        byte[] whole = out.toByteArray();
        readable(root.resolve("whole"), "a.jpg", whole);
        readable(root.resolve("longer"), "a.jpg", Arrays.copyOf(whole, whole.length + 9));
        unreadable(root, "cut.jpg", Arrays.copyOf(whole, whole.length - 30), "the JPEG is truncated");
    }
}
