package io.github.dl4jimagegen.source;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Where a file lies in an archive. Immutable.
 *
 * @param archive the path of the archive
 * @param name the name in it, with '/'
 * @param offset where its bytes begin in the archive
 * @param stored how many there are
 * @param size how many they are when they are inflated
 * @param deflated whether they are compressed
 * @param checksum the CRC-32 of the inflated bytes, or NO_CHECKSUM
 */
record ArchiveEntry(String archive, String name, long offset, long stored, long size, boolean deflated, long checksum)
        implements Serializable {

    /** A tar file has none. */
    static final long NO_CHECKSUM = -1;

    /** A file of a megabyte may claim to unpack into a gigabyte; no image is that large that had to be compressed. */
    private static final long MOST_INFLATED = 1L << 28;

    /** Returns a number that changes when the archive does. */
    long version() throws IOException {
        return ImageFile.version(Path.of(archive)) + offset;
    }

    String folder() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Reads the file. Nothing else of the archive is read. */
    ByteBuffer read(IntFunction<ByteBuffer> buffers) throws IOException {
        if (Math.max(size, stored) > Integer.MAX_VALUE - 8) {
            throw new IOException("the file has " + size + " bytes, more than 2 GB");
        }
        if (deflated && size > MOST_INFLATED) {
            throw new IOException("the file unpacks to " + size + " bytes but at most " + MOST_INFLATED
                    + " are taken from an archive that is compressed: unpack it, or store it without compression");
        }
        return ImageFile.uninterrupted(() -> {
            checkEnd();
            ByteBuffer content = buffers.apply((int) size).clear().limit((int) size);
            if (deflated) {
                inflate(fill(ByteBuffer.allocate((int) stored)), content);
            } else {
                content = fill(content);
            }
            check(content.duplicate());
            return content;
        });
    }

    /** Before memory is taken for what may not be there. */
    private void checkEnd() throws IOException {
        if (offset + stored > Files.size(Path.of(archive))) {
            throw damaged("the archive became shorter");
        }
    }

    private void inflate(ByteBuffer compressed, ByteBuffer content) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            while (content.hasRemaining()) {
                if (inflater.inflate(content) == 0) {
                    throw damaged("they end early");
                }
            }
            ByteBuffer unused = content.flip();
        } catch (DataFormatException e) {
            throw damaged(e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void check(ByteBuffer content) throws IOException {
        if (checksum != NO_CHECKSUM) {
            CRC32 actual = new CRC32();
            actual.update(content);
            if (actual.getValue() != checksum) {
                throw damaged("their checksum is wrong");
            }
        }
    }

    private IOException damaged(@Nullable String reason) {
        return new IOException("its data in " + archive + " are damaged: " + reason);
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        try (FileChannel file = FileChannel.open(Path.of(archive), StandardOpenOption.READ)) {
            long at = offset;
            while (buffer.hasRemaining()) {
                int read = file.read(buffer, at);
                if (read < 0) {
                    throw damaged("the archive became shorter");
                }
                at += read;
            }
            return buffer.flip();
        }
    }
}
