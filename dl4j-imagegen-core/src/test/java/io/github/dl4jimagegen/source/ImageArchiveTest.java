package io.github.dl4jimagegen.source;

import static io.github.dl4jimagegen.source.Trees.labels;
import static io.github.dl4jimagegen.source.Trees.names;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.EncodedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images are found in zip and tar files, and what is refused. */
class ImageArchiveTest {

    private static final byte[] IMAGE = {1, 2, 3};

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    /** Names a content that tells the files from each other. */
    private static Map<String, byte[]> files(String... names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names) {
            files.put(name, ("content of " + name).repeat(20).getBytes(US_ASCII));
        }
        return files;
    }

    private Path zip(String... names) {
        return Packed.DEFLATED_ZIP.write(root.resolve("a.zip"), files(names));
    }

    private static byte[] read(ImageSource source, int index) throws IOException {
        ByteBuffer bytes = ((EncodedImage) source.read(index, ByteBuffer::allocateDirect)).bytes();
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return content;
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHoldsTheBytesOfItsFiles(Packed kind) throws IOException {
        Map<String, byte[]> files = files("b/2.jpg", "b/10.jpg", "a/x.PNG", "a/notes.txt");
        files.put("a/empty.png", new byte[0]);
        ImageArchive archive = ImageArchive.of(kind.write(root.resolve("archive"), files));

        assertThat(names(archive)).containsExactly("a/empty.png", "a/x.PNG", "b/10.jpg", "b/2.jpg");
        assertThat(labels(archive)).containsExactly(0, 0, 1, 1);
        assertThat(archive.classes()).isEqualTo(ClassIndex.of("a", "b"));
        for (int i = 0; i < archive.size(); i++) {
            assertThat(read(archive, i)).isEqualTo(files.get(archive.name(i)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TAR_WITH_NAMES_OF_PAX", "TAR_WITH_NAMES_OF_GNU", "STORED_ZIP", "DEFLATED_ZIP"})
    void longAndForeignNamesAreKept(Packed kind) throws IOException {
        String name = "übung/" + "long/".repeat(60) + "日本.png";
        Map<String, byte[]> files = Map.of(name, IMAGE);
        if (kind == Packed.TAR_WITH_NAMES_OF_GNU) { // the names of its entries have no encoding: UTF-8 is assumed
            name = name.replaceAll("[^a-z/.]", "o");
            files = Map.of(name, IMAGE);
        }
        ImageArchive archive = ImageArchive.unlabelled(kind.write(root.resolve("archive"), files));
        assertThat(names(archive)).containsExactly(name);
        assertThat(read(archive, 0)).isEqualTo(IMAGE);
    }

    /** "cat-big" stands before "cat/": what comes first by whole names is not what comes first folder by folder. */
    @ParameterizedTest
    @CsvSource({"''", "photos/", "./"})
    void namesClassesAndOrderAreThoseOfTheUnpackedFolder(String prefix) throws IOException {
        Path folder = Trees.touch(
                root.resolve("photos"),
                "cat-big/1.png",
                "cat/9.png",
                "cat/deep/1.png",
                "cat/deep-er/1.png",
                "Zebra/\uD83E\uDD93.png",
                "Zebra/\uFF5E.png",
                ".hidden/1.png",
                "cat/.hidden.png",
                "cat/readme.txt");
        ImageFolder unpacked = ImageFolder.of(folder);
        Path file = Packed.TAR_WITH_NAMES_OF_PAX.write(root.resolve("a.tar"), Packed.filesOf(folder, prefix));

        ImageArchive archive = prefix.equals("photos/") ? ImageArchive.of(file, "photos") : ImageArchive.of(file);
        assertThat(archive.classes()).isEqualTo(unpacked.classes());
        assertThat(names(archive)).isEqualTo(names(unpacked)).hasSize(6);
        assertThat(labels(archive)).isEqualTo(labels(unpacked));
        assertThat(names(Splitter.byHash(1).split(archive, 0.5).validation()))
                .isEqualTo(names(Splitter.byHash(1).split(unpacked, 0.5).validation()));

        ImageArchive unlabelled = ImageArchive.unlabelled(file);
        assertThat(names(unlabelled))
                .isEqualTo(names(ImageFolder.unlabelled(folder)).stream()
                        .map(name -> prefix.equals("./") ? name : prefix + name)
                        .toList());
        assertThat(labels(unlabelled)).containsOnly(-1);
    }

    @Test
    void theFoldersOfTheClassesMayLieInAFolder() {
        Path zip = zip("all/a/1.png", "all/b/deep/1.png", "all-2/c/1.png", "readme/1.png");
        for (String folder : List.of("all", "all/")) {
            ImageArchive archive = ImageArchive.of(zip, folder);
            assertThat(archive.classes()).isEqualTo(ClassIndex.of("a", "b"));
            assertThat(names(archive)).containsExactly("a/1.png", "b/deep/1.png");
            assertThat(archive).hasToString(zip + "/all");
        }
        assertThatThrownBy(() -> ImageArchive.of(zip, "al")).hasMessageStartingWith("no images in " + zip + "/al: ");
    }

    /** The images of one class are often in folders of their own: those of a session, of a patient. */
    @ParameterizedTest
    @ValueSource(
            strings = {"cats/s0/1.png cats/s1/2.png", "cats/s0/x/1.png cats/s0/y/2.png", "cats/1.png cats/s1/2.png"})
    void aFolderThatHoldsEverythingIsTheOnlyClassAsInTheUnpackedFolder(String list) {
        String[] files = list.split(" ");
        ImageFolder unpacked = ImageFolder.of(Trees.touch(root.resolve("unpacked"), files));
        List<String> log = Logged.during(() -> {
            ImageArchive archive = ImageArchive.of(zip(files));
            assertThat(archive.classes()).isEqualTo(unpacked.classes()).isEqualTo(ClassIndex.of("cats"));
            assertThat(names(archive)).isEqualTo(names(unpacked));
        });
        assertThat(log)
                .anyMatch(line -> line.contains("The only class in " + root.resolve("a.zip") + " is cats;")
                        && line.endsWith("use ImageArchive.of(archive, \"cats\")"));
    }

    @Test
    void imagesLieInFoldersOfClasses() {
        assertThat(ImageArchive.of(zip("all/a/1.png", "other/1.png")).classes())
                .isEqualTo(ClassIndex.of("all", "other"));
        assertThat(ImageArchive.of(zip("all/1.png", "all/2.png")).classes()).isEqualTo(ClassIndex.of("all"));
        assertThatThrownBy(() -> ImageArchive.of(zip("all/1.png", "all/a/2.png"), "all"))
                .hasMessageContainingAll("the image all/1.png", "lies beside the folders of the classes");
        assertRefused(zip("1.png", "a/2.png"), "the image 1.png", "lies in no folder", "ImageArchive.unlabelled");
        assertRefused(
                zip("train/a/1.png", "Valid/a/1.png", "extra/2.png"),
                "called [Valid, extra, train], which are not classes: use one of them, ImageArchive.of(archive, \"train\")");
    }

    @Test
    void whatMacOsAddsIsLeftOut() {
        ImageArchive archive = ImageArchive.of(
                zip("a/1.png", "b/2.png", "__MACOSX/a/._1.png", "__MACOSX/a/9.png", ".thumbs/3.png", "._4.png"));
        assertThat(names(archive)).containsExactly("a/1.png", "b/2.png");
    }

    @Test
    void aNameTwiceIsRefused() throws IOException {
        byte[] twice = Packed.tar(tar -> {
            for (int i = 0; i < 2; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("a/1.png");
                entry.setSize(IMAGE.length);
                tar.putArchiveEntry(entry);
                tar.write(IMAGE);
                tar.closeArchiveEntry();
            }
        });
        assertRefused(TestImages.write(root.resolve("a.tar"), twice), "the name a/1.png stands twice");
        Path one = zip("a/1.png");
        Path copy = Files.copy(one, root.resolve("copy.zip"));
        assertThatThrownBy(() -> ImageArchive.unlabelled(one, copy))
                .hasMessage("the name a/1.png stands twice, the second time in " + copy);
        assertThat(names(ImageArchive.unlabelled(
                        one, Packed.USTAR.write(root.resolve("b.tar"), files("b/2.png", "a/0.png")))))
                .containsExactly("a/1.png", "a/0.png", "b/2.png");
    }

    @Test
    void encryptedAndOddlyCompressedImagesAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(zip("a/1.png"));
        byte[] encrypted = bytes.clone();
        encrypted[centralHeader(bytes) + 8] |= 1; // the general purpose flags
        assertRefused(
                TestImages.write(root.resolve("b.zip"), encrypted),
                "cannot read a/1.png in " + root.resolve("b.zip"),
                "not encrypted");
        byte[] odd = bytes.clone();
        odd[centralHeader(bytes) + 10] = 14; // the method: LZMA
        assertRefused(TestImages.write(root.resolve("c.zip"), odd), "only files that are stored or deflated");
    }

    private static int centralHeader(byte[] zip) {
        for (int i = 0; i < zip.length - 4; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
        throw new AssertionError("no central directory");
    }

    @Test
    void anImageThatIsALinkIsRefusedAndOtherLinksAreNot() throws IOException {
        for (byte kind : new byte[] {TarConstants.LF_LINK, TarConstants.LF_SYMLINK}) {
            byte[] linked = Packed.tar(tar -> {
                for (String name : List.of("a/readme", "a/1.png")) {
                    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
                    entry.setLinkName("a/0.png");
                    tar.putArchiveEntry(entry);
                    tar.closeArchiveEntry();
                }
            });
            assertRefused(
                    TestImages.write(root.resolve("a.tar"), linked),
                    "cannot read a/1.png in",
                    "it is a link: make the archive with tar --dereference --hard-dereference");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("a/1.png");
            entry.setUnixMode(0120777);
            zip.putArchiveEntry(entry);
            zip.write("0.png".getBytes(US_ASCII));
            zip.closeArchiveEntry();
        }
        assertRefused(TestImages.write(root.resolve("a.zip"), bytes.toByteArray()), "it is a link", "zip without -y");
    }

    @Test
    void aCompressedTarFileIsRefusedWithTheCure() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(Packed.USTAR.pack(files("a/1.png")));
        }
        Path file = TestImages.write(root.resolve("a.tar.gz"), gzip.toByteArray());
        assertRefused(file, file + " is not a zip or tar file, but a compressed one", "unpack it with gunzip");
    }

    /** The beginnings are those that the formats define. */
    @ParameterizedTest
    @CsvSource({
        "425A683931, bunzip2",
        "FD377A585A00, unxz",
        "28B52FFD04, unzstd",
        "377ABCAF271C, 7z x",
        "526172211A07, unrar x"
    })
    void soAreOtherCompressedFiles(String head, String cure) {
        byte[] bytes = Arrays.copyOf(java.util.HexFormat.of().parseHex(head), 600);
        assertRefused(TestImages.write(root.resolve("file"), bytes), "unpack it with " + cure);
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertRefused(root.resolve("none.zip"), "no such archive: " + root.resolve("none.zip"));
        assertRefused(root, "not an archive but a folder: " + root);
        Path text = TestImages.write(root.resolve("a.zip"), "some text".getBytes(US_ASCII));
        assertThatThrownBy(() -> ImageArchive.of(text)).hasMessage(text + " is not a zip or tar file");
        assertRefused(TestImages.write(root.resolve("empty"), new byte[0]), "is not a zip or tar file");
        assertRefused(zip("a/readme.txt"), "no images in " + root.resolve("a.zip") + ": looked for [.png");
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveThatWasCutOffIsRefusedByName(Packed kind) throws IOException {
        byte[] whole = kind.pack(files("a/1.png", "a/2.png", "b/3.png"));
        boolean tar = kind.name().contains("TAR");
        // A tar file has 512 bytes for each header and, here, 512 of data; cut in a header, in data, and before the
        // end.
        int[] lengths = tar ? new int[] {600, 1024 + 512 + 5, 3 * 1024} : new int[] {300, whole.length - 5};
        for (int length : lengths) {
            Path file = TestImages.write(root.resolve("cut"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImageArchive.of(file))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot list " + file + ": ");
        }
    }

    @Test
    void damageInAZipFileIsFoundWhenTheImageIsRead() throws IOException {
        for (Packed kind : List.of(Packed.STORED_ZIP, Packed.DEFLATED_ZIP)) {
            byte[] bytes = kind.pack(files("a/1.png"));
            bytes[55] ^= 0x10; // behind the local header of 30 bytes, the name of 7 and an extra field
            Path file = TestImages.write(root.resolve("a.zip"), bytes);
            ImageArchive archive = ImageArchive.of(file);
            assertThatThrownBy(() -> read(archive, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("its data in " + file + " are damaged: ");
        }
        Path tar = Packed.USTAR.write(root.resolve("a.tar"), files("a/1.png"));
        ImageArchive archive = ImageArchive.of(tar);
        Path unused = Files.write(tar, new byte[600]);
        assertThatThrownBy(() -> read(archive, 0)).hasMessageEndingWith("the archive became shorter");
    }

    @Test
    void webDatasetPairsFilesBySample() throws IOException {
        Map<String, byte[]> files =
                files("s/7.jpg", "s/7.json", "s/3.png", "s/._3.png", "s/3.seg.cls", "s/3.seg.png", "s/7.a.jpg");
        files.put("s/7.cls", "2\n".getBytes(US_ASCII));
        files.put("s/3.CLS", "0".getBytes(US_ASCII));
        Path first = Packed.USTAR.write(root.resolve("0.tar"), files);
        Path second = Packed.DEFLATED_ZIP.write(
                root.resolve("1.zip"), Map.of("s/1.jpeg", IMAGE, "s/1.cls", "1".getBytes(US_ASCII)));
        ClassIndex classes = ClassIndex.of("a", "b", "c");

        ImageArchive shards = ImageArchive.webDataset(classes, first, second);
        assertThat(names(shards)).containsExactly("s/7.jpg", "s/3.png", "s/1.jpeg");
        assertThat(labels(shards)).containsExactly(2, 0, 1);
        assertThat(shards.classes()).isEqualTo(classes);
        assertThat(read(shards, 0)).isEqualTo(files.get("s/7.jpg"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7.jpg                     |   | the sample 7 in {} has no class: looked for 7.cls",
                "7.cls                     | 0 | the sample 7 in {} has no image: looked for [.png",
                "7.seg.png 7.cls           | 0 | the sample 7 in {} has no image: looked for [.png",
                "7.heic 7.cls              | 0 | the sample 7 in {} has no image: looked for [.png",
                "7.jpg 7.png 7.cls         | 0 | the sample 7 in {} has several files, 7.jpg and 7.png",
                "7.jpg 7.cls 7.CLS         | 0 | the sample 7 in {} has several files, 7.cls and 7.CLS",
                "7.jpg 7.cls               | x | 7.cls in {} must hold the number of a class but holds \"x\"",
                "7.jpg 7.cls               |   | 7.cls in {} must hold the number of a class but holds \"\"",
                "7.jpg 7.cls               | 2 | 7.cls in {} says class 2 but there are 2 classes, 0 to 1",
                "7.jpg 7.cls               | -1 | 7.cls in {} says class -1 but there are 2 classes, 0 to 1",
                "7.json                    | 0 | no images in [{}]",
            })
    void samplesThatDoNotFitAreRefused(String names, String label, String message) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names.split(" ", -1)) {
            files.put(name, (label == null ? "" : label).getBytes(US_ASCII));
        }
        Path shard = Packed.USTAR.write(root.resolve("a.tar"), files);
        assertThatThrownBy(() -> ImageArchive.webDataset(ClassIndex.numbered(2), shard))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message.replace("{}", shard.toString()));
    }

    private static void assertRefused(Path archive, String... parts) {
        assertThatThrownBy(() -> ImageArchive.of(archive))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a/1.png", "a/../b/1.png", "/a/1.png", "C:/a/1.png", "a/.."})
    void aNameThatLeadsOutOfTheArchiveIsRefused(String name) {
        String file = name.endsWith("..") ? name + "/1.png" : name;
        for (Packed kind : List.of(Packed.DEFLATED_ZIP, Packed.STORED_ZIP)) {
            Path archive = kind.write(root.resolve("a.zip"), files("a/0.png", file));
            assertRefused(
                    archive, "the name " + file + " in " + archive + " leads out of the archive (path traversal)");
        }
    }

    @Test
    void foldersCalledDotAreNone() {
        assertThat(names(ImageArchive.of(zip("././a/./1.png", "b/..png", "b/x..png"))))
                .containsExactly("a/1.png", "b/x..png");
    }

    /** 400 MB of zeros are 400 kB in a zip file. */
    @Test
    void whatUnpacksIntoTooMuchIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = root.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a/1.png"));
            for (int megabyte = 0; megabyte < 400; megabyte++) {
                zip.write(new byte[1 << 20]);
            }
        }
        VerificationReport report = ImageArchive.of(file).verify();
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).reason())
                .isEqualTo("the file unpacks to 419430400 bytes but at most 268435456 are taken from an archive that is"
                        + " compressed: unpack it, or store it without compression");
    }

    @Test
    void whatIsStoredMustBeThereBeforeMemoryIsTaken() throws IOException {
        byte[] bytes = Packed.STORED_ZIP.pack(files("a/1.png"));
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int central = centralHeader(bytes);
        header.putInt(central + 20, 1_900_000_000).putInt(central + 24, 1_900_000_000); // both sizes
        Path file = TestImages.write(root.resolve("a.zip"), bytes);
        assertThatThrownBy(() -> {
                    ImageArchive archive = ImageArchive.of(file);
                    Object unused = archive.read(0, capacity -> {
                        throw new AssertionError("asked for " + capacity + " bytes");
                    });
                })
                .isInstanceOfAny(IOException.class, UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }
}
