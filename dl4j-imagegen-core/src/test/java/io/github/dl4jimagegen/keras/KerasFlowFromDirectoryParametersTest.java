package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Listing;
import io.github.dl4jimagegen.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Each parameter of Keras's {@code flow_from_directory(...)}, with its default, another value and its errors. */
class KerasFlowFromDirectoryParametersTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(6, 5);

    private static final ImagePipeline GREY = PIPELINE.colorMode(ColorMode.GRAYSCALE);

    @TempDir
    static Path root;

    /** Of a test of its own. */
    @TempDir
    Path own;

    private ImageFolder photos;

    @BeforeAll
    static void makePhotos() {
        Path unused = TestImages.folder(root, 3, 15);
    }

    @BeforeEach
    void list() {
        photos = ImageFolder.of(root);
    }

    @Test
    void directory() {
        Path unused = Batches.plain(own.resolve("dog/b.png"), 2, 2, 0);
        unused = Batches.plain(own.resolve("dog/young/a.png"), 2, 2, 0);
        unused = Batches.plain(own.resolve("cat/c.png"), 2, 2, 0);
        unused = Batches.plain(own.resolve("in-the-root.png"), 2, 2, 0);
        ImageFolder folder = ImageFolder.of(own);
        assertThat(folder.classes().names()).containsExactly("cat", "dog");
        assertThat(Batches.names(folder)).containsExactly("cat/c.png", "dog/b.png", "dog/young/a.png");
        assertThat(Batches.labels(folder)).containsExactly(0, 1, 1);
        assertThatThrownBy(() -> ImageFolder.of(own.resolve("elsewhere"))).hasMessageContaining("elsewhere");
        assertThatThrownBy(() -> ImageFolder.of(own.resolve("cat"))).hasMessageContaining("no class folders under");
    }

    @Test
    void targetSize() {
        assertThat(Batches.features(ImagePipeline.targetSize(256, 256), photos).shape())
                .containsExactly(45, 3, 256, 256);
        assertThat(Batches.features(ImagePipeline.targetSize(4, 7), photos).shape())
                .containsExactly(45, 3, 4, 7);
        assertThatThrownBy(() -> ImagePipeline.targetSize(0, 7))
                .hasMessage("targetSize must be positive but was 0 x 7 (height x width)");
    }

    @Test
    void colorMode() {
        Path unused = Batches.plain(own.resolve("c/a.png"), 6, 5, 0xC80A1E);
        ImageFolder red = ImageFolder.of(own);
        INDArray rgb = Batches.features(PIPELINE, red);
        assertThat(TestImages.values(rgb.slice(0).slice(0))).containsOnly(200);
        assertThat(TestImages.values(rgb.slice(0).slice(1))).containsOnly(10);
        assertThat(TestImages.values(rgb.slice(0).slice(2))).containsOnly(30);
        assertThat(Batches.values(GREY, red))
                .containsOnly((19595 * 200 + 38470 * 10 + 7471 * 30 + 32768) >> 16)
                .hasSize(30);
        INDArray rgba = Batches.features(PIPELINE.colorMode(ColorMode.RGBA), red);
        assertThat(rgba.shape()).containsExactly(1, 4, 6, 5);
        assertThat(TestImages.values(rgba.slice(0).slice(3))).containsOnly(255);
    }

    @Test
    void classes() {
        assertThat(photos.classes().names()).containsExactly("class0", "class1", "class2");
        ImageFolder two = photos.classes(ClassIndex.of("class2", "class0"));
        assertThat(two.classes().indices()).containsEntry("class2", 0).containsEntry("class0", 1);
        assertThat(Batches.names(two)).hasSize(30).noneMatch(name -> name.startsWith("class1"));
        assertThat(two.name(0)).startsWith("class2/");
        assertThat(two.label(0)).isZero();
        assertThatThrownBy(() -> photos.classes(ClassIndex.of("class0", "clas1")))
                .hasMessageContaining("class \"clas1\" has no folder under");
        ImageFolder asInKeras =
                ImageFolder.of(root, Listing.flowFromDirectory()).classes(ClassIndex.of("clas1", "class0"));
        assertThat(Batches.labels(asInKeras)).hasSize(15).containsOnly(1);
    }

    @Test
    void classMode() {
        assertThat(Batches.all(PIPELINE, photos).getLabels())
                .isEqualTo(Batches.all(PIPELINE.classMode(ClassMode.CATEGORICAL), photos)
                        .getLabels());
        INDArray categorical = Batches.all(PIPELINE, photos).getLabels();
        assertThat(categorical.shape()).containsExactly(45, 3);
        assertThat(TestImages.values(categorical.getRow(44))).containsExactly(0, 0, 1);
        INDArray sparse =
                Batches.all(PIPELINE.classMode(ClassMode.SPARSE), photos).getLabels();
        assertThat(sparse.shape()).containsExactly(45, 1);
        assertThat(sparse.getInt(44)).isEqualTo(2);
        ImageFolder two = photos.classes(ClassIndex.of("class0", "class2"));
        INDArray binary = Batches.all(PIPELINE.classMode(ClassMode.BINARY), two).getLabels();
        assertThat(binary.shape()).containsExactly(30, 1);
        assertThat(binary.getInt(29)).isOne();
        DataSet input = Batches.all(PIPELINE.classMode(ClassMode.INPUT), photos);
        assertThat(input.getLabels()).isEqualTo(input.getFeatures());
        assertThat(Batches.all(PIPELINE.classMode(ClassMode.NONE), photos).getLabels())
                .isNull();
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.BINARY).trainingFlow(photos))
                .hasMessageContaining("classMode BINARY needs exactly 2 classes but there are 3");
    }

    @Test
    void batchSize() {
        assertThat(Batches.sizes(PIPELINE, photos)).containsExactly(32, 13);
        assertThat(Batches.sizes(PIPELINE.batchSize(20), photos)).containsExactly(20, 20, 5);
        assertThatThrownBy(() -> PIPELINE.batchSize(-1)).hasMessage("batchSize must be positive but was -1");
    }

    @Test
    void shuffle() {
        List<String> listed = Batches.names(photos);
        List<List<String>> shuffled = Batches.twoEpochs(PIPELINE, photos);
        assertThat(shuffled.get(0)).containsExactlyInAnyOrderElementsOf(listed).isNotEqualTo(listed);
        assertThat(shuffled.get(1))
                .containsExactlyInAnyOrderElementsOf(listed)
                .isNotEqualTo(listed)
                .isNotEqualTo(shuffled.get(0));
        assertThat(Batches.twoEpochs(PIPELINE.sampler(Sampler.inOrder()), photos))
                .containsExactly(listed, listed);
        try (ImageDataSetIterator evaluation = PIPELINE.evaluationFlow(photos)) {
            assertThat(Batches.epoch(evaluation)).isEqualTo(listed).isEqualTo(evaluation.sampleNames());
        }
    }

    @Test
    void seed() {
        List<List<String>> first = Batches.twoEpochs(PIPELINE.seed(7), photos);
        assertThat(Batches.twoEpochs(PIPELINE.seed(7), photos)).isEqualTo(first);
        assertThat(Batches.twoEpochs(PIPELINE.seed(8), photos).get(0)).isNotEqualTo(first.get(0));
        assertThat(Batches.twoEpochs(PIPELINE, photos)).isEqualTo(Batches.twoEpochs(PIPELINE.seed(42), photos));
    }

    @Test
    void followLinks() throws IOException {
        Path unused = Batches.plain(own.resolve("elsewhere/far.png"), 2, 2, 0);
        unused = Batches.plain(own.resolve("photos/c/near.png"), 2, 2, 0);
        unused = Files.createSymbolicLink(own.resolve("photos/c/link"), own.resolve("elsewhere"));
        unused = Files.createSymbolicLink(own.resolve("photos/d"), own.resolve("elsewhere"));
        Path folder = own.resolve("photos");
        assertThat(Batches.names(ImageFolder.of(folder))).containsExactly("c/near.png", "d/far.png");
        Listing followed = Listing.defaults().links(Listing.Links.ALL);
        assertThat(Batches.names(ImageFolder.of(folder, followed)))
                .containsExactly("c/near.png", "c/link/far.png", "d/far.png");
    }

    @Test
    void subset() {
        Split split = photos.split(0.25); // 3.75 of each class
        assertThat(Batches.labels(split.validation())).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
        assertThat(Batches.names(split.validation()))
                .startsWith("class0/image000.png", "class0/image001.jpg", "class0/image002.png");
        Set<String> both = new HashSet<>(Batches.names(split.training()));
        assertThat(both).hasSize(36).doesNotContainAnyElementsOf(Batches.names(split.validation()));
        for (double share : new double[] {0, 1}) {
            assertThatThrownBy(() -> photos.split(share))
                    .hasMessageContaining("share must lie strictly between 0 and 1 but was " + share);
        }
        assertThatThrownBy(() -> photos.split(0.05)).hasMessageContaining("leaves no image for validation");
    }

    @Test
    void interpolation() {
        Path unused = Batches.grey(own.resolve("c/a.png"), new int[] {0, 100});
        ImageFolder two = ImageFolder.of(own);
        ImagePipeline wider = ImagePipeline.targetSize(1, 4).colorMode(ColorMode.GRAYSCALE);
        assertThat(Batches.values(pillow(wider, PillowFilter.NEAREST), two)).containsExactly(0, 0, 100, 100);
        assertThat(Batches.values(pillow(wider, PillowFilter.BILINEAR), two)).containsExactly(0, 25, 75, 100);
        assertThat(Batches.values(wider, two)).containsExactly(0, 25, 75, 100);
        assertThat(Batches.values(pillow(wider, PillowFilter.BOX), two)).containsExactly(0, 0, 100, 100);
        Path noise = own.resolve("noise");
        unused = Batches.grey(noise.resolve("c/b.png"), new int[] {0, 250, 30, 10, 90, 120, 200, 7});
        ImageFolder eight = ImageFolder.of(noise);
        ImagePipeline narrower = ImagePipeline.targetSize(1, 3).colorMode(ColorMode.GRAYSCALE);
        Set<List<Float>> results = new HashSet<>();
        for (PillowFilter filter : PillowFilter.values()) {
            float[] values = Batches.values(pillow(narrower, filter), eight);
            results.add(List.of(values[0], values[1], values[2]));
        }
        assertThat(results).hasSize(6);
    }

    private static ImagePipeline pillow(ImagePipeline pipeline, PillowFilter filter) {
        return pipeline.resize(Resizing.stretch().pillow(filter));
    }

    @Test
    void keepAspectRatio() {
        Path unused =
                Batches.grey(own.resolve("c/a.png"), new int[] {1, 2, 3, 4, 5, 6}, new int[] {11, 12, 13, 14, 15, 16});
        ImageFolder wide = ImageFolder.of(own);
        ImagePipeline square = ImagePipeline.targetSize(2, 2).colorMode(ColorMode.GRAYSCALE);
        assertThat(Batches.values(square.resize(Resizing.cropToAspectRatio().pillow(PillowFilter.NEAREST)), wide))
                .containsExactly(3, 4, 13, 14);
        assertThat(Batches.values(square.resize(Resizing.stretch().pillow(PillowFilter.NEAREST)), wide))
                .containsExactly(2, 5, 12, 15);
        assertThat(Batches.values(square, wide)).containsExactly(2, 5, 12, 15);
    }
}
