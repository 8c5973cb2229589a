package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.engine.Inspection;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.source.VerificationReport.NearDuplicate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds images that look the same in different views: a difference hash (of 64 pixels, whether each is brighter than its
 * left neighbour) of at most six different bits, and thumbnails that differ little. Of two hashes with six different
 * bits, one of seven parts is the same, so that only images with a part in common are compared.
 */
final class NearDuplicates {

    private static final int MOST_BITS = 6;
    private static final int BANDS = 7;
    private static final int BITS_OF_BAND = Long.SIZE / BANDS;

    /** Mean difference of the thumbnails' pixels, of 255: what compression and sizing leave, and no more. */
    private static final double MOST_DIFFERENCE = 6;

    private final Map<Integer, List<Seen>> bands = new HashMap<>();
    private final List<NearDuplicate> found = new ArrayList<>();

    private record Seen(String name, String view, long hash, Image thumbnail) {}

    /** Compares a view with those that were added before, then adds it. */
    void add(String view, ImageSource images, Verification looks) {
        List<Seen> added = new ArrayList<>();
        for (Verification.Look look : looks.looks) {
            Seen seen = new Seen(images.name(look.index()), view, hash(look.thumbnail()), look.thumbnail());
            compare(seen);
            added.add(seen);
        }
        for (Seen seen : added) {
            for (int band = 0; band < BANDS; band++) {
                bands.computeIfAbsent(key(seen.hash, band), key -> new ArrayList<>())
                        .add(seen);
            }
        }
    }

    List<NearDuplicate> found() {
        return found;
    }

    private void compare(Seen image) {
        Set<Seen> compared = new HashSet<>();
        for (int band = 0; band < BANDS; band++) {
            for (Seen other : bands.getOrDefault(key(image.hash, band), List.of())) {
                boolean near = Long.bitCount(image.hash ^ other.hash) <= MOST_BITS;
                if (near && compared.add(other) && difference(image.thumbnail, other.thumbnail) <= MOST_DIFFERENCE) {
                    found.add(new NearDuplicate(other.name, other.view, image.name, image.view));
                }
            }
        }
    }

    private static int key(long hash, int band) {
        int bits = (int) (hash >>> (band * BITS_OF_BAND)) & ((1 << BITS_OF_BAND) - 1);
        return bits * BANDS + band;
    }

    private static long hash(Image thumbnail) {
        long hash = 0;
        for (int row = 0; row < Inspection.SIDE - 1; row++) {
            for (int column = 1; column < Inspection.SIDE; column++) {
                boolean brighter = thumbnail.value(row, column, 0) > thumbnail.value(row, column - 1, 0);
                hash = (hash << 1) | (brighter ? 1 : 0);
            }
        }
        return hash;
    }

    private static double difference(Image one, Image other) {
        byte[] a = one.toBytes();
        byte[] b = other.toBytes();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return sum / a.length;
    }
}
