package io.github.dl4jimagegen.checkpoint;

import io.github.dl4jimagegen.source.ImageSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a state remembers of the data: enough to refuse other data, and to say where they begin to differ. Immutable.
 *
 * @param origin where the data are, for messages; never compared, since data may move
 * @param size the number of examples, or a negative number if it is not known
 * @param classes the names of the classes, in order; empty if there are none
 * @param digests for each sixteenth of the examples, in order, the start of the SHA-256 of their names and targets;
 *     empty if they have no names
 */
public record SourceFingerprint(String origin, long size, List<String> classes, List<String> digests) {

    private static final int PARTS = 16;
    private static final int DIGEST_BYTES = 8;

    /**
     * Copies the two lists.
     *
     * @param origin where the data are, for messages; never compared, since data may move
     * @param size the number of examples, or a negative number if it is not known
     * @param classes the names of the classes, in order; empty if there are none
     * @param digests for each sixteenth of the examples, in order, the start of the SHA-256 of their names and targets;
     *     empty if they have no names
     */
    public SourceFingerprint {
        classes = List.copyOf(classes);
        digests = List.copyOf(digests);
    }

    /**
     * Returns the fingerprint of a source: relative names, targets and their order, but no pixels. Takes about half
     * a second for a million images.
     *
     * @param source the images
     * @return its fingerprint
     */
    public static SourceFingerprint of(ImageSource source) {
        List<String> digests = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            digests.add(digest(source, start(part, source.size()), start(part + 1, source.size())));
        }
        return new SourceFingerprint(
                source.toString(), source.size(), source.classes().names(), digests);
    }

    /**
     * Returns the fingerprint of a generator, of which nothing is known before it has run.
     *
     * @param size the number of its examples, or a negative number if it is not known
     * @param classes the names of the classes, in order; empty if there are none
     * @return a fingerprint without digests
     */
    public static SourceFingerprint ofGenerator(long size, List<String> classes) {
        return new SourceFingerprint("a generator", size, classes, List.of());
    }

    private static int start(int part, long size) {
        return (int) (size * part / PARTS);
    }

    private static String digest(ImageSource source, int from, int to) {
        MessageDigest sha = sha256();
        ByteBuffer label = ByteBuffer.allocate(Integer.BYTES);
        for (int i = from; i < to; i++) {
            sha.update(source.name(i).getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0); // no name contains it
            sha.update(label.putInt(0, source.targetHash(i)).array());
        }
        return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Returns in words the first thing in which data differ from these, which a state was saved with, or null. */
    @Nullable
    String firstDifference(SourceFingerprint here) {
        if (size != here.size) {
            return "it was saved over " + size + " examples of " + origin + " but " + here.origin + " has " + here.size;
        }
        if (!classes.equals(here.classes)) {
            return "it was saved over the classes " + classes + " of " + origin + " but " + here.origin + " has "
                    + here.classes;
        }
        for (int part = 0; part < Math.min(digests.size(), here.digests.size()); part++) {
            if (!digests.get(part).equals(here.digests.get(part))) {
                int from = start(part, size);
                int last = start(part + 1, size) - 1;
                return "the names or targets of the images saved over in " + origin + " differ from those in "
                        + here.origin + ", the first time among numbers " + from + " to " + last;
            }
        }
        return null;
    }
}
