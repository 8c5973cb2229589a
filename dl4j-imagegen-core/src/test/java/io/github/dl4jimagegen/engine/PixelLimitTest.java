package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ImageReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small files that say they are huge. */
class PixelLimitTest {

    private static final int SIDE = 16_000; // 256 megapixels

    private static byte[] file(String name) {
        return ImageFiles.all().stream()
                .filter(file -> file.toString().equals(name))
                .findAny()
                .orElseThrow()
                .bytes()
                .clone();
    }

    private static byte[] patched(String name, ByteOrder order, int rowsAt, int columnsAt, int rows, int columns) {
        byte[] bytes = file(name);
        ByteBuffer.wrap(bytes).order(order).putShort(rowsAt, (short) rows).putShort(columnsAt, (short) columns);
        return bytes;
    }

    private static byte[] png() {
        return TestBytes.pngOfSize(file("PNG grey"), SIDE, SIDE);
    }

    private static byte[] jpeg() {
        byte[] bytes = file("JPEG baseline");
        int frame = 2;
        while ((bytes[frame + 1] & 0xFF) != 0xC0) {
            frame += 2 + (ByteBuffer.wrap(bytes).getShort(frame + 2) & 0xFFFF);
        }
        return patched("JPEG baseline", ByteOrder.BIG_ENDIAN, frame + 5, frame + 7, SIDE, SIDE);
    }

    private static byte[] tiff() {
        byte[] bytes = file("TIFF colour and alpha"); // tags 256 and 257 come first
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(18, (short) SIDE)
                .putShort(30, (short) SIDE);
        return bytes;
    }

    private static byte[] lossless() {
        byte[] bytes = file("WebP lossless");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(21, (SIDE - 1) | ((SIDE - 1) << 14));
        return bytes;
    }

    private static byte[] extended() {
        byte[] bytes = TestBytes.webp(file("WebP lossless"), 1, 1, 1);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(24, (short) (SIDE - 1))
                .putShort(27, (short) (SIDE - 1));
        return bytes;
    }

    private static Map<String, byte[]> bombs() {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        bombs.put("JPEG", jpeg());
        bombs.put("PNG", png());
        bombs.put("GIF", patched("GIF", ByteOrder.LITTLE_ENDIAN, 8, 6, SIDE, SIDE));
        bombs.put("BMP", patched("BMP run lengths", ByteOrder.LITTLE_ENDIAN, 22, 18, SIDE, SIDE));
        bombs.put("TIFF", tiff());
        bombs.put("WEBP", lossless());
        bombs.put("extended WEBP", extended());
        bombs.put("PNM", ("P2 " + SIDE + " " + SIDE + " 255 0").getBytes(StandardCharsets.US_ASCII));
        return bombs;
    }

    @Test
    void aFileThatSaysItIsHugeIsRefusedBeforeMemoryIsTaken() {
        ImageShape target = new ImageShape(8, 8, 3);
        bombs().forEach((kind, bytes) -> {
            assertThat(bytes.length).isLessThan(10_000);
            try (Scratch scratch = new Scratch(new StageTimes())) {
                ByteBuffer buffer =
                        ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
                SampleRandom random = SampleRandom.of(1, 0, 0, 0);
                Decoding decoding = Decoding.to(ColorMode.RGB);
                assertThatThrownBy(() -> Picture.decode(buffer, decoding, Resizing.stretch(), target, random, scratch))
                        .as(kind)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("has 16000x16000 = 256000000 pixels (height x width)")
                        .hasMessageContaining("pixelLimit is 178956970");
                assertThat(scratch.decoded.empty()).isTrue();
            }
        });
    }

    @Test
    void theLimitIsTheLargestNumberThatIsRead() {
        int pixels = ImageFiles.HEIGHT * ImageFiles.WIDTH;
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4).workers(0);
        for (ImageFile file : ImageFiles.all()) {
            BytesSource source = BytesSource.of(file.bytes());
            try (ImageDataSetIterator flow = pipeline.pixelLimit(pixels).evaluationFlow(source)) {
                assertThat(flow.next().numExamples()).isEqualTo(1);
            }
            try (ImageDataSetIterator flow = pipeline.pixelLimit(pixels - 1).evaluationFlow(source)) {
                assertThatThrownBy(flow::next)
                        .isInstanceOf(ImageReadException.class)
                        .hasMessageContaining("cannot decode only/0")
                        .hasMessageContaining("but pixelLimit is " + (pixels - 1) + ": raise it");
            }
        }
    }

    @Test
    void aTileLargerThanTheImageIsRefused() {
        byte[] file =
                new TestTiff(4, 4).tag(322, 16384).tag(323, 16384).tag(324, 8).write((y, x, c) -> 0);
        assertThatThrownBy(() -> ImageHeader.of(ByteBuffer.wrap(file)))
                .hasMessageContaining("its tiles of 16384x16384 pixels (height x width) are larger than the image");
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4);
        for (long limit : new long[] {0, -1, 536_870_912}) {
            assertThatThrownBy(() -> pipeline.pixelLimit(limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pixelLimit must lie in [1, 536870911] but was " + limit);
        }
        for (double gap : new double[] {-1, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> pipeline.reducingGap(gap))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reducingGap must be 0 (never), or 1 or more, but was " + gap);
        }
    }
}
