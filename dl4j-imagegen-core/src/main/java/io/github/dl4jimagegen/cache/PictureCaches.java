package io.github.dl4jimagegen.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Opens caches. */
public final class PictureCaches {

    private static final int NAME_BYTES = 8;

    private PictureCaches() {}

    /**
     * What pictures are of.
     *
     * @param recipe how they are decoded and sized, in words
     * @param engine what did that, with its version
     * @param source where they are
     * @param images how many there are
     * @param name of each
     * @param version of each: a number that changes when the image does
     */
    public record Contents(
            String recipe,
            String engine,
            String source,
            int images,
            IntFunction<String> name,
            IntToLongFunction version) {}

    /**
     * Opens a cache.
     *
     * @param cache in memory or in a folder
     * @param contents what the pictures are of
     * @return a cache for one flow
     * @throws IllegalArgumentException if the folder is none
     */
    public static PictureCache open(DecodedCache cache, Contents contents) {
        if (cache instanceof DecodedCache.InMemory memory) {
            return new MemoryPictures(contents.images, memory.mostBytes());
        }
        Path folder = Path.of(((DecodedCache.OnDisk) cache).folder());
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("cache must be given an existing folder but was given " + folder
                    + ": create it, or name another one");
        }
        // A file has the same name as long as it is of the same images, so that a new one takes the place of a stale
        // one.
        byte[] named = names(contents);
        Path file = folder.resolve(HexFormat.of().formatHex(named, 0, NAME_BYTES) + ".imagecache");
        return new DiskPictures(file, versions(contents, named), contents.images);
    }

    private static byte[] names(Contents contents) {
        MessageDigest sha = sha256();
        sha.update((contents.recipe + "\0" + contents.source + "\0").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < contents.images; i++) {
            sha.update(contents.name.apply(i).getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
        }
        return sha.digest();
    }

    private static byte[] versions(Contents contents, byte[] named) {
        long[] versions = IntStream.range(0, contents.images)
                .parallel()
                .mapToLong(contents.version)
                .toArray();
        MessageDigest sha = sha256();
        sha.update(named);
        sha.update(contents.engine.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        for (long version : versions) {
            sha.update(bytes.putLong(0, version).array());
        }
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
