package io.github.dl4jimagegen.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures in a file: read from it if it is complete, written to it if nobody else does. What one flow has written others
 * find at the beginning of their next epoch.
 */
final class DiskPictures implements PictureCache {

    private static final Logger log = LoggerFactory.getLogger(DiskPictures.class);

    private final Path file;
    private final byte[] digest;
    private final int images;
    private volatile @Nullable MappedPictures mapped;
    private volatile @Nullable PictureWriter writer;

    // Guarded by "this".
    private boolean gaveUp;
    private boolean told;
    private boolean closed;

    DiskPictures(Path file, byte[] digest, int images) {
        this.file = file;
        this.digest = digest.clone();
        this.images = images;
    }

    @Override
    public synchronized void beginEpoch() {
        PictureWriter current = writer;
        if (mapped != null || closed || (current != null && !current.hasEnded())) {
            return;
        }
        gaveUp |= current != null && current.hasFailed(); // what failed once would fail again
        try {
            Uninterrupted.run(this::open);
        } catch (IOException e) {
            writer = null;
            if (!told) {
                log.warn("cannot use the cache {}: training goes on without it ({})", file, e.toString());
            }
            told = true;
        }
    }

    private void open() throws IOException {
        mapped = MappedPictures.open(file, digest, images);
        writer = null;
        WriterLock lock = mapped != null || gaveUp ? null : WriterLock.tryToGet(file);
        if (lock == null) {
            return;
        }
        try {
            mapped = MappedPictures.open(file, digest, images); // by somebody who had the lock until now
            writer = mapped == null ? new PictureWriter(file, digest, images, CacheFile.MAPPING, lock) : null;
        } finally {
            if (writer == null) {
                lock.close();
            }
        }
    }

    @Override
    public @Nullable CachedPicture get(int index, IntFunction<ByteBuffer> buffers) {
        PictureWriter current = writer; // which goes after the mapping has come
        MappedPictures complete = mapped;
        if (complete == null && current != null) {
            CachedPicture written = current.get(index, buffers);
            if (written != null || !current.hasEnded()) {
                return written;
            }
            beginEpoch(); // it has become complete in the middle of one
            complete = mapped;
        }
        return complete == null ? null : complete.get(index);
    }

    @Override
    public void put(int index, CachedPicture picture) {
        PictureWriter current = writer;
        if (current != null) {
            current.put(index, picture);
        }
    }

    @Override
    public void skip(int index) {
        PictureWriter current = writer;
        if (current != null) {
            current.skip(index);
        }
    }

    @Override
    public void close() {
        PictureWriter current;
        synchronized (this) {
            closed = true;
            current = writer;
        }
        if (current != null) {
            current.close();
        }
    }
}
