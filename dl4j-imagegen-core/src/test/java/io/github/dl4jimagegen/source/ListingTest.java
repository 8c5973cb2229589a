package io.github.dl4jimagegen.source;

import static io.github.dl4jimagegen.source.Trees.link;
import static io.github.dl4jimagegen.source.Trees.names;
import static io.github.dl4jimagegen.source.Trees.touch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dl4jimagegen.OtherJvm;
import io.github.dl4jimagegen.source.Listing.EmptyClasses;
import io.github.dl4jimagegen.source.Listing.Hidden;
import io.github.dl4jimagegen.source.Listing.Links;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {

    private static final Listing RULES = Listing.defaults();

    @Test
    void oneSaysWhatImagesEndWith(@TempDir Path root) {
        touch(root, "c/a.webp", "c/b.WebP", "c/c.png", "c/d.png.npy", "c/e.npy");
        assertThat(names(ImageFolder.of(root, RULES.endings(".webp")))).containsExactly("c/a.webp", "c/b.WebP");
        assertThat(names(ImageFolder.of(root, RULES.endings(".PNG.npy", ".png"))))
                .containsExactly("c/c.png", "c/d.png.npy");
    }

    @Test
    void everyFormatThatIsReadIsListedByDefaultAndKerasHasItsOwnLists(@TempDir Path root) {
        String[] endings = {"bmp", "gif", "jpeg", "jpg", "pbm", "pgm", "png", "pnm", "ppm", "tif", "tiff", "webp"};
        for (String ending : endings) {
            touch(root, "c/a." + ending, "c/b." + ending.toUpperCase(Locale.ROOT), "c/" + ending);
        }
        touch(root, "c/a.npy", "c/a.gifx");
        assertThat(names(ImageFolder.of(root)))
                .hasSize(2 * endings.length)
                .contains("c/a.gif", "c/b.WEBP", "c/a.pnm", "c/a.pgm", "c/a.pbm", "c/a.ppm")
                .doesNotContain("c/gif");
        assertThat(Listing.flowFromDirectory().endings())
                .containsExactly("png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff");
        assertThat(Listing.imageDatasetFromDirectory().endings())
                .containsExactly(".bmp", ".gif", ".jpeg", ".jpg", ".png");
    }

    @Test
    void naturalOrderAppliesToClassesFoldersAndFiles(@TempDir Path root) {
        touch(root, "10/x.png", "9/f10/1.png", "9/f9/img10.png", "9/f9/img9.png");
        ImageFolder folder = ImageFolder.of(root, RULES.order(NameOrder.NATURAL));
        assertThat(folder.classes()).isEqualTo(ClassIndex.of("9", "10"));
        assertThat(names(folder)).containsExactly("9/f9/img9.png", "9/f9/img10.png", "9/f10/1.png", "10/x.png");
        assertThat(names(ImageFolder.of(root)))
                .containsExactly("10/x.png", "9/f10/1.png", "9/f9/img10.png", "9/f9/img9.png");
    }

    @Test
    void depthLimitsHowDeepOneLooks(@TempDir Path root) {
        touch(root, "0.png", "c/1.png", "c/d/2.png", "c/d/e/3.png");
        assertThat(names(ImageFolder.of(root, RULES.depth(1)))).containsExactly("c/1.png");
        assertThat(names(ImageFolder.of(root, RULES.depth(2)))).containsExactly("c/1.png", "c/d/2.png");
        assertThat(names(ImageFolder.unlabelled(root, RULES.depth(1)))).containsExactly("0.png");
        assertThat(names(ImageFolder.unlabelled(root))).containsExactly("0.png", "c/1.png", "c/d/2.png", "c/d/e/3.png");
    }

    @Test
    void hiddenFilesMayBeListedWithoutHiddenClasses(@TempDir Path root) {
        touch(root, ".git/a.png", "c/.a.png", "c/.deep/a.png");
        assertThat(names(ImageFolder.of(root, RULES.hidden(Hidden.NO_CLASS))))
                .containsExactly("c/.a.png", "c/.deep/a.png");
        assertThat(names(ImageFolder.of(root, RULES.hidden(Hidden.LISTED))))
                .containsExactly(".git/a.png", "c/.a.png", "c/.deep/a.png");
    }

    @Test
    void withoutLinksNothingOutsideTheRootIsListed(@TempDir Path root, @TempDir Path elsewhere) {
        touch(elsewhere, "secret.png");
        touch(root, "c/a.png");
        link(root.resolve("class"), elsewhere);
        link(root.resolve("c/folder"), elsewhere);
        link(root.resolve("c/file.png"), elsewhere.resolve("secret.png"));
        ImageFolder none = ImageFolder.of(root, RULES.links(Links.NONE));
        assertThat(none.classes()).isEqualTo(ClassIndex.of("c"));
        assertThat(names(none)).containsExactly("c/a.png");
        assertThat(names(ImageFolder.of(root))).containsExactly("c/a.png", "c/file.png", "class/secret.png");
        assertThat(names(ImageFolder.of(root, RULES.links(Links.ALL))))
                .containsExactly("c/a.png", "c/file.png", "c/folder/secret.png", "class/secret.png");
    }

    @Test
    void aLinkThatLeadsBackIsRefusedByName(@TempDir Path root) throws IOException {
        touch(root, "c/d/a.png");
        link(root.resolve("c/d/back"), Path.of("../../c"));
        assertThat(names(ImageFolder.of(root))).containsExactly("c/d/a.png");
        for (ThrowingListing list : new ThrowingListing[] {ImageFolder::of, ImageFolder::unlabelled}) {
            assertThatThrownBy(() -> list.list(root, RULES.links(Links.ALL)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a cycle of links: " + root.resolve("c/d/back"))
                    .hasMessageContaining("leads back to " + root.toRealPath().resolve("c"));
        }
    }

    private interface ThrowingListing {
        ImageFolder list(Path root, Listing listing);
    }

    @Test
    void linksThatLeadToEachOthersFoldersAreACycleToo(@TempDir Path root, @TempDir Path elsewhere) {
        touch(root, "c/a.png");
        touch(elsewhere, "deep/b.png");
        link(root.resolve("c/there"), elsewhere);
        link(elsewhere.resolve("deep/home"), root.resolve("c"));
        assertThatThrownBy(() -> ImageFolder.of(root, RULES.links(Links.ALL)))
                .hasMessageContaining("a cycle of links: " + root.resolve("c/there/deep/home"));
    }

    @Test
    void aClassFolderThatLeadsBackToTheRootIsRefused(@TempDir Path root) {
        touch(root, "c/a.png");
        link(root.resolve("again"), root);
        assertThatThrownBy(() -> ImageFolder.of(root))
                .hasMessageContaining("a cycle of links: " + root.resolve("again"));
    }

    @Test
    void theSameFolderMayBeReachedTwice(@TempDir Path root, @TempDir Path elsewhere) {
        touch(elsewhere, "a.png");
        link(root.resolve("c/one"), elsewhere);
        link(root.resolve("c/two"), elsewhere);
        assertThat(names(ImageFolder.of(root, RULES.links(Links.ALL)))).containsExactly("c/one/a.png", "c/two/a.png");
    }

    @Test
    void aLinkThatLeadsNowhereIsListedAndFailsWhenItIsRead(@TempDir Path root) {
        touch(root, "c/a.png");
        link(root.resolve("c/lost.png"), Path.of("nowhere.png"));
        link(root.resolve("c/self.png"), Path.of("self.png"));
        ImageFolder folder = ImageFolder.of(root);
        assertThat(names(folder)).containsExactly("c/a.png", "c/lost.png", "c/self.png");
        assertThatThrownBy(() -> folder.read(1, ByteBuffer::allocateDirect))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lost.png");
    }

    /** Lists a folder in a process of its own and prints what comes of it. */
    static final class Child {
        public static void main(String[] arguments) {
            try {
                System.out.println(ImageFolder.of(Path.of(arguments[0])).size());
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void aNameThatTheProcessCannotExpressIsRefused(@TempDir Path root) throws Exception {
        touch(root, "c/ü.png");
        ProcessBuilder child = OtherJvm.of(Child.class, List.of(), root);
        child.environment().put("LC_ALL", "C");
        Process process = child.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        assumeThat(output.strip()).as("a system that has one encoding").doesNotEndWith("1");
        assertThat(output).contains("the name of the file", "start Java with LC_ALL=C.UTF-8");
    }

    @Test
    void aPipeIsNoImage(@TempDir Path root) throws Exception {
        touch(root, "c/a.png");
        Process process =
                new ProcessBuilder("mkfifo", root.resolve("c/pipe.png").toString()).start();
        assumeThat(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0)
                .isTrue();
        assertThat(names(ImageFolder.of(root))).containsExactly("c/a.png");
    }

    @Test
    void aFolderThatIsCalledLikeAnImageIsAFolder(@TempDir Path root) {
        touch(root, "c/a.png/b.png");
        assertThat(names(ImageFolder.of(root))).containsExactly("c/a.png/b.png");
    }

    @Test
    void classesAskedForByNameHaveImagesUnlessTheRulesSayOtherwise(@TempDir Path root) throws IOException {
        touch(root, "a/1.png", "c/1.png");
        Path unused = Files.createDirectory(root.resolve("b"));
        for (String missing : new String[] {"b", "typo"}) {
            ClassIndex asked = ClassIndex.of("c", missing, "a");
            assertThatThrownBy(() -> ImageFolder.of(root).classes(asked))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("class \"" + missing + "\" has no ");
            ImageFolder allowed = ImageFolder.of(root, RULES.emptyClasses(EmptyClasses.ALLOWED))
                    .classes(asked);
            assertThat(names(allowed)).containsExactly("c/1.png", "a/1.png");
            assertThat(Trees.labels(allowed)).containsExactly(0, 2);
        }
        Listing withFolder = RULES.emptyClasses(EmptyClasses.WITH_FOLDER);
        assertThat(names(ImageFolder.of(root, withFolder).classes(ClassIndex.of("b", "a"))))
                .containsExactly("a/1.png");
        assertThatThrownBy(() -> ImageFolder.of(root, withFolder).classes(ClassIndex.of("typo", "a")))
                .hasMessageContaining("class \"typo\" has no folder under");
        assertThatThrownBy(() -> ImageFolder.of(root, withFolder).classes(ClassIndex.of("b")))
                .hasMessageContaining("no images of the classes [b] under");
    }

    @Test
    void aClassIsNoPath(@TempDir Path root) {
        touch(root, "data/a/1.png", "x/1.png");
        ImageFolder folder = ImageFolder.of(root.resolve("data"), RULES.emptyClasses(EmptyClasses.ALLOWED));
        for (String path :
                new String[] {"../x", "..", ".", "a/b", root.resolve("x").toString(), "..\\x"}) {
            assertThatThrownBy(() -> folder.classes(ClassIndex.of("a", path)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("class \"" + path + "\" is a path");
        }
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> RULES.endings(new String[0])).hasMessageContaining("endings must be at least one");
        assertThatThrownBy(() -> RULES.endings(".png", "")).hasMessageContaining("none empty");
        assertThatThrownBy(() -> RULES.depth(0)).hasMessageContaining("but was 0");
    }
}
