package io.github.dl4jimagegen.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to write a cache file. One has it at a time, over all processes; it goes with the process. */
final class WriterLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WriterLock.class);

    /**
     * The locks that this process holds. A second channel to the file of a lock must not even be opened: where locks are
     * those of POSIX, the process loses the lock as soon as any of its channels is closed.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private WriterLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Returns the lock of a cache file, or null if somebody else has it. */
    static @Nullable WriterLock tryToGet(Path file) throws IOException {
        Path folder = file.resolveSibling(".").toRealPath(); // the same for all paths of a folder
        Path path = folder.resolve(file.getFileName() + ".lock");
        if (!HELD.add(path)) {
            return null;
        }
        FileChannel channel = null;
        WriterLock got = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            got = channel.tryLock() == null ? null : new WriterLock(path, channel);
            return got;
        } catch (OverlappingFileLockException e) { // held by another class loader of this process
            return null;
        } finally {
            if (got == null) {
                release(path, channel);
            }
        }
    }

    private static void release(Path path, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            log.debug("cannot close {}", path, e);
        }
        boolean unused = HELD.remove(path);
    }

    @Override
    public void close() {
        release(path, channel);
    }
}
