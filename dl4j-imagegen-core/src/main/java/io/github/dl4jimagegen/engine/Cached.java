package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.cache.CachedPicture;
import io.github.dl4jimagegen.cache.PictureSlot;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Placement;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of a cached picture as a Mat that must not be written to: they may lie in a mapped file.
 *
 * @param mat the pixels, as long as this is open
 * @param memory where they are
 */
record Cached(Mat mat, BytePointer memory) implements AutoCloseable {

    static Cached view(CachedPicture picture) {
        BytePointer memory = new BytePointer(picture.pixels());
        return new Cached(new Mat(picture.rows(), picture.columns(), picture.type(), memory), memory);
    }

    /** Has pixels copied, unless they are more than one buffer has, or not one after the other. */
    static void offer(Mat pixels, ImageShape shape, @Nullable Placement placement, PictureSlot slot) {
        long bytes = pixels.total() * pixels.elemSize();
        if (bytes > Integer.MAX_VALUE || !pixels.isContinuous()) {
            slot.skip();
            return;
        }
        try (BytePointer data = pixels.data()) {
            ByteBuffer view = data.capacity(bytes).asByteBuffer();
            slot.put(new CachedPicture(view, pixels.rows(), pixels.cols(), pixels.type(), shape, placement));
        }
    }

    @Override
    public void close() {
        mat.close();
        memory.close();
    }
}
