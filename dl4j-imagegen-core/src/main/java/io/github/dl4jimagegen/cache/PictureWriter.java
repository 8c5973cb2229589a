package io.github.dl4jimagegen.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache file that is being written, under another name: it gets its own when it is complete. One writer at a time, over
 * all processes. Thread-safe.
 */
final class PictureWriter {

    private static final Logger log = LoggerFactory.getLogger(PictureWriter.class);
    private static final String UNFINISHED = ".unfinished";
    private static final long CLOSE_SECONDS = 5;

    /** Stands for a picture that is being written. */
    private static final CacheFile.Entry BUSY =
            new CacheFile.Entry(-1, 0, 0, 0, 0, CacheFile.Entry.ABSENT.shape(), null, 0);

    /**
     * The locks that this process holds. A second channel to the file of a lock must not even be opened: where locks are
     * those of POSIX, the process loses the lock as soon as any of its channels is closed.
     */
    private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path unfinished;
    private final byte[] digest;
    private final Path lockPath;
    private final FileChannel lockFile;
    private final FileChannel channel;
    private final AtomicReferenceArray<CacheFile.@Nullable Entry> entries;
    private final AtomicInteger missing;

    // Guarded by "this".
    private long end = CacheFile.HEADER;
    private boolean announced;
    private boolean ended;
    private @Nullable Thread finisher;

