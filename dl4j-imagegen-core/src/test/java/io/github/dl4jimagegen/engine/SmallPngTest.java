package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.report.StageTimes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is decoded without OpenCV, held against OpenCV. */
class SmallPngTest {

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int RGBA = 6;

    /** A file of random lines, each with a random filter: any bytes are a picture. */
    private record File(int height, int width, int depth, int type, int interlacing, int blocks) {

        File(int height, int width, int type) {
            this(height, width, 8, type, 0, 1);
        }

        private int channels() {
            return type == GREY ? 1 : type == RGB ? 3 : type == RGBA ? 4 : 2;
        }

        byte[] write(long seed, Consumer<byte[]> changes) {
            byte[] lines = new byte[height * (1 + width * channels() * depth / 8)];
            Random random = new Random(seed);
            random.nextBytes(lines);
            for (int row = 0; row < height; row++) {
                lines[row * lines.length / height] = (byte) random.nextInt(5);
            }
            changes.accept(lines);
            Deflater deflater = new Deflater();
            deflater.setInput(lines);
            deflater.finish();
            byte[] data = new byte[2 * lines.length + 100];
            int length = deflater.deflate(data);
            deflater.end();

            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes("\u0089PNG\r\n\u001A\n".getBytes(StandardCharsets.ISO_8859_1));
            file.writeBytes(TestBytes.pngChunk(
                    "IHDR",
                    ByteBuffer.allocate(13)
                            .putInt(width)
                            .putInt(height)
                            .put((byte) depth)
                            .put((byte) type)
                            .put(12, (byte) interlacing)
                            .array()));
            for (int block = 0; block < blocks; block++) {
                int from = block * length / blocks;
                int to = (block + 1) * length / blocks;
                file.writeBytes(TestBytes.pngChunk("IDAT", Arrays.copyOfRange(data, from, to)));
            }
            file.writeBytes(TestBytes.pngChunk("IEND", new byte[0]));
            return file.toByteArray();
        }

        byte[] write(long seed) {
            return write(seed, lines -> {});
        }
    }

    private static byte @Nullable [] decoded(byte[] bytes) {
        ByteBuffer file = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        try (Scratch scratch = new Scratch(new StageTimes())) {
            ImageHeader header = ImageHeader.of(file);
            return scratch.smallPng.decode(file, header, scratch.decoded) ? bytes(scratch.decoded) : null;
        }
    }

