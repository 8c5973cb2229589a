package io.github.dl4jimagegen;

import java.lang.ref.Cleaner;

/**
 * Closes what belongs to iterators that were dropped without being closed, as Deeplearning4j's trainers drop them.
 *
 * <p>An iterator's methods must keep it reachable until they return, or it could be taken for dropped while its last
 * call is still under way.
 */
final class Abandonment {

    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "imagegen-cleaner-of-iterators");
        thread.setDaemon(true);
        return thread;
    });

    private Abandonment() {}

    /** Closes a flow, which must not refer to the iterator, once the iterator has been garbage collected. */
    static void closeWhenUnreachable(Object iterator, EpochFlow flow) {
        var unused = CLEANER.register(iterator, flow::close);
    }
}
