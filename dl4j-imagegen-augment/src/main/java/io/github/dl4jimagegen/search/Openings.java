package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImageDataSetIterator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The iterators that one candidate has opened on its thread, to be closed when it is done: Arbiter asks for them by
 * static ways and closes none. For one thread.
 */
final class Openings implements AutoCloseable {

    private static final ThreadLocal<@Nullable Openings> CURRENT = new ThreadLocal<>();

    private final List<ImageDataSetIterator> opened = new ArrayList<>();

    private Openings() {}

    static Openings onThisThread() {
        Openings openings = new Openings();
        CURRENT.set(openings);
        return openings;
    }

    static ImageDataSetIterator note(ImageDataSetIterator iterator) {
        Openings current = CURRENT.get();
        if (current != null) {
            current.opened.add(iterator);
        }
        return iterator;
    }

    @Override
    public void close() {
        CURRENT.remove();
        opened.forEach(ImageDataSetIterator::close);
    }
}