    private static byte @Nullable [] byOpenCv(byte[] bytes) {
        try (BytePointer pointer = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer);
                Mat pixels = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_UNCHANGED)) {
            if (pixels.empty()) {
                return null;
            }
            if (pixels.channels() > 1) {
                opencv_imgproc.cvtColor(
                        pixels,
                        pixels,
                        pixels.channels() == 3 ? opencv_imgproc.COLOR_BGR2RGB : opencv_imgproc.COLOR_BGRA2RGBA);
            }
            return bytes(pixels);
        }
    }

    private static byte[] bytes(Mat pixels) {
        byte[] bytes = new byte[(int) (pixels.total() * pixels.elemSize())];
        try (BytePointer data = pixels.data()) {
            data.get(bytes);
        }
        return bytes;
    }

    @Property
    void isWhatOpenCvMakesOfIt(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 0, max = 2) int type,
            @ForAll @IntRange(min = 1, max = 4) int blocks,
            @ForAll long seed) {
        byte[] file = new File(height, width, 8, new int[] {GREY, RGB, RGBA}[type], 0, blocks).write(seed);
        assertThat(decoded(file)).isNotNull().isEqualTo(byOpenCv(file));
    }

    @Property(tries = 20)
    void whatIsDamagedIsLeftToOpenCv(@ForAll @IntRange(min = 0, max = 7) int bit, @ForAll long seed) {
        byte[] whole = new File(5, 4, RGB).write(seed);
        for (int at = 33; at < whole.length - 12; at++) {
            byte[] file = whole.clone();
            file[at] ^= (byte) (1 << bit);
            byte[] pixels;
            try {
                pixels = decoded(file);
            } catch (IllegalArgumentException e) { // the header's reader found it
                continue;
            }
            assertThat(pixels).as("byte %d", at).isNull();
        }
    }

    @Test
    void damageBehindACorrectChecksumIsLeftToOpenCv() {
        File file = new File(6, 6, RGB);
        assertThat(decoded(file.write(1, lines -> lines[19] = 5)))
                .as("no such filter")
                .isNull();
        byte[] bytes = file.write(1);
        ByteBuffer chunk = ByteBuffer.wrap(bytes);
        int length = chunk.getInt(33);
        for (int cut = 1; cut < 8; cut++) { // data that end early, or in the middle of their checksum
            byte[] shorter = TestBytes.pngChunk("IDAT", Arrays.copyOfRange(bytes, 41, 41 + length - cut));
            assertThat(decoded(replaced(bytes, shorter)))
                    .as("%d bytes less", cut)
                    .isNull();
        }
        byte[] longer = TestBytes.pngChunk("IDAT", Arrays.copyOfRange(bytes, 41, 41 + length + 3));
        assertThat(decoded(replaced(bytes, longer))).as("more than the data").isNull();
        byte[] taller = TestBytes.pngOfSize(file.write(1), 7, 6);
        assertThat(decoded(taller)).as("a line too few").isNull();
    }

    /** Returns the file with another chunk of data. */
    private static byte[] replaced(byte[] file, byte[] chunk) {
        int end = 33 + 12 + ByteBuffer.wrap(file).getInt(33);
        return ByteBuffer.allocate(33 + chunk.length + file.length - end)
                .put(file, 0, 33)
                .put(chunk)
                .put(file, end, file.length - end)
                .array();
    }

    @Test
    void whatIsOutOfTheOrdinaryIsLeftToOpenCv() {
        assertThat(decoded(new File(9, 9, 16, RGB, 0, 1).write(1)))
                .as("16 bits")
                .isNull();
        assertThat(decoded(new File(9, 9, 8, 4, 0, 1).write(1)))
                .as("grey with alpha")
                .isNull();
        assertThat(decoded(new File(9, 9, 8, RGB, 1, 1).write(1)))
                .as("interlaced")
                .isNull();
        assertThat(decoded(new File(129, 128, RGB).write(1))).as("large").isNull();
        assertThat(decoded(new File(128, 128, RGB).write(1))).as("not quite").isNotNull();
        byte[] transparent =
                TestBytes.insert(new File(9, 9, GREY).write(1), 33, TestBytes.pngChunk("tRNS", new byte[] {0, 7}));
        assertThat(decoded(transparent)).as("a transparent grey").isNull();
    }

    /** libpng refuses all of these. */
    @Test
    void chunksThatTheColoursDoNotNeedOrThatComeTwiceAreLeftToOpenCv() {
        byte[] plain = new File(9, 9, RGB).write(1);
        byte[] header = Arrays.copyOfRange(plain, 8, 33);
        byte[] palette = TestBytes.pngChunk("PLTE", new byte[4]);
        for (int at : new int[] {33, plain.length - 12}) {
            assertThat(decoded(TestBytes.insert(plain, at, header)))
                    .as("a second header at %d", at)
                    .isNull();
            assertThat(decoded(TestBytes.insert(plain, at, palette)))
                    .as("a broken palette at %d", at)
                    .isNull();
        }
    }

    @Test
    void textAndProfilesArePassedOver() {
        byte[] plain = new File(9, 9, RGBA).write(1);
        byte[] file = TestBytes.insert(
                plain, 33, TestBytes.pngChunk("tEXt", "Title\0nine".getBytes(StandardCharsets.US_ASCII)));
        assertThat(decoded(file)).isNotNull().isEqualTo(decoded(plain));
    }
}
