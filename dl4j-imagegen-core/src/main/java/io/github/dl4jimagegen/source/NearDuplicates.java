package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.engine.Inspection;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.source.VerificationReport.NearDuplicate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds images that look the same as one of an earlier view: the same bytes, or a difference hash (of 64 pixels, whether
 * each is brighter than its left neighbour) of at most six different bits, and thumbnails that differ little, compared
 * with what there is to be seen on them. Of two hashes with six different bits, one of seven parts is the same, so that
 * only images with a part in common are compared. Each image is named once, and compared with a limited number of others,
 * so that the cost grows with the number of images and no faster.
 */
final class NearDuplicates {

    private static final int MOST_BITS = 6;
    private static final int BANDS = 7;
    private static final int BITS_OF_BAND = Long.SIZE / BANDS;

    /** Mean difference of the thumbnails' pixels, of 255: what compression and sizing leave, and no more. */
    private static final double MOST_DIFFERENCE = 6;

    /** The same, as a share of the thumbnail's contrast: small things on one ground differ little in all. */
    private static final double MOST_RELATIVE_DIFFERENCE = 0.2;

    /** The mean difference of a thumbnail's pixels from their mean, of 255, below which there is nothing to compare. */
    private static final double LEAST_CONTRAST = 2;

    /** The others with the rarest parts in common come first, so that what is the same is among them. */
    static final int MOST_COMPARED = 10_000;

    private final Map<ByteBuffer, Seen> byContent = new HashMap<>();
    private final Map<Integer, List<Seen>> bands = new HashMap<>();
    private final List<NearDuplicate> found = new ArrayList<>();
    private int notAllCompared;

    /**
     * An image that was decoded.
     *
     * @param name its name
     * @param digest of its bytes
     * @param thumbnail what it looks like
     */
    record Look(String name, ByteBuffer digest, Image thumbnail) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by difference() alone
    private record Seen(String name, String view, long hash, byte[] thumbnail, double contrast) {

        static Seen of(Look look, String view) {
            byte[] pixels = look.thumbnail.toBytes();
            return new Seen(look.name, view, hashOf(look.thumbnail), pixels, contrastOf(pixels));
        }

        boolean isFlat() {
            return contrast < LEAST_CONTRAST;
        }

        boolean looksLike(Seen other) {
            double most = Math.min(MOST_DIFFERENCE, MOST_RELATIVE_DIFFERENCE * Math.min(contrast, other.contrast));
            return Long.bitCount(hash ^ other.hash) <= MOST_BITS && difference(thumbnail, other.thumbnail) <= most;
        }
    }

    /** Compares the images of a view with those of the views that were added before, then adds them. */
    void add(String view, List<Look> looks) {
        List<Seen> added = new ArrayList<>();
        Map<ByteBuffer, Seen> contents = new HashMap<>();
        for (Look look : looks) {
            Seen image = Seen.of(look, view);
            Seen same = byContent.get(look.digest);
            Seen other = same != null || image.isFlat() ? same : similar(image);
            if (other != null) {
                found.add(new NearDuplicate(other.name, other.view, image.name, view));
            }
            added.add(image);
            contents.putIfAbsent(look.digest, image);
        }
        contents.forEach(byContent::putIfAbsent);
        for (Seen image : added) {
            for (int band = 0; band < BANDS && !image.isFlat(); band++) {
                bands.computeIfAbsent(key(image.hash, band), key -> new ArrayList<>())
                        .add(image);
            }
        }
    }

    /** Returns what was found, at most one for each image, in the order of the images. */
    List<NearDuplicate> found() {
        return found;
    }

    /** Returns how many images were compared with {@link #MOST_COMPARED} others only, and found to be like none. */
    int notAllCompared() {
        return notAllCompared;
    }

    private @Nullable Seen similar(Seen image) {
        List<List<Seen>> rarestFirst = IntStream.range(0, BANDS)
                .mapToObj(band -> bands.getOrDefault(key(image.hash, band), List.of()))
                .sorted(Comparator.comparingInt(List::size))
                .toList();
        int compared = 0;
        for (List<Seen> others : rarestFirst) {
            for (Seen other : others) {
                if (image.looksLike(other)) {
                    return other;
                }
                if (++compared == MOST_COMPARED) {
                    notAllCompared++;
                    return null;
                }
            }
        }
        return null;
    }

    private static int key(long hash, int band) {
        int bits = (int) (hash >>> (band * BITS_OF_BAND)) & ((1 << BITS_OF_BAND) - 1);
        return bits * BANDS + band;
    }

    private static long hashOf(Image thumbnail) {
        long hash = 0;
        for (int row = 0; row < Inspection.SIDE - 1; row++) {
            for (int column = 1; column < Inspection.SIDE; column++) {
                boolean brighter = thumbnail.value(row, column, 0) > thumbnail.value(row, column - 1, 0);
                hash = (hash << 1) | (brighter ? 1 : 0);
            }
        }
        return hash;
    }

    private static double contrastOf(byte[] pixels) {
        double mean = IntStream.range(0, pixels.length)
                .map(i -> pixels[i] & 0xFF)
                .average()
                .orElse(0);
        return IntStream.range(0, pixels.length)
                .mapToDouble(i -> Math.abs((pixels[i] & 0xFF) - mean))
                .average()
                .orElse(0);
    }

    private static double difference(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return sum / a.length;
    }
}
