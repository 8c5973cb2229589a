package io.github.dl4jimagegen.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache file that is being written, under another name: it gets its own when it is complete. Thread-safe. */
final class PictureWriter {

    private static final Logger log = LoggerFactory.getLogger(PictureWriter.class);
    private static final String UNFINISHED = ".unfinished";

    /** How long closing waits for a complete file to be on the disk; the first second of it without a word. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So many pictures tell how large the others are; if there are not more, the first one does. */
    private static final int SAMPLE = 32;

    /** Stands for a picture that is being written. */
    private static final CacheFile.Entry BUSY =
            new CacheFile.Entry(-1, 0, 0, 0, 0, CacheFile.Entry.ABSENT.shape(), null, 0);

    private final Path file;
    private final Path unfinished;
    private final byte[] digest;
    private final int mapping;
    private final WriterLock lock;
    private final SteadyFile pixels;
    private final AtomicReferenceArray<CacheFile.@Nullable Entry> entries;
    private final AtomicInteger missing;
    private final AtomicInteger skipped = new AtomicInteger();

    // Guarded by "this".
    private long end = CacheFile.HEADER;
    private int placed;
    private boolean failed;
    private boolean ended;
    private @Nullable Thread finisher;

    /**
     * Begins a file, and takes over the lock if that succeeds.
     *
     * @param file its name when it is complete
     * @param digest of what the pictures are of
     * @param images how many there are
     * @param mapping how many bytes will be mapped at once
     * @param lock the right to write it
     */
    PictureWriter(Path file, byte[] digest, int images, int mapping, WriterLock lock) throws IOException {
        if (images > CacheFile.MOST_IMAGES) {
            throw new IOException("a cache file has room for " + CacheFile.MOST_IMAGES + " images but there are "
                    + images + ": cache views of them");
        }
        this.file = file;
        this.digest = digest.clone();
        this.mapping = mapping;
        this.lock = lock;
        this.unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        this.entries = new AtomicReferenceArray<>(images);
        this.missing = new AtomicInteger(images);
        this.pixels = new SteadyFile(unfinished);
        if (Files.exists(file)) {
            log.info("{} is not of these images as they are now, or is damaged: it is written anew", file);
        }
    }

    @Nullable
    CachedPicture get(int image, IntFunction<ByteBuffer> buffers) {
        CacheFile.Entry entry = entries.get(image);
        if (entry == null || entry.offset() <= 0) {
            return null;
        }
        ByteBuffer buffer = buffers.apply(entry.length()).clear().limit(entry.length());
        try {
            pixels.read(buffer, entry.offset());
        } catch (IOException e) { // it was closed meanwhile, or cannot be read: the image can
            return null;
        }
        return CacheFile.checksum(buffer) == entry.checksum() ? entry.picture(buffer) : null;
    }

