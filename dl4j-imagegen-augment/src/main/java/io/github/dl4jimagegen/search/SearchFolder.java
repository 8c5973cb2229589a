package io.github.dl4jimagegen.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a search while it runs: locked, so that other searches, of this process and others, keep out. A process
 * that is killed leaves no lock behind. One that nobody asked for is deleted in the end.
 */
record SearchFolder(Path path, FileChannel lock, boolean temporary) implements AutoCloseable {

    /** Takes a folder, which is made if it is not there, or a temporary one for null. */
    static SearchFolder open(@Nullable Path asked) {
        try {
            Path path = asked == null ? Files.createTempDirectory("imagegen-search") : Files.createDirectories(asked);
            FileChannel lock =
                    FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (taken(lock) == null) {
                lock.close();
                throw new IllegalStateException(
                        "another search is running in " + path + ": wait for its end, or use another folder");
            }
            return new SearchFolder(path, lock, asked == null);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot keep candidates in " + (asked == null ? "a temporary folder" : asked) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static @Nullable FileLock taken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock();
        } catch (OverlappingFileLockException e) { // by this process
            return null;
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
            if (temporary) {
                delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up " + path + ": " + e.getMessage(), e);
        }
    }

    private void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
