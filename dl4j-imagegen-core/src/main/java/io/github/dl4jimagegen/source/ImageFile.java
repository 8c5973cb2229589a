package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.EncodedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Reads files whole. */
final class ImageFile {

    private ImageFile() {}

    /** Reads from a channel, which an interrupt would close. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    static EncodedImage read(Path file, IntFunction<ByteBuffer> buffers) throws IOException {
        return new EncodedImage(uninterrupted(() -> readOnce(file, buffers)));
    }

    /** An interrupt is meant for whoever waits for a batch: the file is read once more and the flag kept. */
    static <T> T uninterrupted(Reading<T> reading) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return reading.read();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns a number that changes when a file does: of its size and the time of its last change. */
    static long version(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() * 1_000_003 + attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    }

    private static ByteBuffer readOnce(Path path, IntFunction<ByteBuffer> buffers) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = file.size();
            if (size > Integer.MAX_VALUE - 8) {
                throw new IOException("the file has " + size + " bytes, more than 2 GB");
            }
            ByteBuffer buffer = buffers.apply((int) size).clear().limit((int) size);
            while (buffer.hasRemaining()) {
                if (file.read(buffer) < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
            }
            return buffer.flip();
        }
    }
}
