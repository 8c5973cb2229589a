package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.VerificationReport.Kind;
import io.github.dl4jimagegen.source.VerificationReport.NearDuplicate;
import io.github.dl4jimagegen.source.VerificationReport.Problem;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @BeforeEach
    void twentyImages() {
        for (int i = 0; i < 20; i++) {
            write(String.format("%s/%02d.png", i % 2 == 0 ? "a" : "b", i), TestImages.encoded("png", photo(i, 64)));
        }
    }

    /** Soft blobs of light that no two numbers have in common. */
    private static BufferedImage photo(int number, int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double light = 0;
                for (int k = 0; k < 4; k++) {
                    double cx = (Math.sin(number * 12.9898 + k * 78.233) + 1) / 2 * size;
                    double cy = (Math.sin(number * 39.425 + k * 11.135) + 1) / 2 * size;
                    double d = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (size * size / 20.0);
                    light += 200 * Math.exp(-d);
                }
                int v = (int) Math.min(255, light);
                image.setRGB(x, y, v << 16 | (v / 2 + 40) << 8 | 255 - v);
            }
        }
        return image;
    }

    private static BufferedImage sized(BufferedImage image, int size) {
        BufferedImage result = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, size, size, null);
        graphics.dispose();
        return result;
    }

    private void write(String name, byte[] bytes) {
        Path unused = TestImages.write(root.resolve(name), bytes);
    }

    @Test
    void aCleanFolderIsClean() {
        VerificationReport report = ImageFolder.of(root).verify();
        assertThat(report.images()).isEqualTo(20);
        assertThat(report.isClean()).isTrue();
    }

    @Test
    void everyKindOfProblemIsFoundWithItsName() {
        byte[] png = TestImages.encoded("png", photo(3, 64));
        byte[] jpeg = TestImages.encoded("jpg", photo(5, 64));
        write("a/empty.png", new byte[0]);
        write("a/half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        write("a/text.png", "this is no image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        write("a/really-a-jpeg.png", jpeg);
        byte[] damaged = png.clone();
        Arrays.fill(damaged, 60, 120, (byte) 7);
        write("b/damaged.png", damaged);
        byte[] huge = png.clone();
        ByteBuffer.wrap(huge).putInt(16, 20_000).putInt(20, 20_000); // width and height in the header
        CRC32 checksum = new CRC32();
        checksum.update(huge, 12, 17);
        ByteBuffer.wrap(huge).putInt(29, (int) checksum.getValue());
        write("b/huge.png", huge);
        VerificationReport report = ImageFolder.of(root).verify();
        assertThat(report.problems())
                .extracting(Problem::name, Problem::kind)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a/empty.png", Kind.EMPTY),
                        org.assertj.core.groups.Tuple.tuple("a/half.jpg", Kind.TRUNCATED),
                        org.assertj.core.groups.Tuple.tuple("a/text.png", Kind.UNREADABLE),
                        org.assertj.core.groups.Tuple.tuple("a/really-a-jpeg.png", Kind.MISNAMED),
                        org.assertj.core.groups.Tuple.tuple("b/damaged.png", Kind.UNREADABLE),
                        org.assertj.core.groups.Tuple.tuple("b/huge.png", Kind.TOO_LARGE));
        assertThat(report.problems()).allMatch(problem -> !problem.reason().isBlank());
    }

    @Test
    void copiesToTheByteAreGrouped() throws IOException {
        Files.copy(root.resolve("a/02.png"), root.resolve("b/copy.png"));
        Files.copy(root.resolve("a/02.png"), root.resolve("b/again.png"));
        assertThat(ImageFolder.of(root).verify().duplicates())
                .containsExactly(List.of("a/02.png", "b/again.png", "b/copy.png"));
    }

    @Test
    void copiesThatWereSizedAndCompressedAreFoundAcrossTheSplit() throws IOException {
        write("a/99.jpg", TestImages.encoded("jpg", sized(photo(0, 64), 48)));
        ImageFolder folder = ImageFolder.of(root);
        Split split = folder.split(0.1); // of each class the first image
        assertThat(split.validation().name(0)).isEqualTo("a/00.png");
        VerificationReport report = split.verify();
        assertThat(report.nearDuplicates())
                .containsExactly(new NearDuplicate("a/99.jpg", "training", "a/00.png", "validation"));
        assertThat(folder.verify().nearDuplicates()).isEmpty();
        Path csv = root.resolve("report.csv");
        report.writeCsv(csv);
        assertThat(Files.readString(csv))
                .isEqualToNormalizingNewlines(
                        "finding,name,other,detail\nnear_duplicate,a/99.jpg,a/00.png,training and validation\n");
        assertThat(new ObjectMapper()
                        .readTree(report.toJson())
                        .at("/nearDuplicates/0/name")
                        .asText())
                .isEqualTo("a/99.jpg");
    }

    @Test
    void copiesOnBothSidesOfASplitAreFoundAndLoggedOnce() throws IOException {
        Files.copy(root.resolve("a/00.png"), root.resolve("a/99.png"));
        Split split = ImageFolder.of(root).split(0.1);
        List<VerificationReport> reports = new ArrayList<>();
        List<String> log = Logged.during(() -> reports.add(split.verify()));
        VerificationReport report = reports.get(0);
        assertThat(report.duplicates()).containsExactly(List.of("a/99.png", "a/00.png"));
        assertThat(report.nearDuplicates())
                .containsExactly(new NearDuplicate("a/99.png", "training", "a/00.png", "validation"));
        assertThat(log.stream().filter(line -> line.contains("near-duplicates")))
                .singleElement()
                .asString()
                .endsWith(
                        "Verified training images of " + root + ", validation images of " + root
                                + ": 21 images: 0 with problems, 1 groups of exact duplicates, 1 near-duplicates across the split");
    }

    @Test
    void emptyFilesAreNoCopiesOfEachOther() {
        write("a/empty.png", new byte[0]);
        write("b/empty.png", new byte[0]);
        VerificationReport report = ImageFolder.of(root).verify();
        assertThat(report.duplicates()).isEmpty();
        assertThat(report.problems()).extracting(Problem::kind).containsExactly(Kind.EMPTY, Kind.EMPTY);
    }

    @Test
    void aFileThatIsGoneIsMissing() throws IOException {
        ImageFolder folder = ImageFolder.of(root);
        Files.delete(root.resolve("a/02.png"));
        assertThat(folder.verify().problems())
                .containsExactly(
                        new Problem("a/02.png", Kind.MISSING, "there is no such file: " + root.resolve("a/02.png")));
    }

    @Test
    void squaresOnWhiteAndDarkNoiseAreNotTakenForCopies(@TempDir Path other) {
        for (int i = 0; i < 60; i++) {
            SampleRandom random = SampleRandom.of(5, 0, i, 0);
            BufferedImage square = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
            BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
            int side = random.nextInt(8, 20);
            int left = random.nextInt(0, 64 - side);
            int top = random.nextInt(0, 64 - side);
            int grey = random.nextInt(60, 200);
            for (int y = 0; y < 64; y++) {
                for (int x = 0; x < 64; x++) {
                    boolean inside = x >= left && x < left + side && y >= top && y < top + side;
                    square.getRaster().setSample(x, y, 0, inside ? grey : 255);
                    noise.getRaster().setSample(x, y, 0, random.nextInt(0, 30));
                }
            }
            Path unused = TestImages.write(other.resolve("square/" + i + ".png"), TestImages.encoded("png", square));
            unused = TestImages.write(other.resolve("noise/" + i + ".png"), TestImages.encoded("png", noise));
        }
        assertThat(ImageFolder.of(other).split(0.3).verify().nearDuplicates()).isEmpty();
    }
}
