package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.report.StageTimes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    private static final int HEIGHT = ImageFiles.HEIGHT;
    private static final int WIDTH = ImageFiles.WIDTH;

    /** Files of the same stored pixels, by kind, whose orientation can be chosen. */
    private static Map<String, IntFunction<byte[]>> files() {
        Map<String, IntFunction<byte[]>> files = new TreeMap<>();
        for (ImageFile file : ImageFiles.all()) {
            switch (file.toString()) {
                case "JPEG baseline", "JPEG grey", "JPEG CMYK" ->
                    files.put(file.toString(), o -> TestBytes.jpeg(file.bytes(), o));
                case "PNG colour and alpha", "PNG grey of 16 bits", "PNG palette and transparency" ->
                    files.put(file.toString(), o -> TestBytes.png(file.bytes(), o));
                case "WebP lossless", "WebP lossy" ->
                    files.put(file.toString(), o -> TestBytes.webp(file.bytes(), o, HEIGHT, WIDTH));
                default -> {}
            }
        }
        for (int bits : new int[] {8, 16, 32}) {
            TestTiff tiff = new TestTiff(HEIGHT, WIDTH).samples(3, bits);
            files.put(
                    "TIFF of " + bits + " bits",
                    o -> tiff.tag(274, o).tag(339, bits == 32 ? 3 : 1).write((y, x, c) -> {
                        int value = 6 * x + 2 * y + c;
                        return bits == 32 ? Float.floatToIntBits(value) : bits == 16 ? 257 * value : value;
                    }));
        }
        return files;
    }

    private static float[] read(ImagePipeline pipeline, byte[] file) {
        try (ImageDataSetIterator flow = pipeline.workers(0).evaluationFlow(BytesSource.of(file))) {
            return TestImages.values(flow.next().getFeatures());
        }
    }

    /** Where the pixel that is seen at a place is stored: {row, column}. */
    private static int[] stored(int orientation, int row, int column) {
        int bottom = HEIGHT - 1;
        int right = WIDTH - 1;
        return switch (orientation) {
            case 1 -> new int[] {row, column};
            case 2 -> new int[] {row, right - column};
            case 3 -> new int[] {bottom - row, right - column};
            case 4 -> new int[] {bottom - row, column};
            case 5 -> new int[] {column, row};
            case 6 -> new int[] {bottom - column, row};
            case 7 -> new int[] {bottom - column, right - row};
            default -> new int[] {column, right - row};
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theImageIsUprightInEveryFormatAndColorMode(int orientation) {
        boolean swapped = orientation >= 5;
        int height = swapped ? WIDTH : HEIGHT;
        int width = swapped ? HEIGHT : WIDTH;
        files().forEach((kind, file) -> {
            for (ColorMode mode : ColorMode.values()) {
                float[] stored = read(ImagePipeline.targetSize(HEIGHT, WIDTH).colorMode(mode), file.apply(1));
                float[] seen = read(ImagePipeline.targetSize(height, width).colorMode(mode), file.apply(orientation));
                float[] expected = new float[seen.length];
                for (int row = 0; row < height; row++) {
                    for (int column = 0; column < width; column++) {
                        int[] place = stored(orientation, row, column);
                        for (int c = 0; c < mode.channels(); c++) {
                            expected[(c * height + row) * width + column] =
                                    stored[(c * HEIGHT + place[0]) * WIDTH + place[1]];
                        }
                    }
                }
                assertThat(seen).as("%s as %s", kind, mode).isEqualTo(expected);
            }
        });
    }

    @Test
    void itCanBeLeftAlone() {
        files().forEach((kind, file) -> {
            ImagePipeline pipeline = ImagePipeline.targetSize(HEIGHT, WIDTH).applyExifOrientation(false);
            float[] upright = read(pipeline, file.apply(1));
            for (int orientation = 2; orientation <= 8; orientation++) {
                assertThat(read(pipeline, file.apply(orientation))).as(kind).isEqualTo(upright);
            }
        });
    }

    @Test
    void anOrientationThatDoesNotExistIsUpright() {
        files().forEach((kind, file) -> {
            ImagePipeline pipeline = ImagePipeline.targetSize(HEIGHT, WIDTH);
            assertThat(read(pipeline, file.apply(9))).as(kind).isEqualTo(read(pipeline, file.apply(1)));
            assertThat(read(pipeline, file.apply(0))).as(kind).isEqualTo(read(pipeline, file.apply(1)));
        });
    }

    @Test
    void brokenExifDataDoNotMakeAnImageUnreadable() {
        byte[] file = TestBytes.jpeg(ImageFiles.openCv(".jpg"), 6);
        int directory = 2 + 10 + 4;
        byte[] pointsOutside = file.clone();
        Arrays.fill(pointsOutside, directory, directory + 4, (byte) 0x7F);
        assertThat(ImageHeader.of(ByteBuffer.wrap(file)).orientation()).isEqualTo(6);
        assertThat(ImageHeader.of(ByteBuffer.wrap(pointsOutside)).orientation()).isEqualTo(1);
        ImagePipeline pipeline = ImagePipeline.targetSize(HEIGHT, WIDTH);
        assertThat(read(pipeline, pointsOutside)).isEqualTo(read(pipeline, ImageFiles.openCv(".jpg")));
    }

    /** The decoder is kept from applying it a second time by a change of the bytes, which a source may keep. */
    @Test
    void theBytesOfATiffAreLeftAsTheyWere() {
        byte[] file = new TestTiff(HEIGHT, WIDTH)
                .samples(4, 8)
                .tag(338, 2)
                .tag(274, 6)
                .write((y, x, c) -> 10 * c + x);
        ByteBuffer buffer = ByteBuffer.allocateDirect(file.length).put(file).flip();
        try (Scratch scratch = new Scratch(new StageTimes())) {
            Decoding decoding = Decoding.to(ColorMode.RGBA);
            assertThat(Decoder.decode(buffer, ImageHeader.of(buffer), decoding, 1, scratch)
                            .rows())
                    .isEqualTo(WIDTH);
        }
        byte[] after = new byte[file.length];
        ByteBuffer unused = buffer.get(0, after);
        assertThat(after).isEqualTo(file);
    }
}
