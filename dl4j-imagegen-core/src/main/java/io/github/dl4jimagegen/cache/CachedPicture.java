package io.github.dl4jimagegen.cache;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Placement;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture. Immutable, and only to be read.
 *
 * @param pixels interleaved, in native memory, from position to limit
 * @param rows of pixels
 * @param columns of pixels
 * @param type OpenCV's number of the type of a pixel
 * @param shape of the image before it was sized
 * @param placement where the image went when it was sized; null if it has its full size
 */
public record CachedPicture(
        ByteBuffer pixels,
        int rows,
        int columns,
        int type,
        ImageShape shape,
        @Nullable Placement placement) {}
