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
    private boolean closed;

    DiskPictures(Path file, byte[] digest, int images) {
        this.file = file;
        this.digest = digest.clone();
        this.images = images;
    }

    @Override
    public synchronized void beginEpoch() {
        if (mapped != null || closed) {
            return;
        }
        PictureWriter current = writer;
        if (current != null && !current.hasEnded()) {
            return;
        }
        mapped = MappedPictures.open(file, digest, images);
        if (mapped == null && current == null) {
            writer = PictureWriter.open(file, digest, images);
        } else if (mapped != null) {
            writer = null;
        }
    }

    @Override
    public @Nullable CachedPicture get(int index, IntFunction<ByteBuffer> buffers) {
        MappedPictures complete = mapped;
        if (complete != null) {
            return complete.get(index);
        }
        PictureWriter current = writer;
        return current == null ? null : current.get(index, buffers);
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
