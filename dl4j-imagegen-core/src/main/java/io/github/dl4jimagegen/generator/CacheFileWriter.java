package io.github.dl4jimagegen.generator;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Writes a cache file: a header of magic number, version, number of examples and number of bytes, and then each example
 * as its length, its bytes and their checksum. It is written under another name and takes its own when it is complete.
 */
final class CacheFileWriter implements Closeable {

    static final long MAGIC = 0x44494743_41434845L; // "DIGCACHE"
    static final int VERSION = 1;
    static final int HEADER_BYTES = Long.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES;

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final DataOutputStream out;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private long count;

    CacheFileWriter(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".unfinished");
        this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        out.write(new byte[HEADER_BYTES]);
    }

    <E> void write(E example, ElementCodec<E> codec) throws IOException {
        buffer.reset();
        codec.write(example, new DataOutputStream(buffer));
        byte[] bytes = buffer.toByteArray();
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeInt(checksum(bytes));
        count++;
    }

    static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /** Gives the file its header and its name. Of two passes that end at the same time the later one stays. */
    void complete() throws IOException {
        out.flush();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(MAGIC)
                .putInt(VERSION)
                .putLong(count)
                .putLong(channel.size())
                .flip();
        long position = 0;
        while (header.hasRemaining()) {
            position += channel.write(header, position);
        }
        channel.force(true);
        channel.close();
        Path unused = Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Throws away a file that is not complete. */
    @Override
    public void close() throws IOException {
        channel.close();
        boolean unused = Files.deleteIfExists(unfinished);
    }
}
