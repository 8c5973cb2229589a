package io.github.dl4jimagegen.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file that many threads write to and read from, and that stays open when one of them is interrupted. */
final class SteadyFile implements Closeable {

    private final Path path;

    // Guarded by "this".
    private FileChannel channel;
    private boolean closed;

    /** Makes a file, or empties it. */
    SteadyFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    private synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new IOException(path + " is closed");
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        return channel;
    }

    void write(ByteBuffer bytes, long offset) throws IOException {
        Uninterrupted.run(() -> {
            FileChannel current = channel();
            ByteBuffer rest = bytes.duplicate();
            for (long at = offset; rest.hasRemaining(); ) {
                at += current.write(rest, at);
            }
        });
    }

    /** Fills a buffer from its beginning to its limit. */
    void read(ByteBuffer bytes, long offset) throws IOException {
        Uninterrupted.run(() -> {
            FileChannel current = channel();
            ByteBuffer rest = bytes.duplicate().rewind();
            while (rest.hasRemaining()) {
                if (current.read(rest, offset + rest.position()) < 0) {
                    throw new IOException(path + " ends too soon");
                }
            }
        });
    }

    /** Returns when what was written is on the disk. */
    void force() throws IOException {
        Uninterrupted.run(() -> channel().force(true));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
