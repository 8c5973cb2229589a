package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every format, whole, truncated, damaged and under a wrong name. */
class FormatsTest {

    private static final int FLIPS = 200;
    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(ImageFiles.HEIGHT, ImageFiles.WIDTH).workers(0);

    private static final List<ImageFile> FILES = ImageFiles.all();

    static List<ImageFile> files() {
        return FILES;
    }

    private static INDArray read(ColorMode mode, byte[] file) {
        try (ImageDataSetIterator flow = PIPELINE.colorMode(mode).evaluationFlow(BytesSource.of(file))) {
            return flow.next().getFeatures();
        }
    }

    private static double[] expected(ImageFile file, ColorMode mode, int row, int column) {
        double[] rgba = file.expected().rgba(row, column);
        return switch (mode) {
            case GRAYSCALE -> new double[] {0.299 * rgba[0] + 0.587 * rgba[1] + 0.114 * rgba[2]};
            case RGB -> new double[] {rgba[0], rgba[1], rgba[2]};
            case RGBA -> rgba;
            case BGR -> new double[] {rgba[2], rgba[1], rgba[0]};
        };
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFormatIsReadInEveryColorMode(ImageFile file) {
        for (ColorMode mode : ColorMode.values()) {
            INDArray features = read(mode, file.bytes());
            assertThat(features.shape()).containsExactly(1, mode.channels(), ImageFiles.HEIGHT, ImageFiles.WIDTH);
            float[] values = TestImages.values(features);
            double sum = 0;
            double worst = 0;
            for (int y = 0; y < ImageFiles.HEIGHT; y++) {
                for (int x = 0; x < ImageFiles.WIDTH; x++) {
                    double[] expected = expected(file, mode, y, x);
                    for (int c = 0; c < expected.length; c++) {
                        double difference =
                                Math.abs(values[(c * ImageFiles.HEIGHT + y) * ImageFiles.WIDTH + x] - expected[c]);
                        sum += difference;
                        worst = Math.max(worst, difference);
                    }
                }
            }
            double rounding = mode == ColorMode.GRAYSCALE ? 0.51 : 0.51 / 257;
            if (file.tolerance() == 0) {
                assertThat(worst).as("%s as %s", file, mode).isLessThan(rounding);
            } else {
                double mean = sum / (mode.channels() * ImageFiles.HEIGHT * ImageFiles.WIDTH);
                assertThat(mean).as("%s as %s", file, mode).isLessThan(file.tolerance());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void headersAreReadWithoutDecoding(ImageFile file) {
        ImageHeader header = ImageHeader.of(ByteBuffer.wrap(file.bytes()));
        assertThat(file.name()).startsWithIgnoringCase(header.format().name());
        assertThat(List.of(header.height(), header.width(), header.orientation()))
                .containsExactly(ImageFiles.HEIGHT, ImageFiles.WIDTH, 1);
    }

    @ParameterizedTest
    @MethodSource("files")
    void truncatedFilesAreRefused(ImageFile file) {
        for (int percent : new int[] {1, 10, 50, 90, 99}) {
            for (ColorMode mode : new ColorMode[] {ColorMode.GRAYSCALE, ColorMode.RGB}) {
                assertThatThrownBy(() -> read(mode, file.cut(percent)))
                        .as("%s, the first %d %%, as %s", file, percent, mode)
                        .isInstanceOf(ImageReadException.class)
                        .hasMessageContaining("cannot decode only/0");
            }
        }
    }

    static Stream<ImageFile> filesThatSayWhereTheyEnd() {
        return FILES.stream().filter(file -> !file.toString().matches("PNM P[123].*"));
    }

    @ParameterizedTest
    @MethodSource("filesThatSayWhereTheyEnd")
    void truncationIsSeenWithoutDecoding(ImageFile file) {
        for (int percent : new int[] {50, 90, 99}) {
            assertThatThrownBy(() -> ImageHeader.of(ByteBuffer.wrap(file.cut(percent))))
                    .as("%s, the first %d %%", file, percent)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(" is truncated: ");
        }
    }

    /** An image, or an exception that the pipeline words; a crash would end the test's process. */
    @ParameterizedTest
    @MethodSource("files")
    void damagedFilesAreImagesOrRefused(ImageFile file) {
        ImageShape target = new ImageShape(8, 8, 3);
        Decoding decoding = Decoding.to(ColorMode.RGB);
        int images = 0;
        try (Scratch scratch = new Scratch(new StageTimes())) {
            for (int i = 0; i < FLIPS; i++) {
                SampleRandom random = SampleRandom.of(7, 0, i, 0);
                byte[] damaged = file.bytes().clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                ByteBuffer buffer =
                        scratch.buffer(damaged.length).clear().put(damaged).flip();
                try {
                    Picture picture = Picture.decode(buffer, decoding, Resizing.stretch(), target, random, scratch);
                    Mat sized = Resizer.resize(picture, Resizing.stretch().resampling(), 0, target, scratch);
                    assertThat(List.of(sized.rows(), sized.cols(), sized.channels()))
                            .containsExactly(8, 8, 3);
                    images++;
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageContaining(" ");
                }
            }
        }
        assertThat(images).as("some bits do not matter").isPositive();
    }

    /** What docs/bad-input.md says: should OpenCV begin to tell, this test will. */
    @Test
    void aJpegThatWasCutAndGivenAnEndIsTakenForWhole() {
        byte[] whole = TestImages.encoded("jpg", 200, 300, 1);
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        cut[cut.length - 2] = (byte) 0xFF;
        cut[cut.length - 1] = (byte) 0xD9;
        ImagePipeline pipeline = ImagePipeline.targetSize(200, 300).workers(0);
        try (ImageDataSetIterator flow = pipeline.batchSize(2).evaluationFlow(BytesSource.of(whole, cut))) {
            INDArray two = flow.next().getFeatures();
            for (int column = 0; column < 300; column += 20) {
                assertThat(two.getFloat(1, 0, 0, column)).isEqualTo(two.getFloat(0, 0, 0, column));
                assertThat(two.getFloat(1, 0, 199, column)).isEqualTo(128);
            }
        }
    }

    @Test
    void contentCountsAndNotTheName(@TempDir Path root) {
        for (ImageFile file : FILES) {
            String name = file.toString().replace(' ', '_');
            Path unused = TestImages.write(root.resolve("all/" + name + ".png"), file.bytes());
            unused = TestImages.write(root.resolve("all/" + name + ".jpg"), file.bytes());
        }
        try (ImageDataSetIterator flow = PIPELINE.batchSize(2).evaluationFlow(ImageFolder.of(root))) {
            while (flow.hasNext()) {
                INDArray two = flow.next().getFeatures();
                assertThat(two.slice(0)).isEqualTo(two.slice(1));
            }
        }
    }
}
