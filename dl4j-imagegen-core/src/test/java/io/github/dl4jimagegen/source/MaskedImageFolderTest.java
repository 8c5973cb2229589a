package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.MaskCoding;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class MaskedImageFolderTest {

    private static final ClassIndex CLASSES = ClassIndex.of("ground", "tree", "house");
    private static final int[][] MASK = {{0, 1, 2, 255}, {1, 1, 0, 0}};
    private static final int[] COLORS = {0x000000, 0x00FF00, 0xFF0000};

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @SuppressWarnings("NullAway") // set before the tests
    private Path images;

    @SuppressWarnings("NullAway") // set before the tests
    private Path masks;

    @BeforeEach
    void oneImage() throws IOException {
        images = Files.createDirectories(root.resolve("images"));
        masks = Files.createDirectories(root.resolve("masks"));
        Path unused1 = TestImages.write(images.resolve("a.png"), TestImages.encoded("png", 2, 4, 1));
    }

    private static BufferedImage grey() {
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY);
        fill(image);
        return image;
    }

    /** Several indices have the same colour, so that only the index tells the class. */
    private static BufferedImage palette(int bits) {
        byte[] same = new byte[1 << bits];
        BufferedImage image = new BufferedImage(
                4,
                2,
                bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(bits, same.length, same, same, same));
        fill(image);
        return image;
    }

    private static void fill(BufferedImage image) {
        int most = (1 << image.getColorModel().getPixelSize()) - 1;
        for (int i = 0; i < 8; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, Math.min(most, MASK[i / 4][i % 4]));
        }
    }

    private static BufferedImage colors() {
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 8; i++) {
            image.setRGB(i % 4, i / 4, COLORS[Math.min(2, MASK[i / 4][i % 4])]);
        }
        return image;
    }

    private static DataSet batch(MaskedImageFolder source) {
        return batch(source, 2);
    }

    private static DataSet batch(MaskedImageFolder source, int height) {
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(height, 4).classMode(ClassMode.MASK).evaluationFlow(source)) {
            return flow.next();
        }
    }

    private void write(BufferedImage image, String name) throws IOException {
        assertThat(ImageIO.write(image, "png", masks.resolve(name).toFile())).isTrue();
    }

    @Test
    void greyValuesAndIndicesOfPalettesAreClasses() throws IOException {
        for (BufferedImage mask : List.of(grey(), palette(8), palette(4), palette(2))) {
            write(mask, "a.png");
            int ignored = (1 << mask.getColorModel().getPixelSize()) - 1;
            DataSet batch =
                    batch(MaskedImageFolder.of(images, masks, CLASSES).coding(new MaskCoding.ClassIndices(ignored)));
            INDArray labels = batch.getLabels();
            assertThat(labels.shape()).containsExactly(1, 3, 2, 4);
            for (int i = 0; i < 8; i++) {
                int label = MASK[i / 4][i % 4];
                for (int c = 0; c < 3; c++) {
                    assertThat(labels.getInt(0, c, i / 4, i % 4)).isEqualTo(c == label ? 1 : 0);
                }
                assertThat(batch.getLabelsMaskArray().getInt(0, 0, i / 4, i % 4))
                        .isEqualTo(label == 255 ? 0 : 1);
            }
        }
    }

    @Test
    void coloursAreClasses() throws IOException {
        write(colors(), "a.png");
        MaskedImageFolder source =
                MaskedImageFolder.of(images, masks, CLASSES).coding(MaskCoding.colors(List.of(0, 0x00FF00, 0xFF0000)));
        assertThat(batch(source).getLabels().getInt(0, 1, 0, 1)).isEqualTo(1);
        assertThat(batch(source).getLabels().getInt(0, 2, 0, 2)).isEqualTo(1);
        assertThatThrownBy(() -> batch(source.coding(MaskCoding.colors(List.of(0, 0x00FF00)))))
                .hasMessageContaining("a.png")
                .hasMessageContaining("#ff0000 at [row 0, column 2]");
        assertThatThrownBy(() -> batch(source.coding(MaskCoding.classIndices())))
                .hasMessageContaining("use MaskCoding.colors");
    }

    @Test
    void missingAndDoubledPartnersAreNamed() throws IOException {
        assertThatThrownBy(() -> MaskedImageFolder.of(images, masks, CLASSES))
                .hasMessageContaining("1 of 1 images")
                .hasMessageContaining("a.png, a.bmp");
        write(grey(), "a.png");
        Files.copy(masks.resolve("a.png"), masks.resolve("a.bmp"));
        assertThatThrownBy(() -> MaskedImageFolder.of(images, masks, CLASSES))
                .hasMessageContaining("several files for a.png")
                .hasMessageContaining("a.bmp");
    }

    @Test
    void masksMayEndInAnotherWayInWhateverCase() throws IOException {
        write(grey(), "a_mask.PNG");
        assertThat(batch(MaskedImageFolder.of(images, masks, CLASSES, "_mask.png"))
                        .getLabels()
                        .getInt(0, 1, 0, 1))
                .isEqualTo(1);
        Files.move(masks.resolve("a_mask.PNG"), masks.resolve("a.PNG"));
        assertThat(batch(MaskedImageFolder.of(images, masks, CLASSES))
                        .getLabels()
                        .getInt(0, 1, 0, 1))
                .isEqualTo(1);
    }

    @Test
    void masksMayLieBesideTheirImages() throws IOException {
        write(grey(), "a_mask.png");
        Path sub = Files.createDirectories(masks.resolve("sub"));
        Files.copy(masks.resolve("a_mask.png"), sub.resolve("b_mask.png"));
        byte[] picture = TestImages.encoded("jpg", 2, 4, 1);
        Path unused1 = TestImages.write(masks.resolve("a.jpg"), picture);
        Path unused2 = TestImages.write(sub.resolve("b.jpg"), picture);
        MaskedImageFolder source = MaskedImageFolder.of(masks, masks, CLASSES, "_mask.png");
        assertThat(source.size()).isEqualTo(2);
        assertThat(source.name(0)).isEqualTo("a.jpg");
        assertThat(source.name(1)).isEqualTo("sub/b.jpg");
        assertThat(batch(source).getLabels().getInt(1, 1, 0, 1)).isEqualTo(1);
        assertThatThrownBy(() -> MaskedImageFolder.of(masks, masks, CLASSES, ".png", ".jpg"))
                .hasMessageContaining("are masks, since they end with one of [.png, .jpg]");
    }

    @Test
    void masksWithoutAnImageAreLogged() throws IOException {
        write(grey(), "a.png");
        write(grey(), "lost.png");
        assertThat(Logged.during(() -> {
                    var unused = MaskedImageFolder.of(images, masks, CLASSES);
                }))
                .anyMatch(line -> line.contains("1 masks under " + masks + " have no image: lost.png"));
    }

    /** A grey ramp is written as grey by PNG, as a palette by the others. */
    private static BufferedImage ramp(int bits) {
        byte[] ramp = new byte[1 << bits];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (i * 255 / (ramp.length - 1));
        }
        BufferedImage image = new BufferedImage(
                4,
                8,
                bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(bits, ramp.length, ramp, ramp, ramp));
        for (int i = 0; i < 32; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, i % Math.min(3, ramp.length));
        }
        return image;
    }

    @Test
    void fewBitsAndPalettesOfEveryFormatAreIndices() throws IOException {
        Path unused = TestImages.write(images.resolve("a.png"), TestImages.encoded("png", 8, 4, 1));
        for (String format : List.of("png", "bmp", "gif")) {
            for (int bits : List.of(1, 2, 4, 8)) {
                if (format.equals("bmp") && bits == 2) {
                    continue; // there is none
                }
                byte[] file = TestImages.encoded(format, ramp(bits));
                if (format.equals("png") && bits < 8) {
                    assertThat(file[24]).isEqualTo((byte) bits);
                    assertThat(file[25]).as("grey").isZero();
                }
                Path mask = TestImages.write(masks.resolve("a." + format), file);
                DataSet batch = batch(MaskedImageFolder.of(images, masks, CLASSES), 8);
                for (int i = 0; i < 32; i++) {
                    assertThat(batch.getLabels().getInt(0, i % Math.min(3, 1 << bits), i / 4, i % 4))
                            .as("%s of %d bits, pixel %d", format, bits, i)
                            .isEqualTo(1);
                }
                assertThat(batch.getLabelsMaskArray().sumNumber().intValue()).isEqualTo(32);
                Files.delete(mask);
            }
        }
    }

    /** Values of 0 and 255. */
    private static BufferedImage blackAndWhite() {
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(3, 1, 0, 255);
        return image;
    }

    @Test
    void whiteThatIsNotLearntIsLoggedOnce() throws IOException {
        write(blackAndWhite(), "a.png");
        MaskedImageFolder source = MaskedImageFolder.of(images, masks, CLASSES);
        List<String> log = Logged.during(() -> {
            var unused1 = batch(source);
            var unused2 = batch(source);
        });
        assertThat(log)
                .filteredOn(line -> line.contains("MaskCoding.colors(List.of(0x000000, 0xFFFFFF))"))
                .hasSize(1);
        assertThat(batch(source.coding(MaskCoding.colors(List.of(0x000000, 0xFFFFFF))))
                        .getLabels()
                        .getInt(0, 1, 1, 3))
                .isEqualTo(1);
        assertThatThrownBy(() -> batch(source.coding(new MaskCoding.ClassIndices(254))))
                .hasMessageContaining("the mask a.png under " + masks)
                .hasMessageContaining("class 255 at [row 1, column 3]")
                .hasMessageContaining("MaskCoding.colors(List.of(0x000000, 0xFFFFFF))");
    }

    private void secondImage(byte[] mask) throws IOException {
        write(grey(), "a.png");
        Path unused1 = TestImages.write(images.resolve("b.png"), TestImages.encoded("png", 2, 4, 2));
        Path unused2 = TestImages.write(masks.resolve("b.png"), mask);
    }

    /** A small file that says it is huge. */
    private static byte[] huge() {
        byte[] bytes = TestImages.encoded("png", grey());
        ByteBuffer buffer = ByteBuffer.wrap(bytes).putInt(16, 16_000).putInt(20, 16_000);
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 12, 17);
        buffer.putInt(29, (int) checksum.getValue());
        return bytes;
    }

    private static byte[] classSeven() {
        BufferedImage image = grey();
        image.getRaster().setSample(2, 1, 0, 7);
        return TestImages.encoded("png", image);
    }

    @Test
    void aMaskThatCannotBeDecodedIsAFailureOfItsFile() throws IOException {
        Map<String, byte[]> broken = new LinkedHashMap<>();
        broken.put("the file is empty", new byte[0]);
        broken.put("not an image of a known format", "garbage that is no image".getBytes(StandardCharsets.UTF_8));
        broken.put("16000x16000", huge());
        broken.put("pixels but its image 2x4", TestImages.encoded("png", 3, 4, 1));
        broken.put("turn the mask too", TestImages.encoded("png", 4, 2, 1));
        broken.put("it has class 7 at [row 1, column 2] but there are 3 classes", classSeven());
        for (Map.Entry<String, byte[]> each : broken.entrySet()) {
            secondImage(each.getValue());
            MaskedImageFolder source = MaskedImageFolder.of(images, masks, CLASSES);
            assertThatThrownBy(() -> batch(source))
                    .hasMessageContaining("cannot decode b.png")
                    .hasMessageContaining("the mask b.png under " + masks)
                    .hasMessageContaining(each.getKey());
            try (ImageDataSetIterator flow = ImagePipeline.targetSize(2, 4)
                    .classMode(ClassMode.MASK)
                    .onError(OnError.SKIP)
                    .evaluationFlow(source)) {
                assertThat(TestImages.names(TestImages.rest(flow))).containsExactly("a.png");
                assertThat(flow.skipped()).hasSize(1);
            }
            VerificationReport report = source.verify();
            assertThat(report.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.name()).isEqualTo("b.png");
                assertThat(problem.reason())
                        .contains("the mask b.png under " + masks)
                        .contains(each.getKey());
            });
        }
        secondImage(TestImages.encoded("png", grey()));
        assertThat(MaskedImageFolder.of(images, masks, CLASSES).verify().isClean())
                .isTrue();
    }

    @Test
    void aMaskThatVanishedIsNamed() throws IOException {
        secondImage(TestImages.encoded("png", grey()));
        MaskedImageFolder source = MaskedImageFolder.of(images, masks, CLASSES);
        Files.delete(masks.resolve("b.png"));
        assertThatThrownBy(() -> batch(source))
                .hasMessageContaining("cannot read b.png")
                .hasMessageContaining("the mask b.png under " + masks + " cannot be read");
        assertThat(source.verify().problems()).hasSize(1);
    }

    @Test
    void aStateKnowsTheMasks() throws IOException {
        write(grey(), "a.png");
        MaskedImageFolder source = MaskedImageFolder.of(images, masks, CLASSES);
        MaskedImageFolder ofColors = source.coding(MaskCoding.colors(List.of(0, 1, 2)));
        Files.move(masks.resolve("a.png"), masks.resolve("a.bmp"));
        MaskedImageFolder ofOthers = MaskedImageFolder.of(images, masks, CLASSES);
        assertThat(List.of(
                        SourceFingerprint.of(source), SourceFingerprint.of(ofColors), SourceFingerprint.of(ofOthers)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aClassModeForOtherTargetsIsRefusedBeforeTheFirstBatch() throws IOException {
        write(grey(), "a.png");
        MaskedImageFolder source = MaskedImageFolder.of(images, masks, CLASSES);
        assertThatThrownBy(() -> ImagePipeline.targetSize(2, 4).trainingFlow(source))
                .hasMessageContaining("classMode CATEGORICAL needs one class")
                .hasMessageContaining("use MASK or BINARY_MASK");
        assertThatThrownBy(() -> ImagePipeline.targetSize(2, 4)
                        .classMode(ClassMode.boxes(3))
                        .trainingFlow(source))
                .hasMessageContaining("use MASK or BINARY_MASK");
    }
}
