package io.github.dl4jimagegen.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A complete cache file, mapped into memory until the garbage collector has found this. Thread-safe. */
final class MappedPictures {

    private static final Logger log = LoggerFactory.getLogger(MappedPictures.class);
    private static final int CHECKED = 1;
    private static final int DAMAGED = 2;

    private final Path file;
    private final ByteBuffer[] mappings;
    private final int mapping;
    private final ByteBuffer index;
    private final AtomicIntegerArray states;

    private MappedPictures(Path file, ByteBuffer[] mappings, int mapping, ByteBuffer index, int images) {
        this.file = file;
        this.mappings = mappings;
        this.mapping = mapping;
        this.index = index;
        this.states = new AtomicIntegerArray(images);
    }

    /**
     * Returns the pictures of a file, or null if it is not there, damaged, or of something else.
     *
     * @throws IOException if it cannot be read or mapped
     */
    static @Nullable MappedPictures open(Path file, byte[] digest, int images) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer start = ByteBuffer.allocate(CacheFile.HEADER);
            while (start.hasRemaining() && channel.read(start) >= 0) {}
            CacheFile.Header header = CacheFile.Header.read(start.flip());
            long indexLength = (long) images * CacheFile.ENTRY;
            if (header == null
                    || header.images() != images
                    || !Arrays.equals(header.digest(), digest)
                    || header.indexOffset() + indexLength != channel.size()) {
                return null;
            }
            ByteBuffer index = channel.map(FileChannel.MapMode.READ_ONLY, header.indexOffset(), indexLength);
            if (!header.isOf(index)) {
                return null;
            }
            return new MappedPictures(file, map(channel, header), header.mapping(), index, images);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static ByteBuffer[] map(FileChannel channel, CacheFile.Header header) throws IOException {
        long mapping = header.mapping();
        ByteBuffer[] mappings = new ByteBuffer[(int) ((header.indexOffset() + mapping - 1) / mapping)];
        for (int i = 0; i < mappings.length; i++) {
            long from = i * mapping;
            long length = Math.min(mapping, header.indexOffset() - from);
            mappings[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, length);
        }
        return mappings;
    }

    @Nullable
    CachedPicture get(int image) {
        int state = states.get(image);
        if (state == DAMAGED) {
            return null;
        }
        CacheFile.Entry entry = CacheFile.Entry.read(index.duplicate().position(image * CacheFile.ENTRY));
        if (entry.offset() == 0) {
            return null;
        }
        ByteBuffer pixels =
                mappings[(int) (entry.offset() / mapping)].slice((int) (entry.offset() % mapping), entry.length());
        if (state == 0) {
            boolean whole = CacheFile.checksum(pixels) == entry.checksum();
            states.set(image, whole ? CHECKED : DAMAGED);
            if (!whole) {
                log.warn("picture {} of the cache {} is damaged: the image is decoded instead", image, file);
                return null;
            }
        }
        return entry.picture(pixels);
    }
}