    void put(int image, CachedPicture picture) {
        int length = picture.pixels().remaining();
        if (length > mapping) {
            skip(image);
            return;
        }
        if (!entries.compareAndSet(image, null, BUSY)) {
            return;
        }
        long offset = place(length);
        if (offset < 0) {
            return;
        }
        try {
            pixels.write(picture.pixels(), offset);
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
                        CacheFile.checksum(picture.pixels())));
    }

    void skip(int image) {
        if (entries.compareAndSet(image, null, BUSY)) {
            int unused = skipped.incrementAndGet();
            done(image, CacheFile.Entry.ABSENT);
        }
    }

    private void done(int image, CacheFile.Entry entry) {
        entries.set(image, entry);
        if (missing.decrementAndGet() == 0) {
            finishInBackground();
        }
    }

    /** Returns where a picture goes, within one mapping, or a negative number if it is not to be written. */
    private synchronized long place(int length) {
        if (ended) {
            return -1;
        }
        long offset = CacheFile.aligned(end);
        if (offset / mapping != (offset + length - 1) / mapping) {
            offset = (offset / mapping + 1) * mapping;
        }
        end = offset + length;
        placed++;
        return placed != (entries.length() > SAMPLE ? SAMPLE : 1) || announce() ? offset : -1;
    }

    /** Says how large the file will be, and gives up if that is more than there is. */
    private boolean announce() {
        long estimate = (long) (entries.length() * ((double) end / placed + CacheFile.ENTRY));
        try {
            long usable = Files.getFileStore(unfinished).getUsableSpace();
            if (usable < estimate - end) {
                log.warn(
                        "the decoded images would take about {} but {} has {} left: training goes on without a cache;"
                                + " make room, or use another folder",
                        ByteSize.of(estimate),
                        file.getParent(),
                        ByteSize.of(usable));
                failed = true;
                end();
                return false;
            }
        } catch (IOException e) {
            log.debug("how much space there is cannot be known", e);
        }
        log.info("the {} decoded images are kept in {}, about {}", entries.length(), file, ByteSize.of(estimate));
        return true;
    }

    private synchronized void fail(Throwable e) {
        if (!ended && e instanceof IOException) {
            log.warn("cannot write the cache {}: training goes on without it ({})", file, e.toString());
        } else if (!ended) {
            log.warn("cannot write the cache {}: training goes on without it", file, e);
        }
        failed = true;
        end();
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
            ByteBuffer index = ByteBuffer.allocate(entries.length() * CacheFile.ENTRY);
            for (int i = 0; i < entries.length(); i++) {
                CacheFile.Entry entry = entries.get(i);
                (entry == null ? CacheFile.Entry.ABSENT : entry).write(index);
            }
            index.flip();
            long indexOffset = CacheFile.aligned(length());
            CacheFile.Header header = CacheFile.Header.of(entries.length(), mapping, indexOffset, index, digest);
            pixels.write(index, indexOffset);
            pixels.write(header.toBytes(), 0);
            pixels.force();
            takePlace();
            log.info(
                    "the cache {} is complete, {}; images that could not be read or kept: {}",
                    file,
                    ByteSize.of(indexOffset + index.limit()),
                    skipped);
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized long length() {
        return end;
    }

    /** Who finds the file closed waits with {@link #hasEnded} until the other one is there. */
    private synchronized void takePlace() throws IOException {
        pixels.close(); // Windows renames no open file
        try {
            Path unused = Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new IOException(
                    "it cannot take the place of the one that is there, which on Windows a program may have mapped"
                            + " into memory: end the programs that use it, delete it, or use another folder",
                    e);
        }
        end();
    }

    /** Gives up what is not complete. Called with the monitor. */
    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            pixels.close();
            boolean unused = Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            log.debug("cannot delete {}", unfinished, e);
        }
        lock.close();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Returns whether it has ended without a complete file, for a reason that was said. */
    synchronized boolean hasFailed() {
        return failed;
    }

    /** Waits for a file that is complete but for its end; gives up one that is not. */
    void close() {
        close(PATIENCE);
    }

    void close(Duration patience) {
        Thread finishing = finishingOrEnded();
        if (finishing == null) {
            return;
        }
        try {
            finishing.join(Math.min(1000, patience.toMillis()));
            if (finishing.isAlive()) {
                log.info("waiting until the cache {} is on the disk, at most {} s", file, patience.toSeconds());
                finishing.join(patience.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (finishing.isAlive()) {
            log.warn(
                    "the cache {} is not on the disk yet: if the program ends before that is said, there will be none,"
                            + " and the next one decodes again. Let it run on, or use a faster disk",
                    file);
        }
    }

    private synchronized @Nullable Thread finishingOrEnded() {
        if (finisher == null && !ended) {
            if (placed > 0) {
                log.info(
                        "the cache {} is given up: it is complete when every image was visited, but the flow was closed"
                                + " before {} of {} were",
                        file,
                        missing,
                        entries.length());
            }
            end();
        }
        return finisher;
    }
}
