package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.sampling.NumpyRandom;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.Listing;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Each parameter of Keras 3's {@code image_dataset_from_directory(...)}, with its default, another value and its errors.
 */
class KerasImageDatasetFromDirectoryParametersTest {

    private static final Listing LISTING = Listing.imageDatasetFromDirectory();
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(6, 5);
    private static final ImagePipeline ROW = ImagePipeline.targetSize(1, 4).colorMode(ColorMode.GRAYSCALE);

    @TempDir
    static Path root;

    private static ImageFolder photos;

    /** Of a test of its own. */
    @TempDir
    Path own;

    @BeforeAll
    static void makePhotos() {
        photos = ImageFolder.of(TestImages.folder(root, 3, 15), LISTING);
    }

    private ImageFolder row(int... values) {
        Path folder = own.resolve("row" + values.length);
        Path unused = Batches.grey(folder.resolve("c/a.png"), values);
        return ImageFolder.of(folder, LISTING);
    }

    @Test
    void directory() {
        for (String name : List.of("b/1.png", "b/.2.png", "b/deep/3.png", ".git/4.png", "a/5.png", "6.png")) {
            Path unused = Batches.plain(own.resolve(name), 2, 2, 0);
        }
        assertThat(Batches.names(ImageFolder.of(own, LISTING)))
                .containsExactly("a/5.png", "b/.2.png", "b/1.png", "b/deep/3.png");
        assertThat(Batches.names(ImageFolder.unlabelled(own, LISTING)))
                .contains("6.png", ".git/4.png")
                .hasSize(6);
        assertThatThrownBy(() -> ImageFolder.unlabelled(own, Listing.defaults().endings(".gif")))
                .hasMessageContaining("no images under");
    }

    @Test
    void labels() {
        assertThat(Batches.labels(photos)).containsOnly(0, 1, 2).isSorted();
        ImageFolder unlabelled = ImageFolder.unlabelled(root, LISTING);
        assertThat(Batches.labels(unlabelled)).hasSize(45).containsOnly(-1);
        int[] given =
                Stream.iterate(0, i -> i + 1).limit(45).mapToInt(i -> i % 2).toArray();
        ImageFolder listed = unlabelled.labels(ClassIndex.numbered(2), given);
        assertThat(Batches.labels(listed)).startsWith(0, 1, 0, 1);
        assertThatThrownBy(() -> unlabelled.labels(ClassIndex.numbered(2), 0, 1))
                .hasMessageContaining("there are 2 labels but 45 images");
    }

