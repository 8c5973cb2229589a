package io.github.dl4jimagegen.generator;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CacheFileWriter} writes, and finds what was cut or damaged. */
final class CacheFileReader implements Closeable {

    private final Path file;
    private final DataInputStream in;
    private final long count;
    private long left; // bytes
    private long number;

    CacheFileReader(Path file) throws IOException {
        this.file = file;
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        try {
            long size = Files.size(file);
            if (size < CacheFileWriter.HEADER_BYTES || in.readLong() != CacheFileWriter.MAGIC) {
                throw wrong("is no cache file");
            }
            int version = in.readInt();
            if (version != CacheFileWriter.VERSION) {
                throw wrong("has version " + version + " but this library reads version " + CacheFileWriter.VERSION);
            }
            this.count = in.readLong();
            long written = in.readLong();
            if (size != written) {
                throw wrong("has " + size + " bytes but " + written + " were written");
            }
            this.left = size - CacheFileWriter.HEADER_BYTES;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    long count() {
        return count;
    }

    <E> @Nullable E next(ElementCodec<E> codec) throws IOException {
        if (number == count) {
            return null;
        }
        int length = length();
        long current = number++;
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.readInt() != CacheFileWriter.checksum(bytes)) {
            throw wrong("is damaged in example " + current);
        }
        ByteArrayInputStream element = new ByteArrayInputStream(bytes);
        E example;
        try {
            example = codec.read(new DataInputStream(element));
        } catch (EOFException e) {
            throw new IOException(otherCodec("more", current), e);
        }
        if (element.available() > 0) {
            throw new IOException(otherCodec("fewer", current));
        }
        return example;
    }

    long skip(long n) throws IOException {
        long skipped = Math.min(n, count - number);
        for (long i = 0; i < skipped; i++) {
            in.skipNBytes(length() + (long) Integer.BYTES);
            number++;
        }
        return skipped;
    }

    /** Reads the length of the next example; a damaged one would ask for memory without end. */
    private int length() throws IOException {
        if (left < Integer.BYTES) {
            throw wrong("is damaged in example " + number);
        }
        int length = in.readInt();
        left -= 2 * Integer.BYTES;
        if (length < 0 || length > left) {
            throw wrong("is damaged in example " + number);
        }
        left -= length;
        return length;
    }

    private IOException wrong(String what) {
        return new IOException("the cache file " + file + " " + what + ": delete it, and the next pass writes it anew");
    }

    private String otherCodec(String bytes, long number) {
        return "the codec wants " + bytes + " bytes than example " + number + " of the cache file " + file
                + " has: it must read exactly what it writes; if it was changed, delete the file";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
