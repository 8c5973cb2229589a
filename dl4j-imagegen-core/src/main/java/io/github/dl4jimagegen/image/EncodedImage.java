package io.github.dl4jimagegen.image;

import java.nio.ByteBuffer;

/**
 * An image as the bytes of a file: JPEG, PNG and so on. The buffer belongs to whoever reads the image next.
 *
 * @param bytes the file, from position 0 to the limit
 */
public record EncodedImage(ByteBuffer bytes) implements ImageContent {}
