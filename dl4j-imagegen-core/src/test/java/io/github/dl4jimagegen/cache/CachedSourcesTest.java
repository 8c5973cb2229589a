package io.github.dl4jimagegen.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Rgb;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.AnnotatedImages;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArchive;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.source.MaskedImageFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

/** A cache changes nothing but the time: for every kind of source, target and pixel. */
@ExtendWith(NoThreadsLeft.class)
class CachedSourcesTest {

    private static final int IMAGES = 5;
    private static final int HEIGHT = 11;
    private static final int WIDTH = 14;

    private static final GeometricAugmentation ROTATE =
            (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));

    /** Each image comes twice in an epoch, so that the first one reads from what is being written, too. */
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(8, 9)
            .batchSize(4)
            .resize(Resizing.cropToAspectRatio())
            .sampler(Sampler.inOrder(2))
            .augment(ROTATE);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @SuppressWarnings("NullAway") // set before each test
    private Path images;

    @BeforeEach
    void someImages() {
        images = root.resolve("images");
        for (int i = 0; i < IMAGES; i++) {
            Path unused = TestImages.write(
                    images.resolve("a/image" + i + ".png"), TestImages.encoded("png", HEIGHT, WIDTH, i));
        }
    }

    private void assertSame(ImagePipeline pipeline, ImageSource source) throws IOException {
        List<String> expected = epochs(pipeline.workers(0), source);
        for (int workers : new int[] {0, 3}) {
            Path folder = Files.createDirectories(root.resolve("caches" + workers));
            for (DecodedCache cache : List.of(DecodedCache.inMemory(1 << 20), DecodedCache.onDisk(folder))) {
                assertThat(epochs(pipeline.workers(workers).cache(cache), source))
                        .isEqualTo(expected);
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).anyMatch(file -> file.toString().endsWith(".imagecache"));
            }
        }
    }

    private static List<String> epochs(ImagePipeline pipeline, ImageSource source) {
        List<String> printed = new ArrayList<>();
        try (ImageDataSetIterator flow = pipeline.trainingFlow(source)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                flow.forEachRemaining(batch -> printed.add(TestImages.print(batch) + labelsMask(batch)));
                flow.reset();
            }
        }
        return printed;
    }

    private static String labelsMask(DataSet batch) {
        return batch.getLabelsMaskArray() == null
                ? "none"
                : Arrays.toString(TestImages.values(batch.getLabelsMaskArray()));
    }

    @Test
    void masks() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < HEIGHT; y++) {
                mask.getRaster().setSample((y + i) % WIDTH, y, 0, y % 3 == 0 ? 2 : 1);
            }
            Path unused = TestImages.write(root.resolve("masks/a/image" + i + ".png"), TestImages.encoded("png", mask));
        }
        ClassIndex classes = ClassIndex.of("ground", "tree", "house");
        assertSame(PIPELINE.classMode(ClassMode.MASK), MaskedImageFolder.of(images, root.resolve("masks"), classes));
    }

    @Test
    void boxes() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            String line = i % 2 + " 0.5 0.4 0." + (3 + i) + " 0.5\n";
            Path unused = TestImages.write(
                    root.resolve("labels/a/image" + i + ".txt"), line.getBytes(StandardCharsets.UTF_8));
        }
        assertSame(
                PIPELINE.classMode(ClassMode.boxes(2)),
                AnnotatedImages.yolo(images, root.resolve("labels"), ClassIndex.of("cat", "dog")));
    }

    @Test
    void keypoints() throws IOException {
        String files = numbered("{\"id\": %1$d, \"file_name\": \"a/image%1$d.png\"}");
        String points = numbered("{\"id\": %1$d, \"image_id\": %1$d, \"category_id\": 1, \"num_keypoints\": 2,"
                + " \"keypoints\": [5, %1$d, 2, 7, 6, 2]}");
        Path coco = Files.writeString(
                root.resolve("coco.json"),
                "{\"images\": [" + files + "], \"annotations\": [" + points + "], \"categories\": [{\"id\": 1,"
                        + " \"name\": \"dog\", \"keypoints\": [\"nose\", \"tail\"]}]}");
        assertSame(PIPELINE.classMode(ClassMode.keypoints(2)), AnnotatedImages.cocoKeypoints(images, coco));
    }

    private static String numbered(String format) {
        return IntStream.range(0, IMAGES).mapToObj(format::formatted).collect(Collectors.joining(", "));
    }

    @Test
    void rowsOfATable() throws IOException {
        List<String> rows = new ArrayList<>(List.of("filename,class"));
        IntStream.range(0, IMAGES).forEach(i -> rows.add("a/image" + i + ".png," + (i % 2 == 0 ? "dog" : "cat")));
        assertSame(PIPELINE, ImageTable.of(Files.write(images.resolve("table.csv"), rows)));
    }

    @Test
    void anArchiveAndThatItHasChanged() throws IOException {
        Path zip = archive(IMAGES);
        assertSame(PIPELINE, ImageArchive.of(zip));
        Path unused = TestImages.write(images.resolve("a/image1.png"), TestImages.encoded("png", HEIGHT, WIDTH, 99));
        List<String> before = epochs(PIPELINE, ImageArchive.of(zip));
        assertSame(PIPELINE, ImageArchive.of(archive(IMAGES)));
        assertThat(epochs(PIPELINE, ImageArchive.of(zip))).isNotEqualTo(before);
    }

    private Path archive(int count) throws IOException {
        Path zip = root.resolve("images.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < count; i++) {
                out.putNextEntry(new ZipEntry("a/image" + i + ".png"));
                out.write(Files.readAllBytes(images.resolve("a/image" + i + ".png")));
            }
        }
        return zip;
    }

    @Test
    void alphaAndSixteenBits() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            int type = i % 2 == 0 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_USHORT_GRAY;
            Path unused =
                    TestImages.write(images.resolve("a/image" + i + ".png"), TestImages.encoded("png", deep(i, type)));
        }
        ImageFolder folder = ImageFolder.of(images);
        assertSame(PIPELINE.colorMode(ColorMode.RGBA), folder);
        assertSame(PIPELINE.colorMode(ColorMode.GRAYSCALE), folder);
        assertSame(PIPELINE.colorMode(ColorMode.BGR), folder);
        assertSame(PIPELINE.background(new Rgb(200, 100, 0)), folder);
    }

    /** Values that 8 bits, or none of alpha, would not tell apart. */
    private static BufferedImage deep(int number, int type) {
        BufferedImage image = TestImages.picture(HEIGHT, WIDTH, number, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (type == BufferedImage.TYPE_USHORT_GRAY) {
                    image.getRaster().setSample(x, y, 0, 1000 * y + 7 * x + number);
                } else {
                    image.getRaster().setSample(x, y, 3, 20 * y + x);
                }
            }
        }
        return image;
    }

    /** The same half of each image as its namesake in {@link Right} takes of the other side. */
    private static final class Left {
        record Half() implements SizePolicy {
            @Override
            public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
                Rectangle half = new Rectangle(0, 0, image.width() / 2, image.height());
                return new Placement(half, Rectangle.whole(height, width));
            }

            @Override
            public boolean isDrawn() {
                return false;
            }
        }
    }

    private static final class Right {
        record Half() implements SizePolicy {
            @Override
            public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
                Rectangle half = new Rectangle(image.width() / 2, 0, image.width() / 2, image.height());
                return new Placement(half, Rectangle.whole(height, width));
            }

            @Override
            public boolean isDrawn() {
                return false;
            }
        }
    }

    @Test
    void aSizePolicyIsNotTakenForItsNamesake() throws IOException {
        ImageFolder folder = ImageFolder.of(images);
        Path caches = Files.createDirectories(root.resolve("caches"));
        for (SizePolicy policy : List.of(new Left.Half(), new Right.Half())) {
            ImagePipeline pipeline = PIPELINE.resize(policy);
            assertThat(epochs(pipeline.cache(DecodedCache.onDisk(caches)), folder))
                    .as("%s", policy.getClass())
                    .isEqualTo(epochs(pipeline, folder));
        }
    }

    /** What was decoded in one way is never used for another one. */
    @Test
    void everyWayToDecodeOrSizeHasAFileOfItsOwn() throws IOException {
        ImageFolder folder = ImageFolder.of(images);
        Path caches = Files.createDirectories(root.resolve("caches"));
        List<ImagePipeline> ways = List.of(
                PIPELINE,
                PIPELINE.colorMode(ColorMode.BGR),
                PIPELINE.colorMode(ColorMode.GRAYSCALE),
                PIPELINE.colorMode(ColorMode.RGBA),
                PIPELINE.background(new Rgb(1, 2, 3)),
                PIPELINE.applyExifOrientation(false),
                PIPELINE.reducingGap(0),
                PIPELINE.resize(Resizing.stretch()),
                PIPELINE.resize(Resizing.padToAspectRatio(7)),
                PIPELINE.resize(Resizing.padToAspectRatio(8)),
                ImagePipeline.targetSize(9, 8).batchSize(4));
        for (int i = 0; i < ways.size(); i++) {
            List<String> unused = epochs(ways.get(i).cache(DecodedCache.onDisk(caches)), folder);
            try (Stream<Path> files = Files.list(caches)) {
                assertThat(files.filter(file -> file.toString().endsWith(".imagecache")))
                        .as("after way %s", i)
                        .hasSize(i + 1);
            }
        }
        List<String> unused = epochs(PIPELINE.seed(5).rescale(0.5).cache(DecodedCache.onDisk(caches)), folder);
        try (Stream<Path> files = Files.list(caches)) {
            assertThat(files.filter(file -> file.toString().endsWith(".imagecache")))
                    .as("what comes later has none")
                    .hasSize(ways.size());
        }
    }
}
