package io.github.dl4jimagegen.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is used, when it is written, and what is said about it over several epochs. */
class DiskPicturesTest {

    private static final int EPOCHS = 3;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private PictureCache open(String engine) {
        return PictureCaches.open(
                DecodedCache.onDisk(folder),
                new PictureCaches.Contents("sized", engine, "images", 2, index -> "image" + index, index -> 7));
    }

    private static CachedPicture picture() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(12);
        return new CachedPicture(pixels, 2, 2, 16, new ImageShape(2, 2, 3), null);
    }

    private static boolean has(PictureCache cache) {
        return cache.get(0, ByteBuffer::allocateDirect) != null;
    }

    private static void fill(PictureCache cache) {
        cache.put(0, picture());
        cache.put(1, picture());
    }

    private List<String> logOfEpochs(PictureCache cache) {
        return Logged.during(() -> {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                cache.beginEpoch();
                assertThat(has(cache)).isFalse();
            }
        });
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** Its own name, once it has been written. */
    private Path file() throws IOException {
        try (PictureCache cache = open("engine 1")) {
            cache.beginEpoch();
            fill(cache);
        }
        return files(".imagecache").get(0);
    }

    @Test
    void aFileOfAnotherEngineIsWrittenAnewInItsPlace() throws IOException {
        Path file = file();
        try (PictureCache same = open("engine 1")) {
            same.beginEpoch();
            assertThat(has(same)).isTrue();
        }
        List<String> log = Logged.during(() -> {
            try (PictureCache upgraded = open("engine 2")) {
                upgraded.beginEpoch();
                assertThat(has(upgraded)).isFalse();
                fill(upgraded);
            }
        });
        assertThat(log).anyMatch(line -> line.contains("it is written anew"));
        assertThat(files(".imagecache")).containsExactly(file);
        try (PictureCache old = open("engine 1")) {
            old.beginEpoch();
            assertThat(has(old)).isFalse();
        }
    }

    @Test
    void whoDoesNotWriteDoesNotSaySo() throws IOException {
        Path file = file();
        Files.write(file, new byte[100]);
        try (PictureCache cache = open("engine 1")) {
            try (WriterLock other = WriterLock.tryToGet(file)) {
                assertThat(other).isNotNull();
                assertThat(logOfEpochs(cache)).isEmpty();
            }
            assertThat(logOfEpochs(cache)).singleElement().asString().contains("it is written anew");
            fill(cache);
            Wait.until("the file is there", () -> {
                cache.beginEpoch();
                return has(cache);
            });
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToIsSaidOnce() throws IOException {
        Path file = file();
        Files.delete(file);
        Path lock = files(".lock").get(0);
        Files.delete(lock);
        Files.createDirectory(lock);
        try (PictureCache cache = open("engine 1")) {
            assertThat(logOfEpochs(cache).stream().filter(line -> line.contains("WARN")))
                    .singleElement()
                    .asString()
                    .contains("training goes on without it");
        }
    }

    /** What is written anew could not be read either. */
    @Test
    void aFileThatCannotBeReadIsSaidOnceAndStays() throws IOException {
        Path file = file();
        Files.delete(file);
        Files.createDirectory(file);
        try (PictureCache cache = open("engine 1")) {
            List<String> log = logOfEpochs(cache);
            assertThat(log.stream().filter(line -> line.contains("WARN"))).hasSize(1);
            assertThat(log).noneMatch(line -> line.contains("written anew"));
            assertThat(files(".unfinished")).isEmpty();
        }
    }

    @Test
    void aFileWithADamagedHeaderIsNotUsed() throws IOException {
        Path file = file();
        byte[] bytes = Files.readAllBytes(file);
        for (int place : new int[] {0, 11, 15, 19, 27, 31, CacheFile.HEADER - 1}) { // each number of the header
            byte[] changed = bytes.clone();
            changed[place] ^= 1;
            Files.write(file, changed);
            assertThat(MappedPictures.open(file, digest(bytes), 2))
                    .as("byte %s", place)
                    .isNull();
        }
        Files.write(file, bytes);
        assertThat(MappedPictures.open(file, digest(bytes), 2)).isNotNull();
    }

    private static byte[] digest(byte[] file) {
        return Arrays.copyOfRange(file, CacheFile.HEADER - CacheFile.DIGEST, CacheFile.HEADER);
    }
}
