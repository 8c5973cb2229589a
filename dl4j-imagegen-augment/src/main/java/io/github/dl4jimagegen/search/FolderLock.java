package io.github.dl4jimagegen.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps other searches, of this process and others, out of a folder. A process that is killed leaves none behind. */
record FolderLock(FileChannel file) implements AutoCloseable {

    static FolderLock of(Path folder) {
        try {
            Path made = Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(made.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                throw new IllegalStateException(
                        "another search is running in " + folder + ": wait for its end, or use another folder");
            }
            return new FolderLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) { // by this process
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock: " + e.getMessage(), e);
        }
    }
}
