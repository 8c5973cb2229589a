package io.github.dl4jimagegen.source;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which places of a source hold the same image: a view may have an index twice, and a table a file. */
final class SameImage {

    private SameImage() {}

    /** Returns for each place the first one that holds the same image. */
    static int[] firsts(ImageSource source) {
        int[] firsts = IntStream.range(0, source.size()).toArray();
        if (of(source).cardinality() < firsts.length) {
            Map<Integer, Integer> places = new HashMap<>();
            for (int i = 0; i < firsts.length; i++) {
                Integer first = places.putIfAbsent(image(source, i), i);
                firsts[i] = first == null ? i : first;
            }
        }
        return firsts;
    }

    /** Returns a place of the first source whose image the second one has too, or null if the sources are not related. */
    static @Nullable Integer shared(ImageSource one, ImageSource other) {
        if (unsplit(one) != unsplit(other)) {
            return null;
        }
        BitSet images = of(other);
        return IntStream.range(0, one.size())
                .filter(i -> images.get(image(one, i)))
                .boxed()
                .findFirst()
                .orElse(null);
    }

    private static BitSet of(ImageSource source) {
        BitSet images = new BitSet();
        IntStream.range(0, source.size()).forEach(i -> images.set(image(source, i)));
        return images;
    }

    /** Returns the number of an image in the unsplit source. */
    private static int image(ImageSource source, int index) {
        if (source instanceof SourceView view) {
            return image(view.unsplit(), view.indexInUnsplit(index));
        }
        return source instanceof ImageTable table ? table.firstRow(index) : source.sourceIndex(index);
    }

    private static ImageSource unsplit(ImageSource source) {
        return source instanceof SourceView view ? view.unsplit() : source;
    }
}