    @Test
    void labelMode() {
        INDArray ints =
                Batches.all(PIPELINE.classMode(ClassMode.SPARSE), photos).getLabels();
        assertThat(ints.shape()).containsExactly(45, 1);
        assertThat(TestImages.values(ints)).startsWith(0).endsWith(2);
        INDArray categorical = Batches.all(PIPELINE, photos).getLabels();
        assertThat(categorical.shape()).containsExactly(45, 3);
        ImageFolder two = photos.classes(ClassIndex.of("class0", "class1"));
        INDArray binary = Batches.all(PIPELINE.classMode(ClassMode.BINARY), two).getLabels();
        assertThat(binary.shape()).containsExactly(30, 1);
        assertThat(TestImages.values(binary)).startsWith(0).endsWith(1);
        assertThat(Batches.all(PIPELINE.classMode(ClassMode.NONE), photos).getLabels())
                .isNull();
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.BINARY).evaluationFlow(photos))
                .hasMessageContaining("classMode BINARY needs exactly 2 classes but there are 3");
    }

    @Test
    void classNames() {
        assertThat(photos.classes().names()).containsExactly("class0", "class1", "class2");
        ImageFolder two = photos.classes(ClassIndex.of("class2", "class1"));
        assertThat(two.classes().names()).containsExactly("class2", "class1");
        assertThat(Batches.labels(two)).hasSize(30).startsWith(0).endsWith(1);
        assertThatThrownBy(() -> photos.classes(ClassIndex.of("class1", "class9")))
                .hasMessageContaining("class \"class9\" has no folder under");
    }

    @Test
    void colorMode() {
        assertThat(Batches.features(PIPELINE, photos).shape()).containsExactly(45, 3, 6, 5);
        assertThat(Batches.features(PIPELINE.colorMode(ColorMode.GRAYSCALE), photos)
                        .size(1))
                .isEqualTo(1);
        assertThat(Batches.features(PIPELINE.colorMode(ColorMode.RGBA), photos).size(1))
                .isEqualTo(4);
    }

    @Test
    void batchSize() {
        assertThat(Batches.sizes(PIPELINE, photos)).containsExactly(32, 13);
        assertThat(Batches.sizes(PIPELINE.batchSize(1), photos)).hasSize(45).containsOnly(1);
        assertThatThrownBy(() -> PIPELINE.batchSize(0)).hasMessage("batchSize must be positive but was 0");
    }

    @Test
    void imageSize() {
        assertThat(Batches.features(ImagePipeline.targetSize(256, 256), photos.view(0))
                        .shape())
                .containsExactly(1, 3, 256, 256);
        assertThat(Batches.features(PIPELINE, photos).shape()).containsExactly(45, 3, 6, 5);
        assertThatThrownBy(() -> ImagePipeline.targetSize(0, 0)).hasMessageContaining("targetSize must be positive");
    }

    @Test
    void shuffle() {
        List<String> listed = Batches.names(photos);
        List<List<String>> shuffled = Batches.twoEpochs(PIPELINE, photos);
        assertThat(shuffled.get(0))
                .containsExactlyInAnyOrderElementsOf(listed)
                .isNotEqualTo(listed)
                .isNotEqualTo(shuffled.get(1));
        try (ImageDataSetIterator evaluation = PIPELINE.evaluationFlow(photos)) {
            assertThat(Batches.epoch(evaluation)).isEqualTo(listed).isEqualTo(Batches.epoch(evaluation));
        }
    }

    @Test
    void seed() {
        assertThat(Batches.twoEpochs(PIPELINE.seed(7), photos)).isEqualTo(Batches.twoEpochs(PIPELINE.seed(7), photos));
        assertThat(Batches.twoEpochs(PIPELINE.seed(8), photos))
                .isNotEqualTo(Batches.twoEpochs(PIPELINE.seed(7), photos));
        assertThat(Batches.twoEpochs(PIPELINE, photos)).isEqualTo(Batches.twoEpochs(PIPELINE.seed(42), photos));
        ImageSource once = photos.view(new NumpyRandom(123).permutation(45));
        ImageSource again = photos.view(new NumpyRandom(123).permutation(45));
        assertThat(Batches.names(once))
                .isEqualTo(Batches.names(again))
                .isNotEqualTo(Batches.names(photos.view(new NumpyRandom(124).permutation(45))));
    }

    @Test
    void validationSplit() {
        Split split = Splitter.last().split(photos, 0.25); // 11.25 images
        assertThat(Batches.names(split.validation()))
                .isEqualTo(Batches.names(photos).subList(34, 45));
        assertThat(Batches.names(split.training()))
                .isEqualTo(Batches.names(photos).subList(0, 34));
        ImageSource shuffled = photos.view(new NumpyRandom(123).permutation(45));
        Split ofShuffled = Splitter.last().split(shuffled, 0.25);
        assertThat(Batches.labels(ofShuffled.validation())).contains(0, 1, 2);
        for (double share : new double[] {0, 1}) {
            assertThatThrownBy(() -> Splitter.last().split(photos, share))
                    .hasMessageContaining("share must lie strictly between 0 and 1 but was " + share);
        }
    }

    @Test
    void subset() {
        Split both = Splitter.last().split(photos, 0.2);
        assertThat(both.training().size() + both.validation().size()).isEqualTo(45);
        assertThat(Batches.names(both.training())).doesNotContainAnyElementsOf(Batches.names(both.validation()));
        assertThat(both.validation().classes()).isEqualTo(both.training().classes());
        List<List<String>> training = Batches.twoEpochs(PIPELINE, both.training());
        assertThat(training.get(0)).isNotEqualTo(training.get(1));
        try (ImageDataSetIterator validation = PIPELINE.evaluationFlow(both.validation())) {
            assertThat(Batches.epoch(validation))
                    .isEqualTo(Batches.names(both.validation()))
                    .isEqualTo(Batches.epoch(validation));
        }
    }

    @Test
    void interpolation() {
        ImageFolder two = row(0, 101);
        Resizing stretch = Resizing.stretch();
        assertThat(Batches.values(ROW.resize(stretch.tensorFlow(Interpolation.BILINEAR)), two))
                .containsExactly(0, 25.25f, 75.75f, 101);
        assertThat(Batches.values(ROW, two)).containsExactly(0, 25, 76, 101);
        assertThat(Batches.values(ROW.resize(stretch.tensorFlow(Interpolation.NEAREST)), two))
                .containsExactly(0, 0, 101, 101);
        assertThat(Batches.values(ROW.resize(stretch.interpolation(Interpolation.BICUBIC)), two))
                .isNotEqualTo(Batches.values(ROW, two));
        ImageFolder eight = row(1, 3, 5, 7, 9, 11, 13, 15);
        assertThat(Batches.values(ROW.resize(stretch.interpolation(Interpolation.AREA)), eight))
                .containsExactly(2, 6, 10, 14);
        assertThat(Batches.values(ROW.resize(stretch.interpolation(Interpolation.LANCZOS)), two))
                .isNotEqualTo(Batches.values(ROW, two));
        assertThatThrownBy(() -> stretch.tensorFlow(Interpolation.AREA)).hasMessageContaining("AREA");
    }

    @Test
    void followLinks() throws IOException {
        Path unused = Batches.plain(own.resolve("elsewhere/far.png"), 2, 2, 0);
        unused = Batches.plain(own.resolve("photos/c/near.png"), 2, 2, 0);
        unused = Files.createSymbolicLink(own.resolve("photos/c/link"), own.resolve("elsewhere"));
        Path folder = own.resolve("photos");
        assertThat(Batches.names(ImageFolder.of(folder, LISTING))).containsExactly("c/near.png");
        assertThat(Batches.names(ImageFolder.of(folder, LISTING.links(Listing.Links.ALL))))
                .containsExactly("c/near.png", "c/link/far.png");
    }

    @Test
    void cropToAspectRatio() {
        Path unused = Batches.grey(own.resolve("row/c/a.png"), new int[] {1, 2, 3, 4}, new int[] {5, 6, 7, 8});
        ImageFolder wide = ImageFolder.of(own.resolve("row"), LISTING);
        ImagePipeline square = ImagePipeline.targetSize(2, 2).colorMode(ColorMode.GRAYSCALE);
        assertThat(Batches.values(square.resize(Resizing.cropToAspectRatio().tensorFlow(Interpolation.BILINEAR)), wide))
                .containsExactly(2, 3, 6, 7);
        assertThat(Batches.values(square.resize(Resizing.stretch().tensorFlow(Interpolation.BILINEAR)), wide))
                .containsExactly(1.5f, 3.5f, 5.5f, 7.5f);
    }

    @Test
    void padToAspectRatio() {
        Path unused = Batches.grey(own.resolve("row/c/a.png"), new int[] {8, 9});
        ImageFolder wide = ImageFolder.of(own.resolve("row"), LISTING);
        ImagePipeline square = ImagePipeline.targetSize(4, 2).colorMode(ColorMode.GRAYSCALE);
        assertThat(Batches.values(square.resize(Resizing.padToAspectRatio(0).tensorFlow(Interpolation.BILINEAR)), wide))
                .containsExactly(0, 0, 8, 9, 0, 0, 0, 0);
        assertThat(Batches.values(square, wide)).containsExactly(8, 9, 8, 9, 8, 9, 8, 9);
    }

    @Test
    void dataFormat() {
        INDArray nchw = Batches.features(PIPELINE, photos);
        INDArray nhwc = Batches.features(PIPELINE.dataFormat(DataFormat.NHWC), photos);
        assertThat(nchw.shape()).containsExactly(45, 3, 6, 5);
        assertThat(nhwc).isEqualTo(nchw.permute(0, 2, 3, 1));
    }

    @Test
    void verbose() {
        List<String> lines = Logged.during(() -> {
            Split split = Splitter.last().split(ImageFolder.of(root, LISTING), 0.2);
            assertThat(split.validation().size()).isEqualTo(9);
        });
        assertThat(lines).anyMatch(line -> line.contains("Found 45 images belonging to 3 classes"));
        assertThat(lines).anyMatch(line -> line.contains("Using for training"));
    }
}
