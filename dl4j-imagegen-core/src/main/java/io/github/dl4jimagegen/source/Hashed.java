package io.github.dl4jimagegen.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Each image where the hash of its name falls. */
final class Hashed extends Splitter {

    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private final long seed;

    Hashed(long seed) {
        this.seed = seed;
    }

    @Override
    int[] parts(ImageSource source, Shares shares) {
        MessageDigest sha = sha256();
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        int[] parts = new int[source.size()];
        for (int i = 0; i < parts.length; i++) {
            sha.update(key);
            sha.update(source.name(i).getBytes(StandardCharsets.UTF_8));
            double place = (ByteBuffer.wrap(sha.digest()).getLong() >>> 11) * DOUBLE_UNIT;
            parts[i] = part(place, shares);
        }
        return parts;
    }

    private static int part(double place, Shares shares) {
        double end = 0;
        for (int part = 0; part < shares.parts() - 1; part++) {
            end += shares.of(part);
            if (place < end) {
                return part;
            }
        }
        return shares.parts() - 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
