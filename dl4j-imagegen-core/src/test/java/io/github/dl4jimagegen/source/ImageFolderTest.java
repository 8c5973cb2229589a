package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {

    private static void touch(Path root, String... names) {
        for (String name : names) {
            Path unused = TestImages.write(root.resolve(name), new byte[] {1});
        }
    }

    private static List<String> names(ImageSource source) {
        return IntStream.range(0, source.size()).mapToObj(source::name).toList();
    }

    @Test
    void topFilesComeBeforeNestedOnes(@TempDir Path root) {
        touch(root, "c/nested/deep/e.png", "c/z.png", "c/nested-2/d.png", "c/a.png", "c/nested/b.png");
        assertThat(names(ImageFolder.of(root)))
                .containsExactly("c/a.png", "c/z.png", "c/nested/b.png", "c/nested-2/d.png", "c/nested/deep/e.png");
    }

    @Test
    void namesAreSortedByCodePoints(@TempDir Path root) {
        touch(root, "b/a.png", "b/B.png", "b/9.png", "b/10.png", "b/ü.png", "B/x.png", "a/x.png", "2/x.png");
        ImageFolder folder = ImageFolder.of(root);
        assertThat(folder.classes().names()).containsExactly("2", "B", "a", "b");
        assertThat(names(folder))
                .containsExactly(
                        "2/x.png", "B/x.png", "a/x.png", "b/10.png", "b/9.png", "b/B.png", "b/a.png", "b/ü.png");
        assertThat(folder.label(0)).isZero();
        assertThat(folder.label(7)).isEqualTo(3);
        assertThat(folder.sourceIndex(7)).isEqualTo(7);
    }

    @Test
    void namesBeyondTheBasicPlaneComeLast(@TempDir Path root) {
        touch(root, "c/\uD83D\uDE00.png", "c/\uFF5E.png");
        assertThat(names(ImageFolder.of(root))).containsExactly("c/\uFF5E.png", "c/\uD83D\uDE00.png");
    }

    @Test
    void endingsCountInWhateverCase(@TempDir Path root) {
        touch(root, "c/a.PNG", "c/b.Jpg", "c/c.JPEG", "c/d.bmp", "c/e.ppm", "c/f.tif", "c/g.TIFF");
        touch(root, "c/h.npy", "c/i.txt", "c/png", "c/xjpg", "c/j.png.bak", "top.png");
        assertThat(names(ImageFolder.of(root)))
                .containsExactly("c/a.PNG", "c/b.Jpg", "c/c.JPEG", "c/d.bmp", "c/e.ppm", "c/f.tif", "c/g.TIFF");
    }

    @Test
    void hiddenFilesAndFoldersAreSkipped(@TempDir Path root) {
        touch(root, ".hidden/a.png", "c/.a.png", "c/.deep/a.png", "c/b.png", ".top.png");
        ImageFolder folder = ImageFolder.of(root);
        assertThat(folder.classes().names()).containsExactly("c");
        assertThat(names(folder)).containsExactly("c/b.png");
    }

    @Test
    void anEmptyFolderIsAClass(@TempDir Path root) throws Exception {
        touch(root, "a/a.png", "c/a.png");
        Path unused = Files.createDirectory(root.resolve("b"));
        ImageFolder folder = ImageFolder.of(root);
        assertThat(folder.classes().names()).containsExactly("a", "b", "c");
        assertThat(folder.label(1)).isEqualTo(2);
    }

    @Test
    void linksAreFollowedBelowTheRootOnly(@TempDir Path root, @TempDir Path elsewhere) throws Exception {
        touch(elsewhere, "a.png");
        touch(root, "real/b.png");
        Path link = Files.createSymbolicLink(root.resolve("linked"), elsewhere);
        Path deeper = Files.createSymbolicLink(root.resolve("real/linked"), elsewhere);
        assertThat(List.of(link, deeper)).allMatch(Files::isSymbolicLink);
        assertThat(names(ImageFolder.of(root))).containsExactly("linked/a.png", "real/b.png");
    }

    private static Split split(Path root, int images, double share) {
        for (int i = 0; i < images; i++) {
            touch(root, String.format("c/%03d.png", i));
        }
        return ImageFolder.of(root).split(share);
    }

    @Test
    void validationCountsAreTruncatedAsByKeras(@TempDir Path root) {
        assertThat(split(root, 100, 0.29).validation().size()).isEqualTo(28);
        assertThat(split(root, 100, 0.57).validation().size()).isEqualTo(56);
        assertThat(split(root, 100, 0.58).validation().size()).isEqualTo(57);
        assertThat(split(root, 100, 0.25).validation().size()).isEqualTo(25);
        Split split = split(root, 100, 0.29);
        assertThat(split.training().size()).isEqualTo(72);
        assertThat(split.validation().name(27)).isEqualTo("c/027.png");
        assertThat(split.training().name(0)).isEqualTo("c/028.png");
        assertThat(split.training().sourceIndex(0)).isEqualTo(28);
    }

    @Test
    void aSmallClassMayHaveNoValidationImage(@TempDir Path root) {
        touch(root, "a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png", "b/3.png", "b/4.png");
        Split split = ImageFolder.of(root).split(0.25);
        assertThat(names(split.validation())).containsExactly("b/1.png");
        assertThat(names(split.training()))
                .containsExactly("a/1.png", "a/2.png", "a/3.png", "b/2.png", "b/3.png", "b/4.png");
        assertThat(split.validation().classes()).isEqualTo(split.training().classes());
        assertThat(split.validation().label(0)).isEqualTo(1);
    }

    @Test
    void aReadyMadeValidationFolderTakesTheClassesOfTheTrainingFolder(@TempDir Path root) {
        touch(root, "train/dog/1.png", "train/ape/1.png", "valid/ape/2.png", "valid/cat/2.png", "valid/dog/2.png");
        ImageFolder train = ImageFolder.of(root.resolve("train"));
        ImageFolder valid = ImageFolder.of(root.resolve("valid")).classes(train.classes());
        assertThat(valid.classes().names()).containsExactly("ape", "dog");
        assertThat(names(valid)).containsExactly("ape/2.png", "dog/2.png");
        assertThat(valid.label(1)).isEqualTo(1);
        ClassIndex reversed = ClassIndex.of("dog", "ape");
        assertThat(names(train.classes(reversed))).containsExactly("dog/1.png", "ape/1.png");
        assertThatThrownBy(() -> train.classes(ClassIndex.of("ape", "cow")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class \"cow\" has no folder under")
                .hasMessageContaining("[ape, dog]");
    }

    @Test
    void aClassIndexHasNoDoubles() {
        assertThat(ClassIndex.numbered(3).names()).containsExactly("0", "1", "2");
        assertThatThrownBy(() -> ClassIndex.of("a", "b", "a")).hasMessageContaining("\"a\" stands twice");
        assertThatThrownBy(() -> ClassIndex.of()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train/a/1.png val/a/1.png __MACOSX/train/x.txt",
                "train/a/1.png val/a/1.png annotations/train.json",
                "train/a/1.png Test/a/1.png extra/a/1.png",
                "train2017/1.jpg val2017/1.jpg",
                "training_1/1.jpg validation_1/1.jpg",
                "test/1.jpg annotations/x.json"
            })
    void foldersOfASplitAreNoClasses(String files, @TempDir Path root) {
        touch(root, files.split(" "));
        assertThatThrownBy(() -> ImageFolder.of(root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which are not classes: use ImageFolder.of(root/");
    }

    @Test
    void trainsAndTestTubesAreClasses(@TempDir Path root) {
        touch(root, "train/1.png", "car/1.png", "trainers/1.png", "test tube/1.png");
        assertThat(ImageFolder.of(root).classes().names()).containsExactly("car", "test tube", "train", "trainers");
    }

    @Test
    void whatMacOsAddsIsNoClass(@TempDir Path root) {
        touch(root, "a/1.png", "__MACOSX/a/._1.png", "a/__MACOSX/2.png");
        ImageFolder folder = ImageFolder.of(root);
        assertThat(folder.classes().names()).containsExactly("a");
        assertThat(names(folder)).containsExactly("a/1.png");
    }
}
