package io.github.dl4jimagegen.cache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Background;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache file from its first picture to its name. */
class PictureWriterTest {

    private static final byte[] DIGEST = new byte[CacheFile.DIGEST];
    private static final IntFunction<ByteBuffer> BUFFERS = ByteBuffer::allocateDirect;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private Path file() {
        return folder.resolve("x.imagecache");
    }

    private PictureWriter writer(int images, int mapping) throws IOException {
        return new PictureWriter(file(), DIGEST, images, mapping, lock());
    }

    private static CachedPicture picture(int number, int length) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(length);
        for (int i = 0; i < length; i++) {
            pixels.put(i, (byte) (number * 31 + i));
        }
        return new CachedPicture(pixels, 1, length, 0, new ImageShape(1, length, 1), null);
    }

    private static void assertIs(@Nullable CachedPicture actual, CachedPicture expected) {
        assertThat(requireNonNull(actual).pixels()).isEqualTo(expected.pixels());
    }

    private static void finish(PictureWriter writer) {
        writer.close();
        Wait.until("the writer has ended", writer::hasEnded);
    }

    private MappedPictures open(int images) throws IOException {
        return requireNonNull(MappedPictures.open(file(), DIGEST, images));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> !each.toString().endsWith(".lock")).toList();
        }
    }

    /** As pictures of many gigabytes do, with small numbers: some do not fit behind the others into a mapping. */
    @Test
    void picturesLieInAnyNumberOfMappings() throws IOException {
        int images = 40;
        PictureWriter writer = writer(images, 1024);
        for (int i = images - 1; i >= 0; i--) {
            writer.put(i, picture(i, 1 + i * 25));
        }
        finish(writer);
        assertThat(Files.size(file())).isGreaterThan(20 * 1024);
        MappedPictures pictures = open(images);
        for (int i = 0; i < images; i++) {
            assertIs(pictures.get(i), picture(i, 1 + i * 25));
        }
    }

    @Test
    void aPictureTooLargeForAMappingIsPassedOverAndCounted() throws IOException {
        List<String> log = Logged.during(() -> {
            try {
                PictureWriter writer = writer(3, 1024);
                writer.put(0, picture(0, 1025));
                writer.skip(1);
                writer.put(2, picture(2, 1024));
                finish(writer);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(log).anyMatch(line -> line.contains("is complete") && line.endsWith("read or kept: 2"));
        assertThat(open(3).get(0)).isNull();
        assertThat(open(3).get(1)).isNull();
        assertIs(open(3).get(2), picture(2, 1024));
    }

    /** An interrupt closes a FileChannel: a caller without workers would lose the cache. */
    @Test
    void anInterruptIsKeptAndDisturbsNothing() throws IOException {
        PictureWriter writer = writer(2, 1024);
        Thread.currentThread().interrupt();
        writer.put(0, picture(0, 100));
        assertIs(writer.get(0, BUFFERS), picture(0, 100));
        assertThat(Thread.interrupted()).isTrue();
        writer.put(1, picture(1, 100));
        finish(writer);
        assertIs(open(2).get(0), picture(0, 100));
        assertIs(open(2).get(1), picture(1, 100));
    }

    @Test
    void interruptsInTheMiddleOfWritesDisturbNothing() throws Exception {
        int images = 400;
        PictureWriter writer = writer(images, 1 << 20);
        List<Background> workers = Stream.of(0, 1, 2)
                .map(worker -> Background.start(() -> {
                    for (int i = worker; i < images; i += 3) {
                        writer.put(i, picture(i, 20_000));
                        assertIs(writer.get(i, BUFFERS), picture(i, 20_000));
                    }
                }))
                .toList();
        while (workers.stream().anyMatch(worker -> worker.state() != Thread.State.TERMINATED)) {
            workers.forEach(Background::interrupt);
        }
        for (Background worker : workers) {
            worker.join();
        }
        finish(writer);
        MappedPictures pictures = open(images);
        for (int i = 0; i < images; i++) {
            assertIs(pictures.get(i), picture(i, 20_000));
        }
    }

    @Test
    void aPlaceThatCannotBeTakenIsAWarningWithTheCure() throws IOException {
        PictureWriter writer = writer(1, 1024);
        Files.createDirectories(file().resolve("in the way")); // as a mapped file on Windows
        List<String> log = Logged.during(() -> {
            writer.put(0, picture(0, 10));
            finish(writer);
        });
        assertThat(log).anyMatch(line -> line.contains("WARN") && line.contains("training goes on without it"));
        assertThat(log).anyMatch(line -> line.contains("end the programs that use it"));
        assertThat(writer.hasFailed()).isTrue();
        assertThat(files()).containsExactly(file());
    }

    @Test
    void moreImagesThanAnIndexHasAreRefused() throws IOException {
        try (WriterLock lock = WriterLock.tryToGet(file())) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> new PictureWriter(file(), DIGEST, CacheFile.MOST_IMAGES + 1, 1024, lock))
                    .hasMessageContaining("room for 26843545 images")
                    .hasMessageContaining("cache views");
        }
        assertThat(files()).isEmpty();
    }

    /** The thread that finishes the file is held up as a slow disk would do it, by the monitor it needs. */
    @Test
    void closingDoesNotWaitForeverButSaysWhatIsOpen() throws IOException {
        PictureWriter writer = writer(1, 1024);
        List<String> log = Logged.during(() -> {
            synchronized (writer) {
                writer.put(0, picture(0, 10));
                writer.close(Duration.ofMillis(10));
                assertThat(writer.hasEnded()).isFalse();
            }
            Wait.until("it has ended", writer::hasEnded);
        });
        assertThat(log).anyMatch(line -> line.contains("is not on the disk yet"));
        assertThat(log).as("it goes on all the same").anyMatch(line -> line.contains("is complete"));
        assertIs(open(1).get(0), picture(0, 10));
    }

    @Test
    void anInterruptedCloseSaysWhatIsOpen() throws IOException {
        PictureWriter writer = writer(1, 1024);
        List<String> log = Logged.during(() -> {
            synchronized (writer) {
                writer.put(0, picture(0, 10));
                Thread.currentThread().interrupt();
                writer.close();
                assertThat(Thread.interrupted()).isTrue();
            }
            Wait.until("it has ended", writer::hasEnded);
        });
        assertThat(log).anyMatch(line -> line.contains("is not on the disk yet"));
    }

    /** Any of them: an error in the background would be seen by nobody. */
    @Test
    void whateverGoesWrongAtTheEndIsAWarning() throws IOException {
        PictureWriter writer = new PictureWriter(file(), new byte[CacheFile.DIGEST + 1], 1, 1024, lock());
        List<String> log = Logged.during(() -> {
            writer.put(0, picture(0, 10));
            finish(writer);
        });
        assertThat(log).anyMatch(line -> line.contains("BufferOverflowException"));
        assertThat(log).anyMatch(line -> line.contains("WARN") && line.contains("training goes on without it"));
        assertThat(files()).isEmpty();
        try (WriterLock again = WriterLock.tryToGet(file())) {
            assertThat(again).as("others may try").isNotNull();
        }
    }

    private WriterLock lock() throws IOException {
        return requireNonNull(WriterLock.tryToGet(file()));
    }

    @Test
    void theSizeThatIsAnnouncedIsThatOfTheMeanPicture() throws IOException {
        PictureWriter writer = writer(1000, 1 << 20);
        List<String> log = Logged.during(() -> {
            for (int i = 0; i < 32; i++) {
                writer.put(i, picture(i, i == 0 ? 1_000_000 : 10_000));
            }
        });
        assertThat(log)
                .anyMatch(line -> line.contains("the 1000 decoded images are kept in") && line.endsWith("about 41 MB"));
        log = Logged.during(writer::close);
        assertThat(log).anyMatch(line -> line.contains("is given up") && line.contains("before 968 of 1000 were"));
        assertThat(files()).isEmpty();
    }

    @Test
    void ofFewImagesTheSizeIsAnnouncedThoughSomeCannotBeRead() throws IOException {
        PictureWriter writer = writer(3, 1 << 20);
        List<String> log = Logged.during(() -> {
            writer.skip(0);
            writer.put(1, picture(1, 10_000));
            writer.put(2, picture(2, 10_000));
            finish(writer);
        });
        assertThat(log.get(0)).contains("the 3 decoded images are kept in");
        assertThat(log.get(1)).contains("is complete").endsWith("could not be read or kept: 1");
    }

    @Test
    void moreThanThereIsRoomForIsNotWritten() throws IOException {
        int length = 1_000_000;
        long fit = Files.getFileStore(folder).getUsableSpace() / length;
        PictureWriter writer = writer((int) Math.min(2 * fit + 100, CacheFile.MOST_IMAGES), 1 << 20);
        List<String> log = Logged.during(() -> {
            CachedPicture picture = picture(0, length);
            for (int i = 0; i < 40; i++) {
                writer.put(i, picture);
            }
        });
        assertThat(log).singleElement().asString().contains("WARN").contains("training goes on without a cache");
        assertThat(writer.hasFailed()).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void sizesAreInUnitsThatOneReads() {
        assertThat(Stream.of(0L, 999L, 1000L, 9949L, 9951L, 512_000L, 999_700L, 7_240_000L, 3L << 30, 5L << 50)
                        .map(ByteSize::of))
                .containsExactly(
                        "0 bytes",
                        "999 bytes",
                        "1.0 kB",
                        "9.9 kB",
                        "10 kB",
                        "512 kB",
                        "1.0 MB",
                        "7.2 MB",
                        "3.2 GB",
                        "5629 TB");
    }
}
