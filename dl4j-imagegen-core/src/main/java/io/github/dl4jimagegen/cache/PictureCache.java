package io.github.dl4jimagegen.cache;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The decoded pictures of the images of one flow, by their index. Thread-safe. */
public interface PictureCache extends AutoCloseable {

    /** Says that an epoch begins. */
    void beginEpoch();

    /**
     * Returns the picture of an image.
     *
     * @param index of the image in the flow's source
     * @param buffers memory to read into, if need be
     * @return the picture, valid until the buffer is used again; null if it is not there
     */
    @Nullable
    CachedPicture get(int index, IntFunction<ByteBuffer> buffers);

    /**
     * Keeps the picture of an image, by copying it, if there is room.
     *
     * @param index of the image in the flow's source
     * @param picture its pixels
     */
    void put(int index, CachedPicture picture);

    /**
     * Says that there is no picture to be kept of an image, since it cannot be read or is too large.
     *
     * @param index of the image in the flow's source
     */
    void skip(int index);

    /** Says that nothing more is needed. Pictures that were got stay valid. Idempotent. */
    @Override
    void close();
}
