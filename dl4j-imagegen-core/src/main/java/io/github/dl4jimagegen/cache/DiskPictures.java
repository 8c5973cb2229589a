package io.github.dl4jimagegen.cache;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in a file: read from it if it is complete, written to it if nobody else does. What one flow has written others
 * find at the beginning of their next epoch.
 */
final class DiskPictures implements PictureCache {

    private final Path file;
    private final byte[] digest;
    private final int images;
    private volatile @Nullable MappedPictures mapped;
    private volatile @Nullable PictureWriter writer;
    private boolean gaveUp;
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
        mapped = MappedPictures.open(file, digest, images);
        writer = null;
        if (mapped == null && !gaveUp) {
            gaveUp = current != null; // what failed once would fail again
            writer = gaveUp ? null : PictureWriter.open(file, digest, images);
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
    public synchronized void close() {
        closed = true;
        PictureWriter current = writer;
        if (current != null) {
            current.close();
        }
    }
}
