package io.github.dl4jimagegen.cache;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The place of one image in a cache. Thread-safe.
 *
 * @param cache of all images
 * @param index of the image in the flow's source
 */
public record PictureSlot(PictureCache cache, int index) {

    /**
     * Returns the picture.
     *
     * @param buffers memory to read into, if need be
     * @return the picture, valid until the buffer is used again; null if it is not there
     */
    public @Nullable CachedPicture get(IntFunction<ByteBuffer> buffers) {
        return cache.get(index, buffers);
    }

    /**
     * Keeps the picture, by copying it, if there is room.
     *
     * @param picture its pixels
     */
    public void put(CachedPicture picture) {
        cache.put(index, picture);
    }

    /** Says that there is no picture to be kept. */
    public void skip() {
        cache.skip(index);
    }
}
