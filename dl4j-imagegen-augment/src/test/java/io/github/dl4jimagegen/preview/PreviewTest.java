package io.github.dl4jimagegen.preview;

import static io.github.dl4jimagegen.augment.Augmentations.mixUp;
import static io.github.dl4jimagegen.augment.Augmentations.mosaic;
import static io.github.dl4jimagegen.augment.Augmentations.randomBrightness;
import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.statistics.Normalization;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class PreviewTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(10, 14)
            .batchSize(6)
            .augment(randomFlipHorizontal(), randomRotation(30), randomBrightness(-0.2, 0.2));

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @SuppressWarnings("NullAway") // set before each test
    private ImageFolder photos;

    @BeforeEach
    void folder() {
        photos = ImageFolder.of(TestImages.folder(root.resolve("photos"), 3, 4));
    }

    private static Image image(float[] planes, ImageShape shape, double gain, double[] mean, double[] std) {
        byte[] values = new byte[planes.length];
        int plane = shape.height() * shape.width();
        for (int i = 0; i < planes.length; i++) {
            int channel = i / plane;
            double value = (planes[i] * std[channel] + mean[channel]) / gain;
            values[i % plane * shape.channels() + channel] = (byte) Math.round(value);
        }
        return Image.ofBytes(shape.height(), shape.width(), shape.channels(), values);
    }

    @Test
    void drawsAreWhatTrainingGetsOfTheImageEpochByEpoch() {
        ImagePipeline pipeline = PIPELINE.rescale(1 / 255.0).normalize(Normalization.imageNet());
        List<Tile> tiles = Preview.of(pipeline).draws(photos, 7, 5).tiles();

        assertThat(tiles).hasSize(5);
        assertThat(tiles.stream().map(Tile::pixels).distinct()).hasSize(5);
        try (ImageDataSetIterator flow = pipeline.trainingFlow(photos)) {
            for (Tile tile : tiles) {
                assertThat(tile.pixels()).isEqualTo(shown(flow, photos.name(7)));
                flow.reset();
            }
        }
    }

    /** Returns the image of a name in the epoch of a flow, mapped back from ImageNet's mean and deviation. */
    private static Image shown(ImageDataSetIterator flow, String name) {
        while (flow.hasNext()) {
            DataSet batch = flow.next();
            int row = batch.getExampleMetaData().indexOf(name);
            if (row >= 0) {
                return image(
                        TestImages.values(batch.getFeatures().slice(row)),
                        new ImageShape(10, 14, 3),
                        1 / 255.0,
                        new double[] {0.485, 0.456, 0.406},
                        new double[] {0.229, 0.224, 0.225});
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void anImageThatIsNotAugmentedIsWhatInferenceGets() throws IOException {
        ImagePipeline pipeline = ImagePipeline.targetSize(8, 8).rescale(1 / 255.0);
        Path file = root.resolve("photos").resolve(photos.name(0));
        Tile tile = Preview.of(pipeline).draws(file, 1).tiles().get(0);

        try (ImagePreparer preparer = pipeline.preparer()) {
            INDArray prepared = preparer.prepare(file);
            assertThat(tile.pixels())
                    .isEqualTo(image(
                            TestImages.values(prepared),
                            new ImageShape(8, 8, 3),
                            1 / 255.0,
                            new double[3],
                            new double[] {1, 1, 1}));
        }
    }

    @ParameterizedTest
    @EnumSource(ColorMode.class)
    void theSheetShowsThePixelsOfItsTilesAsSquares(ColorMode colors) {
        ContactSheet sheet =
                Preview.of(PIPELINE.colorMode(colors)).batch(photos).columns(4).zoom(3);
        BufferedImage picture = sheet.image();

        assertThat(sheet.tiles()).hasSize(6);
        for (int i = 0; i < 6; i++) {
            Rectangle area = sheet.area(i);
            assertThat(area.getSize()).isEqualTo(new Dimension(42, 30));
            assertThat(new Rectangle(picture.getWidth(), picture.getHeight()).contains(area))
                    .isTrue();
            Image pixels = sheet.tiles().get(i).pixels();
            assertThat(pixels.shape().channels()).isEqualTo(colors.channels());
            int[] expected = new int[42 * 30];
            Arrays.setAll(expected, k -> 0xFF000000 | rgb(pixels, k / 42 / 3, k % 42 / 3));
            assertThat(picture.getRGB(area.x, area.y, 42, 30, null, 0, 42)).isEqualTo(expected);
        }
        assertThat(sheet.area(4).y).isGreaterThan(sheet.area(3).y);
        assertThat(sheet.area(4).x).isEqualTo(sheet.area(0).x);
    }

    private static int rgb(Image pixels, int row, int column) {
        boolean grey = pixels.shape().channels() == 1;
        int red = (int) pixels.value(row, column, 0);
        int green = (int) pixels.value(row, column, grey ? 0 : 1);
        int blue = (int) pixels.value(row, column, grey ? 0 : 2);
        return red << 16 | green << 8 | blue;
    }

    @Test
    void blueGreenRedIsShownInTheSameColoursAsRedGreenBlue() {
        ContactSheet bgr =
                Preview.of(PIPELINE.augment().colorMode(ColorMode.BGR)).batch(photos);
        ContactSheet rgb = Preview.of(PIPELINE.augment()).batch(photos);
        assertThat(bgr.tiles())
                .extracting(Tile::pixels)
                .isEqualTo(rgb.tiles().stream().map(Tile::pixels).toList());
    }

    @Test
    void transparentPixelsShowWhatIsBehindThem() {
        Image clear = Image.ofBytes(1, 1, 4, new byte[] {0, 0, 0, 0});
        ContactSheet sheet = Preview.of(ImagePipeline.targetSize(1, 1).colorMode(ColorMode.RGBA))
                .draws(clear, 1)
                .zoom(16);
        BufferedImage picture = sheet.image();
        Rectangle area = sheet.area(0);
        assertThat(picture.getRGB(area.x, area.y)).isEqualTo(0xFFFFFFFF);
        assertThat(picture.getRGB(area.x + 8, area.y)).isEqualTo(0xFFCCCCCC);
    }

    @Test
    void theBatchHasTheClassesAndNamesOfTheTrainingFlow() {
        List<Tile> tiles = Preview.of(PIPELINE).batch(photos).tiles();
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(photos)) {
            DataSet batch = flow.next();
            for (int i = 0; i < 6; i++) {
                String name = batch.getExampleMetaData().get(i).toString();
                assertThat(tiles.get(i).caption()).containsExactly(name.substring(0, name.indexOf('/')), name);
            }
        }
    }

    @Test
    void mixedLabelsAreShownWithTheirShares() {
        for (ImagePipeline mixing : List.of(PIPELINE.mix(mixUp(5)), PIPELINE.mosaic(mosaic(1)))) {
            assertThat(Preview.of(mixing).batch(photos).tiles())
                    .extracting(Tile::caption)
                    .anySatisfy(caption -> {
                        assertThat(caption).hasSizeGreaterThanOrEqualTo(3);
                        assertThat(share(caption.get(0))).isBetween(share(caption.get(1)), 1.0);
                    });
        }
    }

    private static double share(String caption) {
        assertThat(caption).matches("class\\d 0\\.\\d\\d");
        return Double.parseDouble(caption.substring(caption.indexOf(' ')));
    }

    @Test
    void drawsOfAPipelineThatMixesAreOfTheImageAlone() {
        List<Tile> alone = Preview.of(PIPELINE).draws(photos, 2, 4).tiles();
        ImagePipeline mixing = PIPELINE.mix(mixUp(5)).mosaic(mosaic(1));
        assertThat(Preview.of(mixing).draws(photos, 2, 4).tiles()).isEqualTo(alone);
    }

    @Test
    void imagesWithoutLabelsAreShown() {
        ImageFolder unlabelled = ImageFolder.unlabelled(root.resolve("photos"));
        List<Tile> tiles =
                Preview.of(PIPELINE.classMode(ClassMode.NONE)).batch(unlabelled).tiles();
        assertThat(tiles)
                .hasSize(6)
                .allSatisfy(tile ->
                        assertThat(tile.caption()).singleElement().asString().contains("image"));
    }

    @Test
    void valuesThatAreNot8BitAreStretchedAndTheCaptionSaysSo() {
        Image floats = Image.ofFloats(1, 2, 1, new float[] {0.25f, 0.5f});
        ImagePipeline grey = ImagePipeline.targetSize(1, 2).colorMode(ColorMode.GRAYSCALE);
        ImageArrays one = ImageArrays.of(List.of(floats)).labels(ClassIndex.of("a"), 0);

        Tile unit = Preview.of(grey).batch(one).tiles().get(0);
        assertThat(unit.pixels().toBytes()).containsExactly(64, (byte) 128);
        assertThat(unit.caption()).contains("values 0 to 1, as black to white");

        Tile stated = Preview.of(grey.valueRange(0, 0.5)).batch(one).tiles().get(0);
        assertThat(stated.pixels().toBytes()).containsExactly((byte) 128, (byte) 255);

        PreprocessingFunction centred = image -> image.map(v -> 4 * v - 1.5);
        Tile smallest = Preview.of(grey.preprocessingFunction(centred))
                .batch(one)
                .tiles()
                .get(0);
        assertThat(smallest.pixels().toBytes()).containsExactly(0, (byte) 255);
        assertThat(smallest.caption()).contains("values -0.5 to 0.5, as black to white");
    }

    @Test
    void aSecondRunGivesTheSameBytes() throws IOException {
        for (int workers : new int[] {0, 2}) {
            Preview preview = Preview.of(PIPELINE.mix(mixUp(1)).workers(workers));
            preview.draws(photos, 1, 4).save(root.resolve("draws" + workers + ".png"));
            preview.batch(photos).save(root.resolve("batch" + workers + ".png"));
        }
        assertThat(root.resolve("draws0.png")).hasSameBinaryContentAs(root.resolve("draws2.png"));
        assertThat(root.resolve("batch0.png")).hasSameBinaryContentAs(root.resolve("batch2.png"));
        assertThat(Preview.of(PIPELINE).page(photos, 2))
                .isEqualTo(Preview.of(PIPELINE).page(photos, 2));
        assertThat(Files.readAllBytes(root.resolve("batch0.png")))
                .isNotEqualTo(bytes(Preview.of(PIPELINE.mix(mixUp(1)).seed(7)).batch(photos)));
        assertThat(ImageIO.read(root.resolve("batch0.png").toFile()).getWidth())
                .isEqualTo(Preview.of(PIPELINE).batch(photos).image().getWidth());
    }

    private byte[] bytes(ContactSheet sheet) throws IOException {
        Path file = root.resolve("sheet.png");
        sheet.save(file);
        return Files.readAllBytes(file);
    }

    @Test
    void aPipelineWithACacheShowsTheSame() throws IOException {
        Path file = root.resolve("photos").resolve(photos.name(0));
        Preview preview = Preview.of(PIPELINE);
        Path folder = Files.createDirectory(root.resolve("cache"));
        for (DecodedCache cache : List.of(DecodedCache.inMemory(1 << 20), DecodedCache.onDisk(folder))) {
            Preview cached = Preview.of(PIPELINE.cache(cache));
            assertThat(cached.batch(photos)).isEqualTo(preview.batch(photos));
            assertThat(cached.draws(file, 2)).isEqualTo(preview.draws(file, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void weightsAndTheOrderOfDimensionsChangeNothingThatIsSeen(DataFormat format) {
        Path file = root.resolve("photos").resolve(photos.name(0));
        ClassWeights weights = ClassWeights.of(photos.classes(), Map.of("class0", 1.0, "class1", 2.0, "class2", 3.0));
        Preview weighted = Preview.of(PIPELINE.classWeights(weights).dataFormat(format));
        Preview preview = Preview.of(PIPELINE);
        Image image = TestImages.image(9, 9, 3, 4);
        assertThat(weighted.batch(photos)).isEqualTo(preview.batch(photos));
        assertThat(weighted.draws(photos, 1, 1)).isEqualTo(preview.draws(photos, 1, 1));
        assertThat(pixels(weighted.draws(file, 1))).isEqualTo(pixels(preview.draws(file, 1)));
        assertThat(pixels(weighted.draws(image, 3))).isEqualTo(pixels(preview.draws(image, 3)));
        assertThat(weighted.page(photos, 1).html()).contains("The first batch");
    }

    private static List<Image> pixels(ContactSheet sheet) {
        return sheet.tiles().stream().map(Tile::pixels).toList();
    }

    @Test
    void whatCannotBeShownIsRefusedInWords() {
        Preview preview = Preview.of(PIPELINE);
        assertThatThrownBy(() -> preview.draws(photos, 0, 0)).hasMessage("draws must be positive but were 0");
        assertThatThrownBy(() -> preview.page(photos, -1)).hasMessage("draws must be positive but were -1");
        assertThatThrownBy(() -> preview.draws(photos, 12, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> preview.batch(photos).columns(0)).hasMessage("columns must be positive but were 0");
        assertThatThrownBy(() -> preview.batch(photos).zoom(0)).hasMessage("zoom must be positive but was 0");
        assertThatThrownBy(() -> preview.draws(root.resolve("no.png"), 1)).hasMessageContaining("no.png");
    }
}
