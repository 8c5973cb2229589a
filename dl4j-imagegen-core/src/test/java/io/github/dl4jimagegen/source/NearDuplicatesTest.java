package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.engine.Inspection;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.NearDuplicates.Look;
import io.github.dl4jimagegen.source.VerificationReport.NearDuplicate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thumbnails of images that look the same, in numbers that would not do if all were compared with all. */
class NearDuplicatesTest {

    private static final int SIDE = Inspection.SIDE;

    /** A value of a pixel, by its place. */
    private interface Pixel extends BiFunction<Integer, Integer, Double> {}

    private static Look look(String name, Pixel pixel) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(pixel.apply(i / SIDE, i % SIDE))));
        }
        return new Look(
                name, ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), Image.ofBytes(SIDE, SIDE, 1, pixels));
    }

    private static List<NearDuplicate> found(List<Look> training, List<Look> validation) {
        NearDuplicates near = new NearDuplicates();
        near.add("training", training);
        near.add("validation", validation);
        assertThat(near.notAllCompared()).isZero();
        return near.found();
    }

    /** The same scene with the noise of a camera. */
    private static Look frame(int number) {
        SampleRandom random = SampleRandom.of(1, 0, number, 0);
        return look("frame" + number, (row, column) -> 20.0 * row + 5 * column + random.nextDouble(-1, 1));
    }

    private static List<Look> looks(int from, int to, IntFunction<Look> look) {
        List<Look> looks = new ArrayList<>();
        for (int i = from; i < to; i++) {
            looks.add(look.apply(i));
        }
        return looks;
    }

    @Test
    @Timeout(20)
    void manyImagesThatLookTheSameAreEachNamedOnce() {
        List<NearDuplicate> found =
                found(looks(0, 12_000, NearDuplicatesTest::frame), looks(12_000, 24_000, NearDuplicatesTest::frame));
        assertThat(found).hasSize(12_000);
        assertThat(found).extracting(NearDuplicate::otherName).doesNotHaveDuplicates();
    }

    @Test
    void manyImagesThatDifferAreComparedAndNotFound() {
        List<Look> all = looks(0, 20_000, number -> {
            SampleRandom random = SampleRandom.of(2, 0, number, 0);
            return look("noise" + number, (row, column) -> random.nextDouble(0, 255));
        });
        assertThat(found(all.subList(0, 15_000), all.subList(15_000, 20_000))).isEmpty();
    }

    @Test
    void imagesOfOneColorAndDarkNoiseAreNotCompared() {
        for (int contrast : new int[] {0, 3, 5}) {
            List<Look> all = looks(0, 400, number -> {
                SampleRandom random = SampleRandom.of(3, 0, number, 0);
                return look("dark" + number, (row, column) -> 8 + random.nextDouble(0, 1) * contrast);
            });
            assertThat(found(all.subList(0, 300), all.subList(300, 400)))
                    .as("contrast %d", contrast)
                    .isEmpty();
        }
    }

    @Test
    void squaresAtDifferentPlacesOnOneGroundAreNotTheSame() {
        List<Look> all = looks(
                0,
                49,
                number -> look(
                        "square" + number,
                        (row, column) ->
                                row / 2 == number / 7 % 4 && Math.abs(column - number % 7 - 1) < 2 ? 225.0 : 255.0));
        List<NearDuplicate> found = found(all.subList(0, 28), all.subList(28, 49)); // of 28 places, each of the 21 once
        assertThat(found).hasSize(21).allMatch(pair -> place(pair.name()) == place(pair.otherName()));
    }

    private static int place(String square) {
        return Integer.parseInt(square.substring("square".length())) % 28;
    }

    @Test
    void theSameBytesAreFoundWhateverTheyShow() {
        Look flat = look("flat", (row, column) -> 7.0);
        Look copy = new Look("copy", flat.digest(), flat.thumbnail());
        assertThat(found(List.of(flat, frame(1)), List.of(copy)))
                .containsExactly(new NearDuplicate("flat", "training", "copy", "validation"));
    }
}
