package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.MaskCoding;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private DataSet batch(MaskedImageFolder source) {
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(2, 4).classMode(ClassMode.MASK).evaluationFlow(source)) {
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
        Files.move(masks.resolve("a.bmp"), masks.resolve("a_mask.png"));
        assertThat(MaskedImageFolder.of(images, masks, CLASSES)
                        .maskEndings("_mask.png")
                        .size())
                .isEqualTo(1);
    }
}
