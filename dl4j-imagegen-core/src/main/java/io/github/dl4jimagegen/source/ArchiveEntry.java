package io.github.dl4jimagegen.source;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Where a file lies in an archive. Immutable.
 *
 * @param archive the path of the archive
 * @param name the name in it, with '/'
 * @param offset where its bytes begin in the archive
 * @param stored how many there are
 * @param size how many they are when they are inflated
 * @param deflated whether they are compressed
 */
record ArchiveEntry(String archive, String name, long offset, long stored, long size, boolean deflated)
        implements Serializable {

    /** An interrupt is meant for whoever waits for a batch: the file is read once more and the flag kept. */
    ByteBuffer read(IntFunction<ByteBuffer> buffers) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return readOnce(buffers);
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

    private ByteBuffer readOnce(IntFunction<ByteBuffer> buffers) throws IOException {
        if (Math.max(size, stored) > Integer.MAX_VALUE - 8) {
            throw new IOException("the file has " + size + " bytes, more than 2 GB");
        }
        ByteBuffer content = buffers.apply((int) size).clear().limit((int) size);
        if (!deflated) {
            return fill(content);
        }
        byte[] compressed = fill(ByteBuffer.allocate((int) stored)).array();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            while (content.hasRemaining()) {
                if (inflater.inflate(content) == 0) {
                    throw new IOException("the archive's data end early or are damaged");
                }
            }
            return content.flip();
        } catch (DataFormatException e) {
            throw new IOException("the archive's data are damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        try (FileChannel file = FileChannel.open(Path.of(archive), StandardOpenOption.READ)) {
            long at = offset;
            while (buffer.hasRemaining()) {
                int read = file.read(buffer, at);
                if (read < 0) {
                    throw new IOException("the archive became shorter");
                }
                at += read;
            }
            return buffer.flip();
        }
    }
}
