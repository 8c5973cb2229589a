package io.github.dl4jimagegen.source;

import static io.github.dl4jimagegen.source.Trees.labels;
import static io.github.dl4jimagegen.source.Trees.names;
import static io.github.dl4jimagegen.source.Trees.touch;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources, splits and what they are made by go through Java's serialisation, as to another process. */
class SourceSerialisationTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @BeforeEach
    void makeFiles() {
        for (int i = 0; i < 20; i++) {
            touch(root, (i % 2 == 0 ? "a/" : "b/deep/") + i + ".png");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    private static void assertSame(ImageSource copy, ImageSource source) throws IOException {
        assertThat(names(copy)).isEqualTo(names(source));
        assertThat(labels(copy)).isEqualTo(labels(source));
        assertThat(copy.classes()).isEqualTo(source.classes());
        assertThat(IntStream.range(0, copy.size()).map(copy::sourceIndex))
                .containsExactly(IntStream.range(0, source.size())
                        .map(source::sourceIndex)
                        .boxed()
                        .toArray(Integer[]::new));
        if (copy.size() > 0) {
            assertThat(copy.read(0, ByteBuffer::allocateDirect)).isEqualTo(source.read(0, ByteBuffer::allocateDirect));
        }
    }

    @Test
    void everyKindOfFolder() throws Exception {
        ImageFolder folder = ImageFolder.of(root);
        ImageFolder unlabelled = ImageFolder.unlabelled(root, Listing.flowFromDirectory());
        for (ImageFolder each : List.of(
                folder,
                unlabelled,
                folder.classes(ClassIndex.of("b")),
                unlabelled.labels(path -> path.substring(0, 1)))) {
            assertSame(copy(each), each);
        }
        assertThat(names(copy(folder).classes(ClassIndex.of("b"))))
                .isEqualTo(names(folder.classes(ClassIndex.of("b"))));
    }

    @Test
    void archives() throws Exception {
        for (Packed kind : Packed.values()) {
            Path file = kind.write(root.resolve("archive"), Packed.filesOf(root, "all/"));
            ImageArchive archive = ImageArchive.of(file, "all");
            assertSame(copy(archive), archive);
        }
    }

    @Test
    void everyKindOfSplit() throws Exception {
        ImageFolder folder = ImageFolder.of(root);
        for (Splitter splitter : List.of(
                Splitter.perClass(),
                Splitter.last(),
                Splitter.byHash(3),
                Splitter.stratified(3),
                Splitter.grouped(path -> path, 3))) {
            Split split = splitter.split(folder, 0.3, 0.3);
            Split copy = copy(split);
            assertSame(copy.training(), split.training());
            assertSame(copy.validation(), split.validation());
            assertSame(copy.test(), split.test());
            assertThat(copy).hasToString(split.toString());
        }
    }

    @Test
    void rulesClassesAndCounts() throws Exception {
        for (Object each : List.of(
                Listing.imageDatasetFromDirectory(), ClassIndex.of("a"), ClassCounts.of(ImageFolder.of(root)))) {
            assertThat(copy(each)).isEqualTo(each);
        }
    }
}