    private PictureWriter(Path file, byte[] digest, int images, Path lockPath, FileChannel lockFile)
            throws IOException {
        this.file = file;
        this.digest = digest.clone();
        this.lockPath = lockPath;
        this.lockFile = lockFile;
        this.unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        this.channel = FileChannel.open(
                unfinished,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        this.entries = new AtomicReferenceArray<>(images);
        this.missing = new AtomicInteger(images);
    }

    /** Returns a writer, or null if there is another one or none can be. */
    static @Nullable PictureWriter open(Path file, byte[] digest, int images) {
        FileChannel lockFile = null;
        Path written = null;
        try {
            Path lockPath = lockPath(file);
            if (!WRITTEN.add(lockPath)) {
                log.debug("{} is being written by another flow of this process", file);
                return null;
            }
            written = lockPath;
            lockFile = FileChannel.open(lockPath, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return new PictureWriter(file, digest, images, lockPath, lockFile);
            }
        } catch (OverlappingFileLockException e) { // another class loader of this process
            log.debug("{} is being written", file);
        } catch (IOException e) {
            log.warn("cannot write the cache {}: training goes on without it", file, e);
        }
        close(lockFile);
        if (written != null) {
            WRITTEN.remove(written);
        }
        return null;
    }

    /** Returns the same path for all paths of a folder. */
    private static Path lockPath(Path file) throws IOException {
        return file.resolveSibling(".").toRealPath().resolve(file.getFileName() + ".lock");
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                log.debug("cannot close", e);
            }
        }
    }

    @Nullable
    CachedPicture get(int image, IntFunction<ByteBuffer> buffers) {
        CacheFile.Entry entry = entries.get(image);
        if (entry == null || entry.offset() <= 0) {
            return null;
        }
        ByteBuffer pixels = buffers.apply(entry.length()).clear().limit(entry.length());
        try {
            while (pixels.hasRemaining()) {
                if (channel.read(pixels, entry.offset() + pixels.position()) < 0) {
                    return null;
                }
            }
        } catch (IOException e) { // it was closed meanwhile, or cannot be read: the image can
            return null;
        }
        pixels.flip();
        return CacheFile.checksum(pixels) == entry.checksum() ? entry.picture(pixels) : null;
    }

    void put(int image, CachedPicture picture) {
        if (picture.pixels().remaining() > CacheFile.MAPPING) {
            skip(image);
            return;
        }
        if (!entries.compareAndSet(image, null, BUSY)) {
            return;
        }
        ByteBuffer pixels = picture.pixels().duplicate();
        int length = pixels.remaining();
        long offset = allocate(length);
        if (offset < 0) {
            return;
        }
        int checksum = CacheFile.checksum(pixels);
        try {
            for (long at = offset; pixels.hasRemaining(); ) {
                at += channel.write(pixels, at);
            }
        } catch (IOException e) {
            fail(e);
            return;
        }
        done(
                image,
                new CacheFile.Entry(
                        offset,
                        length,
                        picture.rows(),
                        picture.columns(),
                        picture.type(),
                        picture.shape(),
                        picture.placement(),
                        checksum));
    }

    void skip(int image) {
        if (entries.compareAndSet(image, null, BUSY)) {
            done(image, CacheFile.Entry.ABSENT);
        }
    }

    private void done(int image, CacheFile.Entry entry) {
        entries.set(image, entry);
        if (missing.decrementAndGet() == 0) {
            finishInBackground();
        }
    }

    /** Returns where a picture goes: within one mapping. */
    private synchronized long allocate(int length) {
        if (ended || !announce(length)) {
            return -1;
        }
        long offset = (end + CacheFile.ALIGNMENT - 1) / CacheFile.ALIGNMENT * CacheFile.ALIGNMENT;
        if (offset / CacheFile.MAPPING != (offset + length - 1) / CacheFile.MAPPING) {
            offset = (offset / CacheFile.MAPPING + 1) * CacheFile.MAPPING;
        }
        end = offset + length;
        return offset;
    }

    /** Says before the first picture how large the file will be, and gives up if that is more than there is. */
    private boolean announce(int length) {
        if (announced) {
            return true;
        }
        announced = true;
        long estimate = (long) entries.length() * (length + CacheFile.ENTRY);
        try {
            long usable = Files.getFileStore(unfinished).getUsableSpace();
            if (usable < estimate) {
                log.warn(
                        "the decoded images would take about {} MB but {} has {} MB left: training goes on without a"
                                + " cache; make room, or use another folder",
                        estimate >> 20,
                        file.getParent(),
                        usable >> 20);
                end();
                return false;
            }
        } catch (IOException e) {
            log.debug("how much space there is cannot be known", e);
        }
        log.info("the {} decoded images are kept in {}, about {} MB", entries.length(), file, estimate >> 20);
        return true;
    }

    private void fail(IOException e) {
        synchronized (this) {
            if (!ended) {
                log.warn("cannot write the cache {}: training goes on without it", file, e);
            }
            end();
        }
    }

    private synchronized void finishInBackground() {
        if (ended) {
            return;
        }
        Thread thread = new Thread(this::finish, "imagegen-cache-writer");
        thread.setDaemon(true);
        finisher = thread;
        thread.start();
    }

    private void finish() {
        try {
            ByteBuffer index = ByteBuffer.allocate(Math.multiplyExact(entries.length(), CacheFile.ENTRY));
            for (int i = 0; i < entries.length(); i++) {
                CacheFile.Entry entry = entries.get(i);
                (entry == null ? CacheFile.Entry.ABSENT : entry).write(index);
            }
            index.flip();
            long indexOffset;
            synchronized (this) {
                indexOffset = (end + CacheFile.ALIGNMENT - 1) / CacheFile.ALIGNMENT * CacheFile.ALIGNMENT;
            }
            CacheFile.Header header =
                    new CacheFile.Header(entries.length(), indexOffset, CacheFile.checksum(index), digest);
            write(index, indexOffset);
            write(header.toBytes(), 0);
            channel.force(true);
            Path unused = Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException e) {
            fail(e instanceof IOException io ? io : new IOException(e));
        } finally {
            synchronized (this) {
                end();
            }
        }
    }

    private void write(ByteBuffer bytes, long offset) throws IOException {
        for (long at = offset; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    /** Gives up what is not complete. Called with the lock. */
    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        close(channel);
        try {
            boolean unused = Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            log.debug("cannot delete {}", unfinished, e);
        }
        close(lockFile); // and with it the lock
        WRITTEN.remove(lockPath);
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Waits for a file that is complete but for its end; gives up one that is not. */
    void close() {
        Thread finishing;
        synchronized (this) {
            finishing = finisher;
            if (finishing == null) {
                end();
            }
        }
        if (finishing != null) {
            try {
                finishing.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
